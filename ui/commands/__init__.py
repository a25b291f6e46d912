"""The commands of ``paracite``, and what they have in common on a terminal."""
