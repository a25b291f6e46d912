"""Training of the bundled embedding model: `python -m rag.training --help`. Nothing here is imported at run time."""
