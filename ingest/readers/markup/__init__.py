"""HTML and XHTML, wherever they stand (a page, a chapter of a book): markup to printed lines.

``tree`` parses, ``chrome`` tells the page's text from what stands around it, ``notes`` ties footnotes, ``numbering`` and
``tables`` say what lists and tables print, ``flow`` walks through it all and gives the lines.
"""

from ingest.readers.markup.flow import lines_of
from ingest.readers.markup.tree import Tree

__all__ = ["Tree", "lines_of"]
