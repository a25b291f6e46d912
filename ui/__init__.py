"""How does a person meet it? The command ``paracite`` and the web chat. Nothing here decides what an answer is."""
