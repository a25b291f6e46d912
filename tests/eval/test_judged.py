"""Judged measures: what passes between the product and the judge's environment, and what becomes of it in the report.

The library itself is not installed for the tests; an interpreter that follows a script stands in for its environment. Where
``make judge`` has made one, the last test asks it in earnest, with a chat model that follows a script.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from eval.command import Wanted, run_suite
from eval.dataset import SHIPPED_SET, load_questions
from eval.errors import JudgeFailed, JudgeMissing, JudgeNeedsModel
from eval.measures import JUDGED
from eval.suite import Suite
from tests.eval.answering import AlwaysRefuses, RightAssistant
from tests.house import ROOT

QUESTIONS = load_questions(SHIPPED_SET)[:6]
ENVIRONMENT = ROOT / ".venv-judge"
FOLLOWS_A_SCRIPT = f"""#!{sys.executable}
import json, sys
module, samples, verdicts, *options = sys.argv[2:]
assert module == "eval.judge_worker", module
assert options[options.index("--model") + 1] == "openai:judge", options
lines = [json.loads(line) for line in open(samples, encoding="utf-8")]
with open(verdicts, "w", encoding="utf-8") as written:
    for place, one in enumerate(lines):
        assert one["response"] and one["retrieved_contexts"] and one["found_contexts"] and one["reference"], one
        verdict = {{"faithfulness": 1.0, "answer_relevancy": 0.5, "context_precision": 0.25}}
        written.write(json.dumps({{"id": one["id"], **VERDICT}}) + "\\n")
"""
FAILS = f"#!{sys.executable}\nimport sys\nsys.exit('ModuleNotFoundError: No module named deepeval')\n"


@pytest.fixture(autouse=True)
def chat_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARACITE_MODEL", "openai:judge")
    monkeypatch.setenv("OPENAI_API_KEY", "a key")


def environment(folder: Path, script: str) -> Path:
    python = folder / "judge" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(script, encoding="utf-8")
    python.chmod(0o755)
    return folder / "judge"


def judged(folder: Path, assistant: RightAssistant, place: Path) -> dict[str, Any]:
    suite = Suite(path=folder / "set.jsonl", questions=QUESTIONS)
    assert run_suite(assistant, suite, Wanted(report=folder / "report", judge=place), "en") == 0
    record: dict[str, Any] = json.loads((folder / "report" / "results.json").read_text(encoding="utf-8"))
    return record


def test_what_the_judge_says_is_in_every_form_of_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = judged(
        tmp_path, RightAssistant(QUESTIONS), environment(tmp_path, FOLLOWS_A_SCRIPT.replace("VERDICT", "verdict"))
    )
    assert [record["figures"][name] for name in JUDGED] == [1.0, 0.5, 0.25]
    assert record["results"][0]["figures"]["answer_relevancy"] == 0.5
    assert record["judged"] == {"model": "openai:judge", "unjudged": []}
    for name in ("summary.md", "report.html"):
        assert "judged answer relevancy 0.500" in (tmp_path / "report" / name).read_text(encoding="utf-8")
    assert "By openai:judge through DeepEval" in capsys.readouterr().out


def test_answers_without_a_verdict_count_nowhere_and_are_named(tmp_path: Path) -> None:
    script = FOLLOWS_A_SCRIPT.replace("VERDICT", "(verdict if place else {'error': 'RateLimitError'})")
    record = judged(tmp_path, RightAssistant(QUESTIONS), environment(tmp_path, script))
    assert record["judged"]["unjudged"] == [QUESTIONS[0].id]
    assert "faithfulness" not in record["results"][0]["figures"]
    assert record["figures"]["faithfulness"] == 1.0


def test_an_answerable_question_that_was_refused_has_nothing_of_what_is_judged(tmp_path: Path) -> None:
    record = judged(
        tmp_path, AlwaysRefuses(QUESTIONS), environment(tmp_path, FOLLOWS_A_SCRIPT.replace("VERDICT", "verdict"))
    )
    assert [record["figures"][name] for name in JUDGED] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "script", [FAILS, FOLLOWS_A_SCRIPT.replace("VERDICT", "{'error': 'No module named deepeval'}")]
)
def test_no_verdict_at_all_is_told_with_its_reason(tmp_path: Path, script: str) -> None:
    with pytest.raises(JudgeFailed, match="No module named deepeval"):
        judged(tmp_path, RightAssistant(QUESTIONS), environment(tmp_path, script))


def test_what_is_missing_is_told_before_asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NeverAsked(RightAssistant):
        def ask(self, question: str, documents: object = (), history: object = ()) -> object:
            raise AssertionError(question)

    with pytest.raises(JudgeMissing, match="make judge"):
        judged(tmp_path, NeverAsked(QUESTIONS), tmp_path)
    monkeypatch.delenv("PARACITE_MODEL")
    with pytest.raises(JudgeNeedsModel, match="PARACITE_MODEL"):
        judged(tmp_path, NeverAsked(QUESTIONS), environment(tmp_path, FAILS))


class Chat(BaseHTTPRequestHandler):
    """Finds every claim true, every statement to the point, and every paragraph useful."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        said = {name: ["one"] for name in ("truths", "claims", "statements")} | {
            "verdicts": [{"verdict": "yes", "reason": "it does"}] * 5
        }
        message = {"role": "assistant", "content": json.dumps(said)}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        reply = {"id": "1", "object": "chat.completion", "created": 0, "model": "judge", "choices": [choice]}
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(reply).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Chat) as opened:
        threading.Thread(target=opened.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{opened.server_port}/v1"
        opened.shutdown()


@pytest.mark.skipif(not ENVIRONMENT.exists(), reason="make judge has made no environment with DeepEval")
def test_deepeval_itself_judges(tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARACITE_MODEL_BASE_URL", server)
    record = judged(tmp_path, RightAssistant(QUESTIONS), ENVIRONMENT)
    assert [record["figures"][name] for name in JUDGED] == [1.0, 1.0, 1.0]
    assert record["judged"]["unjudged"] == []
