"""What a question asks for, names, leans on, and was understood as."""
