"""The answer of the documents' own sentences: whether there is one, which sentences, in which order."""
