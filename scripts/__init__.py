"""What the Makefile calls: set-up, the demo in one terminal, checks of the words."""
