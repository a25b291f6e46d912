"""Styles and scripts of the page and of briefings."""
