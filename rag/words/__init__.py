"""Words: how a text becomes search terms and sentences, and which words, names and states mean the same."""
