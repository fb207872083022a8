"""Numbers as the Arabic pages write them: 603,900 and 2.3."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
