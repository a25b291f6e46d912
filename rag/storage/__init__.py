"""The source of truth of a collection, and the collection itself."""
