"""The page: its blocks, and the HTML of what it shows."""
