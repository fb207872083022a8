"""What the site tells the apps above it."""

from django.dispatch import Signal

# Sent after the commit, with ``sender`` (the page's class), ``page`` and
# ``moment``, one of the words in ``sender.share_moments``:
#
# ``"publication"``  a page is published for the first time. Translations of a
#                    page that is already there are not news, and send nothing.
moment_reached = Signal()

# Sent inside the transaction that withdraws a picture, while its file is still there,
# with ``sender`` (Image), ``picture``, ``by`` and ``reason``. A receiver takes the
# picture out of what has not gone out, and returns a list of ``cms.rights.Carrier``.
picture_withdrawn = Signal()

# Sent right before a person changes what a picture shows, or its alternative text,
# with ``sender`` (Image), ``picture`` and ``by``.
picture_changed = Signal()
