"""``python -m tests.gate [NAME...]``: the whole campaign; the exit status is 1 where a breakage slips through or is misnamed."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from eval.suite import SHIPPED_SUITE, load_suite
from ingest import ingest
from rag import open_assistant, read_settings
from tests.gate.campaign import Campaign
from tests.gate.mutations import MUTATIONS


def main(names: list[str]) -> int:
    suite = load_suite(SHIPPED_SUITE)
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "collection"
        with open_assistant(replace(read_settings(), home=home, collection="", database="", chroma="")) as assistant:
            ingest(assistant.collection, suite.documents)
            campaign = Campaign(assistant, suite, Path(folder))
            again = campaign.try_out(replace(MUTATIONS[-1], name="unbroken", apply=lambda answer: answer))
            missed += again.caught
            sys.stdout.write(f"{'FAILS' if again.caught else 'passes':8}unbroken\n")
            for mutation in MUTATIONS:
                if names and mutation.name not in names:
                    continue
                outcome = campaign.try_out(mutation)
                missed += not outcome.right
                verdict = "caught" if outcome.right else "MISNAMED" if outcome.caught else "MISSED"
                sys.stdout.write(f"{verdict:9}{mutation.name}: {', '.join(outcome.named)[:150]}\n")
                sys.stdout.flush()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
