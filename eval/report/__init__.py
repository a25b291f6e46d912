"""A run as people and machines read it: the terminal, one page, Markdown, JSON, JUnit XML. Nothing here scores anything."""
