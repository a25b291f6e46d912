"""Is a statement carried by the paragraphs that it cites?"""
