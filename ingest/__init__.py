"""What do the documents say, paragraph by paragraph?

The front door of the room::

    from ingest import ingest, read_document

    reading = read_document(Path("A-RES-67-169.txt"))     # one file, nothing stored
    report = ingest(collection, [Path("documents/")])     # files and folders into a collection
"""

from ingest.document import read_document, read_documents
from ingest.pipeline import Failure, Report, ingest

__all__ = ["Failure", "Report", "ingest", "read_document", "read_documents"]
