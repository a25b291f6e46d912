"""A briefing: pinned answers and paragraphs, in order, written out in four formats with every quotation checked."""
