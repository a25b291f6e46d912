"""What is done with a whole collection: written to a file, taken in from one, examined, saved."""
