"""Which paragraphs a question is about, and how much of it they hold."""
