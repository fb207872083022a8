"""The cast and the places that every test may ask for."""
