"""What do the documents say, paragraph by paragraph?

The front door of the room::

    from ingest import ingest, read_document

    reading = read_document(Path("A-RES-67-169.txt"))     # one file, nothing stored
    report = ingest(collection, [Path("documents/")])     # files and folders into a collection
    report = rehearse(None, [Path("documents/")])         # what that would do; nothing is stored
"""

from ingest.document import read_document, read_documents
from ingest.errors import EveryFileGone
from ingest.files import absolute
from ingest.pipeline import ingest, rehearse
from ingest.pruning import Pruning
from ingest.readers import FORMATS
from ingest.report import Failure, Outcome, Report, Sketch, Skip

__all__ = [
    "FORMATS",
    "EveryFileGone",
    "Failure",
    "Outcome",
    "Pruning",
    "Report",
    "Sketch",
    "Skip",
    "absolute",
    "ingest",
    "read_document",
    "read_documents",
    "rehearse",
]
