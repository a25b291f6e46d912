"""Given a question: which paragraphs, and what answer with which citations?

The front door of the room. ``ingest``, ``ui`` and ``eval`` import these names from here and nothing from inside::

    from rag import cite, open_assistant, read_settings

    with open_assistant(read_settings()) as assistant:
        answer = assistant.ask("比利时在死刑问题上承诺做什么？")
        print(answer.text)
        for citation in answer.citations:
            print(citation.number, cite(citation.document, citation.paragraph, "zh"), citation.quote)

Slow libraries (torch, chromadb) are imported when something is opened, not when this door is.
"""

from rag.answer import Answer, Cell, Check, Citation, Hit, Refusal, Row, Statement, Understood, Unsupported
from rag.answers.evidence import COEFFICIENTS as REFUSAL_COEFFICIENTS
from rag.answers.evidence import THRESHOLD as REFUSAL_THRESHOLD
from rag.answers.evidence import probability, sort_of
from rag.answers.selector import TREES as SELECTOR_TREES
from rag.answers.signals import SIGNALS, Sentence
from rag.assistant import Assistant, open_assistant
from rag.document import (
    Change,
    Document,
    DocumentKind,
    Locator,
    Paragraph,
    ParagraphKind,
    Part,
    Passage,
    Reading,
    Remark,
)
from rag.errors import (
    AmbiguousDocument,
    BinaryFile,
    CollectionError,
    EmptyCollection,
    EmptyFile,
    EmptyQuestion,
    MissingPath,
    ParaciteError,
    QuestionError,
    QuestionTooLong,
    SettingsError,
    SourceError,
    SymbolTaken,
    UnknownDocument,
    UnknownEncoding,
    UnknownFormat,
    UnknownParagraph,
    UnreadableFile,
)
from rag.naming import cite, document_name, kind_name, paragraph_label, status_name
from rag.questions.conversation import Turn
from rag.retrieval.ranking import RANKING_WEIGHTS, Signs, weighed
from rag.settings import Settings, read_language, read_settings
from rag.storage.collection import Collection, open_collection
from rag.storage.listing import find_collection, list_collections
from rag.storage.shelf import Shelved, collection_exists
from rag.upkeep.diagnosis import Finding
from rag.upkeep.keeping import examine_collection, export_collection, import_collection
from rag.verification.statement import Verdict, open_verifier, verify
from rag.words.terms import simplify

__all__ = [
    "RANKING_WEIGHTS",
    "REFUSAL_COEFFICIENTS",
    "REFUSAL_THRESHOLD",
    "SELECTOR_TREES",
    "SIGNALS",
    "AmbiguousDocument",
    "Answer",
    "Assistant",
    "BinaryFile",
    "Cell",
    "Change",
    "Check",
    "Citation",
    "Collection",
    "CollectionError",
    "Document",
    "DocumentKind",
    "EmptyCollection",
    "EmptyFile",
    "EmptyQuestion",
    "Finding",
    "Hit",
    "Locator",
    "MissingPath",
    "ParaciteError",
    "Paragraph",
    "ParagraphKind",
    "Part",
    "Passage",
    "QuestionError",
    "QuestionTooLong",
    "Reading",
    "Refusal",
    "Remark",
    "Row",
    "Sentence",
    "Settings",
    "SettingsError",
    "Shelved",
    "Signs",
    "SourceError",
    "Statement",
    "SymbolTaken",
    "Turn",
    "Understood",
    "UnknownDocument",
    "UnknownEncoding",
    "UnknownFormat",
    "UnknownParagraph",
    "UnreadableFile",
    "Unsupported",
    "Verdict",
    "cite",
    "collection_exists",
    "document_name",
    "examine_collection",
    "export_collection",
    "find_collection",
    "import_collection",
    "kind_name",
    "list_collections",
    "open_assistant",
    "open_collection",
    "open_verifier",
    "paragraph_label",
    "probability",
    "read_language",
    "read_settings",
    "simplify",
    "sort_of",
    "status_name",
    "verify",
    "weighed",
]
