"""The networks we can publish to: one module each, found by code."""
