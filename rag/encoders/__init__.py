"""The models that read text: embedding models of every kind, and the cross-encoder."""
