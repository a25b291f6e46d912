"""The command: what it prints where, and the status that it leaves with."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from rag import Settings
from tests.fakes import FakeAssistant, FakeCollection
from ui import cli
from ui.commands.spoken import printable
from ui.commands.terminal import wrapped

Invoke = Callable[..., Result]
Paracite = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """The command over an assistant that loads nothing; it keeps the settings that it was opened with."""
    assistant = FakeAssistant()

    def opened(settings: Settings, **_: object) -> FakeAssistant:
        assistant.settings = settings  # type: ignore[attr-defined]
        return assistant

    def collection(settings: Settings, **_: object) -> FakeCollection:
        return opened(settings).collection

    monkeypatch.setattr(cli, "collection_exists", lambda settings: True)
    monkeypatch.setattr(cli, "open_assistant", opened)
    monkeypatch.setattr(cli, "open_collection", collection)
    return assistant


@pytest.fixture
def invoke(fake: FakeAssistant) -> Invoke:
    def run(*arguments: str, **options: str | bytes) -> Result:
        language = str(options.pop("language", "en"))
        return CliRunner().invoke(cli.paracite, list(arguments), env={"PARACITE_LANGUAGE": language}, **options)  # type: ignore[arg-type]

    return run


def test_ask_prints_the_answer_then_its_numbered_citations(invoke: Invoke) -> None:
    result = invoke("ask", "比利时在死刑问题上承诺做什么？", language="zh")
    assert result.exit_code == 0
    answer, _, sources = result.stdout.partition("\n出处\n")
    assert answer.startswith("比利时将与其合作伙伴一道，继续将死刑问题列入理事会议程[1]")
    assert sources.startswith("[1] 2022年6月21日比利时常驻联合国代表团给大会主席的普通照会，附件第8段：“")
    assert result.stderr == ""


def test_ask_json_prints_one_object_and_nothing_else(invoke: Invoke) -> None:
    result = invoke("ask", "死刑？", "--json")
    assert json.loads(result.stdout)["citations"][0]["paragraph"]["id"] == "8"
    assert "死刑" in result.stdout  # as characters, not as \\u escapes


def test_a_refusal_prints_the_nearest_paragraphs_as_such(invoke: Invoke) -> None:
    result = invoke("ask", "火星上有多少人？")
    assert result.exit_code == 0
    assert "Nearest paragraphs (for orientation; not citations)" in result.stdout
    assert "[1]" not in result.stdout


def test_documents_limit_the_question(invoke: Invoke, fake: FakeAssistant) -> None:
    invoke("ask", "死刑？", "--document", "A/RES/67/169", "--document", "belgium-note-verbale-2022-06-21")
    assert fake.scopes == [("A/RES/67/169", "belgium-note-verbale-2022-06-21")]


@pytest.mark.parametrize("place", ["before", "after"])
def test_home_may_stand_before_or_after_the_subcommand(
    place: str, invoke: Invoke, fake: FakeAssistant, tmp_path: Path
) -> None:
    home = ("--home", str(tmp_path))
    assert invoke(*((*home, "ask", "问") if place == "before" else ("ask", "问", *home))).exit_code == 0
    assert fake.settings.home == tmp_path  # type: ignore[attr-defined]


def test_a_batch_answers_every_line_and_ends_with_2_where_one_failed(invoke: Invoke, tmp_path: Path) -> None:
    batch = tmp_path / "questions.txt"
    batch.write_text("甲？\n\n" + "长" * 5000 + "\n乙？\n", encoding="utf-8")
    result = invoke("ask", "--batch", str(batch), "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["question"][0] for line in lines] == ["甲", "长", "乙"]
    assert lines[1]["error"]["name"] == "QuestionTooLong"
    assert lines[2]["citations"]
    assert result.exit_code == 2


def test_a_batch_may_come_on_standard_input(invoke: Invoke) -> None:
    result = invoke("ask", "--batch", "-", "--json", input="甲？\n".encode())
    assert json.loads(result.stdout)["question"] == "甲？"


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["ask"], "Give either a question", "请给出一个问题"),
        (["ask", "--batch", "x"], "Add --json", "请加上 --json"),
        (["ask", "--batch", "no-such-file", "--json"], "does not exist", "不存在"),
        (["ask", "  "], "question is empty", "问题是空的"),
        (["ask", "x" * 10_000], "Shorten it", "请缩短"),
        (["ask", "问", "--document", "nothing"], "List them with", "查看全部文件"),
        (["show", "nothing"], "List them with", "查看全部文件"),
        (["show", "A/RES/67/169", "99"], "See its paragraphs with", "查看全部段落"),
        (["show"], "is missing", "缺少参数"),
        (["frobnicate"], "no command frobnicate", "没有 frobnicate 这个命令"),
        (["ask", "--frob"], "no option --frob", "没有 --frob 这个选项"),
        (["serve", "--port", "99999"], "from 0 to 65535", "0 到 65535"),
        (["serve", "--host", "192.0.2.1"], "Add --auth", "请加上 --auth"),
        (["serve", "--auth", "name"], "USER:PASSWORD", "USER:PASSWORD"),
        (["ask", "boom"], "Something unexpected", "意外错误"),
    ],
)
def test_a_user_error_is_one_line_with_its_remedy_and_status_2(
    arguments: list[str], english: str, chinese: str, invoke: Invoke
) -> None:
    for language, said in (("en", english), ("zh", chinese)):
        result = invoke(*arguments, language=language)
        assert result.exit_code == 2
        assert said in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
        assert "Traceback" not in result.stderr
        assert result.stdout == ""


def test_the_trace_is_there_for_who_asks_for_it(invoke: Invoke) -> None:
    result = invoke("ask", "boom", "--debug")
    assert "RuntimeError: a fault nobody foresaw" in result.stderr
    assert result.exit_code == 2


def test_a_port_that_is_taken_is_said_with_another(invoke: Invoke) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = invoke("serve", "--port", str(port))
    assert result.exit_code == 2
    assert f"--port {port + 1 if port < 65535 else port - 1}" in result.stderr


def test_show_prints_every_paragraph_with_what_was_understood_of_it(invoke: Invoke) -> None:
    result = invoke("show", "belgium-note-verbale-2022-06-21", language="zh")
    understood = ("引导句  20. 比利时承诺：", "用语  承诺", "发文者  比利时常驻联合国代表团")
    for expected in ("附件第20段，第8个要点", "一. 四个专题领域 › A. 加强问责制和法治", *understood):
        assert expected in result.stdout


def test_show_json_of_one_paragraph(invoke: Invoke) -> None:
    shown = json.loads(invoke("show", "A/RES/67/169", "12", "--json").stdout)
    assert [each["id"] for each in shown["paragraphs"]] == ["op12"]
    assert shown["document"]["symbol"] == "A/RES/67/169"


def test_documents_lists_them_with_their_paragraphs(invoke: Invoke) -> None:
    listed = json.loads(invoke("documents", "--json").stdout)["documents"]
    assert [(each["id"], each["paragraphs"]) for each in listed] == [
        ("A/RES/67/169", 3),
        ("belgium-note-verbale-2022-06-21", 2),
    ]
    assert "note verbale · 2022-06-21 · zh · 2 paragraphs" in invoke("documents").stdout


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", ["", "ingest", "documents", "show", "ask", "serve", "eval"])
def test_help_speaks_one_language(command: str, language: str, invoke: Invoke) -> None:
    result = invoke(*filter(None, [command]), "--help", language=language)
    assert result.exit_code == 0
    assert ("选项" in result.stdout) == (language == "zh")
    assert ("Options" in result.stdout) == (language == "en")
    assert "help." not in result.stdout


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    assert printable("a\x1b[31mb\x07\u202ec\ud800") == "a[31mbc?"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("中文中文", 4, ["中文", "中文"]),
        ("中文，中文", 4, ["中文，", "中文"]),
        ("one two three", 8, ["one two", "three"]),
        ("第 19/33 号决议", 9, ["第 19/33", "号决议"]),
        ("", 10, [""]),
        ("甲\n乙", 10, ["甲", "乙"]),
    ],
)
def test_lines_are_broken_by_columns(text: str, columns: int, lines: list[str]) -> None:
    assert wrapped(text, columns) == lines


# --- real processes ---------------------------------------------------------------------------------------------------


def test_help_is_there_at_once(command: str) -> None:
    def seconds() -> float:
        started = time.perf_counter()
        subprocess.run([command, "--help"], check=True, capture_output=True)
        return time.perf_counter() - started

    assert min(seconds() for _ in range(5)) < 0.5


def test_help_loads_nothing_slow() -> None:
    program = "import sys, ui.cli; print([m for m in ('rich', 'torch', 'chromadb', 'gradio', 'langchain') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()
        == "[]"
    )


def test_ingest_reports_what_it_did_and_what_it_could_not(
    paracite: Paracite, home: Path, corpus: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_bytes((corpus / "estonia-letter-2020-09-14.txt").read_bytes())
    (folder / "empty.txt").write_text("", encoding="utf-8")
    done = paracite("ingest", folder, "--json", home=home)
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [each["id"] for each in report["added"]] == ["good"]
    assert [each["error"]["name"] for each in report["failed"]] == ["EmptyFile"]
    assert "empty.txt" in done.stderr
    assert "Traceback" not in done.stderr
    again = paracite("ingest", folder / "good.txt", home=home)
    assert (again.returncode, again.stdout.strip()) == (0, "0 added, 0 replaced, 1 unchanged, 0 removed, 0 failed.")


def test_serve_says_where_it_is_and_ends_with_ctrl_c(command: str, sample_home: Path) -> None:
    serving = subprocess.Popen(
        [command, "serve", "--port", "0", "--home", str(sample_home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A test runner that was started in the background ignores Ctrl-C, and its children would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    assert serving.stderr is not None
    try:
        lines = iter(serving.stderr.readline, "")
        url = next(found[0] for line in lines if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        patience = time.monotonic() + 20
        while (health := httpx.get(f"{url}/healthz", timeout=20)).status_code != 200:
            assert time.monotonic() < patience
        assert health.json()["documents"] == 5
        serving.send_signal(signal.SIGINT)
        assert "".join(lines) == "The page is closed.\n"
        assert serving.wait(timeout=20) == 130
    finally:
        serving.kill()
        serving.communicate()


def test_a_reader_that_goes_away_is_no_error(command: str, sample_home: Path) -> None:
    shown = subprocess.Popen(
        [command, "show", "A/RES/67/169", "--home", str(sample_home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert shown.stdout is not None
    assert shown.stderr is not None
    shown.stdout.close()
    assert shown.stderr.read() == b""
    assert shown.wait(timeout=30) == 0


def test_chinese_leaves_a_process_of_another_encoding_as_utf_8(
    command: str, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("PARACITE_LANGUAGE", "zh")
    shown = subprocess.run(
        [command, "show", "A/RES/67/169", "12", "--home", str(sample_home)], capture_output=True, check=True
    )
    assert "大会第67/169号决议第12段" in shown.stdout.decode("utf-8")
