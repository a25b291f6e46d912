"""``python -m tests.faults``: faults befall a collection, and the report says what came of it. Exit status 1 on any loss."""

from __future__ import annotations

import os

os.environ |= dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"
)  # before numpy: nothing may start a thread
os.environ["TOKENIZERS_PARALLELISM"] = "false"

from tests.faults.campaign import main

raise SystemExit(main())
