"""The two indexes, of words and of vectors, and how they follow the store."""
