"""``show``: a document beside its margin, and a file that is not in the collection."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rag import Document, DocumentKind, Locator, Paragraph, ParagraphKind, Remark
from ui import cli
from ui.commands.reading import depth_of, document_lines
from ui.commands.terminal import text_width
from ui.page.markup import kind_html

DOCUMENT = Document(
    id="X/1", symbol="X/1", title="灯塔", kind=DocumentKind.RESOLUTION, date="2036-05-06", status="draft, revised"
)
PARAGRAPHS = (
    Paragraph(
        locator=Locator(id="op1", kind=ParagraphKind.OPERATIVE, path=("1",)),
        text="敦促沿海国每年至少检修灯塔和航标两次，并公布结果：" * 4,
        verb="敦促",
        section=("一. 总则",),
        footnotes=("fn1", "fn9"),
        page=1,
    ),
    Paragraph(
        locator=Locator(id="op1.a", kind=ParagraphKind.SUBPARAGRAPH, path=("1", "a")),
        text="每座灯塔的位置；",
        lead_in="1. " + "敦促沿海国每年至少检修灯塔和航标两次，并公布结果：" * 4,
        section=("一. 总则",),
        page=2,
    ),
    Paragraph(
        locator=Locator(id="op1.a.i", kind=ParagraphKind.SUBPARAGRAPH, path=("1", "a", "i")),
        text="射程；",
        lead_in="每座灯塔的位置；",
        section=("一. 总则", "A. 细则"),
        page=2,
    ),
    Paragraph(
        locator=Locator(id="5", kind=ParagraphKind.NUMBERED, path=("5",)),
        text="他不同意。",
        speaker="Diop先生（塞内加尔）",
    ),
    Paragraph(
        locator=Locator(id="6", kind=ParagraphKind.NUMBERED, path=("6",)),
        text="他说完了。",
        speaker="Diop先生（塞内加尔）",
    ),
    Paragraph(locator=Locator(id="fn1", kind=ParagraphKind.FOOTNOTE, path=("1",)), text="第 55/2 号决议。"),
    Paragraph(locator=Locator(id="fn2", kind=ParagraphKind.FOOTNOTE, path=("2",)), text="无主的脚注。"),
)
REMARK = Remark("number-gap", "缺少第 2 至 4 段。", "Paragraphs 2 to 4 are missing.")


def lines(language: str = "zh", wide: int = 80) -> list[str]:
    printed = document_lines(DOCUMENT, PARAGRAPHS, language, remarks=[REMARK], wide=wide)
    return [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in printed]


def test_a_revised_draft_says_that_it_is_both() -> None:
    assert any("草案、订正" in line for line in lines())
    assert any("draft, revised" in line for line in lines("en"))
    assert "草案、订正" in kind_html(DOCUMENT)
    assert "draft, revised" in kind_html(DOCUMENT)


@pytest.mark.parametrize("wide", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(wide: int) -> None:
    assert max(text_width(line) for line in lines(wide=wide)) <= wide + 2  # closing punctuation may stand one over


def test_the_margin_names_paragraphs_and_pages_and_the_text_is_indented_as_it_is_nested() -> None:
    found = lines()
    margins = [line.partition("│")[0].split() for line in found if "│" in line and line.partition("│")[0].strip()]
    assert margins == [["1页", "op1"], ["fn1"], ["2页", "op1.a"], ["op1.a.i"], ["5"], ["6"], ["fn2"]]
    texts = [line.partition("│ ")[2] for line in found]
    assert "  每座灯塔的位置；" in texts
    assert "    射程；" in texts
    assert [depth_of(each) for each in PARAGRAPHS] == [0, 1, 2, 0, 0, 0, 0]


def test_what_was_understood_is_said_once() -> None:
    text = "\n".join(lines())
    assert text.count("引导句") == 0  # each lead-in stands right above
    assert text.count("发言者  Diop先生（塞内加尔）") == 1
    assert "用语  敦促" in text
    assert "一. 总则 › A. 细则" in text
    assert "脚注  fn1, fn9（未找到）" in text
    assert text.index("第 55/2 号决议。") < text.index("每座灯塔的位置；")
    assert text.count("第 55/2 号决议。") == 1
    assert "没有段落带有它的标记" in text.partition("无主的脚注。")[2]
    assert "注意：缺少第 2 至 4 段。" in text
    assert "状态  草案" in text
    assert "7 段: 执行段 1 · 分段 2 · 编号段 2 · 脚注 2" in text


def test_a_wide_pipe_has_each_paragraph_on_one_line() -> None:
    assert any(PARAGRAPHS[0].text in line for line in lines(wide=1_000_000))


# --- the command, without a collection ---------------------------------------------------------------------------------


def show(*arguments: str | Path, home: Path, language: str = "zh") -> Result:
    environment = {"PARACITE_LANGUAGE": language, "PARACITE_HOME": str(home)}
    return CliRunner().invoke(cli.paracite, ["show", *map(str, arguments)], env=environment)


def test_a_file_that_is_not_held_is_read_and_no_collection_is_made(tmp_path: Path, corpus: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    result = show(corpus / "ga-resolution-67-169.txt", home=home)
    assert result.exit_code == 0, result.output
    assert "大会第67/169号决议" in result.stdout
    assert "不在文件库中" in result.stderr
    one = show(corpus / "ga-resolution-67-169.txt", "op12", home=home)
    assert "大会第67/169号决议第12段" in one.stdout
    assert list(home.iterdir()) == []


def test_the_json_of_a_file_has_its_remarks(tmp_path: Path) -> None:
    path = tmp_path / "gap.txt"
    path.write_text("1. 第一段的内容在此。\n\n2. 第二段的内容在此。\n\n5. 第五段的内容在此。\n", encoding="utf-8")
    shown = json.loads(show(path, "--json", home=tmp_path / "home").stdout)
    assert set(shown) == {"document", "paragraphs", "remarks"}
    assert "number-gap" in {each["code"] for each in shown["remarks"]}


def test_what_is_held_goes_before_a_file_of_that_name(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ga-resolution-67-169.txt").write_text("别的东西\n\n完全是另一篇文章。\n", encoding="utf-8")
    held = show("ga-resolution-67-169.txt", home=sample_home)
    assert "大会第67/169号决议" in held.stdout
    assert held.stderr == ""
    (tmp_path / "other.txt").write_text("别的东西\n\n完全是另一篇文章。\n", encoding="utf-8")
    assert "完全是另一篇文章。" in show("other.txt", home=sample_home).stdout


@pytest.mark.parametrize("name", ["nothing.txt", "a\0b"])
def test_what_is_neither_is_said_to_be_unknown(name: str, tmp_path: Path) -> None:
    result = show(name, home=tmp_path / "home", language="en")
    assert result.exit_code == 2
    assert "paracite documents" in result.stderr
    assert result.stdout == ""
