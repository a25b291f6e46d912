"""The answer that a chat model words."""
