"""What readers tell us: reports, and how clear each page is."""
