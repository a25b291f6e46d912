"""How well are documents read? Readings against gold that a person wrote, paragraph by paragraph.

The readings come from whoever calls (``ui/cli.py``): this room reads no file but the gold. ``eval/structure/README.md``
describes the gold, so that a user can write some of his own documents.
"""

from eval.structure.command import draft_gold, run_structure
from eval.structure.gold import GoldDocument, StructureSet, load_set
from eval.structure.measures import Measured, measure

__all__ = ["GoldDocument", "Measured", "StructureSet", "draft_gold", "load_set", "measure", "run_structure"]
