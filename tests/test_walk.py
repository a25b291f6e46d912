"""The two walks of the house, through everything that a person's document and question go through; nothing is faked."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from ingest import ingest
from rag import Answer, open_assistant, open_collection, read_settings

DOCUMENT = """
大会

第九十一届会议

议程项目 12

2036 年 5 月 6 日大会决议

91/204. 灯塔与航标的维护

大会，

回顾其关于海上航行安全的各项决议，特别是其中关于灯塔、航标和沿海无线电台的规定，
并注意到上述各项规定在许多沿海国家尚未得到充分执行，

1. 敦促沿海国每年至少检修灯塔和航标两次，并在检修之后三个月以内公布检修结果，供各
国海员查阅，其中应列明每座灯塔的位置、射程和最近一次检修的日期；

2. 请秘书长为灯塔和航标的维护设立一个自愿信托基金，该基金的初始数额为四百三十万美
元，由各会员国自愿捐款，优先用于帮助小岛屿发展中国家更换老旧的设备；

3. 决定把每年七月一日定为国际灯塔日，并邀请所有会员国、联合国系统各组织和其他国际
组织以适当方式纪念这一国际日。

2036 年 5 月 6 日
第 44 次全体会议
"""

QUESTION = "灯塔维护信托基金的初始数额是多少？"


def ask(home: Path, question: str) -> Answer:
    with open_assistant(read_settings(home=home)) as assistant:
        return assistant.ask(question)


def test_one_document_in_one_question_out(tmp_path: Path, home: Path) -> None:
    source = tmp_path / "lighthouses.txt"
    source.write_text(DOCUMENT, encoding="utf-8")
    with open_collection(read_settings(home=home)) as collection:
        report = ingest(collection, [source])
        assert [document.id for document in report.added] == ["A/RES/91/204"]
        assert not report.failed
        ids = [paragraph.id for paragraph in collection.paragraphs("A/RES/91/204")]
        assert [each for each in ids if each.startswith(("pp", "op"))] == ["pp1", "op1", "op2", "op3"]

    answer = ask(home, QUESTION)
    assert answer.refused is None
    assert answer.complete
    first = answer.citations[0]
    assert (first.document.id, first.paragraph.id, first.number) == ("A/RES/91/204", "op2", 1)
    assert "四百三十万美元" in first.quote  # the broken line is whole again
    assert first.quote in first.paragraph.text
    assert "[1]" in answer.text
    assert "四百三十万美元" in answer.text


def test_a_document_that_changes_is_replaced_and_one_that_goes_is_pruned(tmp_path: Path, home: Path) -> None:
    source = tmp_path / "papers" / "lighthouses.txt"
    source.parent.mkdir()
    source.write_text(DOCUMENT, encoding="utf-8")
    with open_collection(read_settings(home=home)) as collection:
        ingest(collection, [source.parent])
        again = ingest(collection, [source.parent])
        assert (len(again.added), len(again.replaced), len(again.unchanged)) == (0, 0, 1)
        source.write_text(DOCUMENT.replace("四百三十", "五百二十"), encoding="utf-8")
        changed = ingest(collection, [source.parent])
        assert (len(changed.added), len(changed.replaced), len(changed.unchanged)) == (0, 1, 0)

    answer = ask(home, QUESTION)
    assert "五百二十万美元" in answer.text
    assert "四百三十" not in "".join(hit.passage.paragraph.text for hit in answer.hits)

    source.unlink()
    with open_collection(read_settings(home=home)) as collection:
        pruned = ingest(collection, [source.parent], prune=True)
        assert [document.id for document in pruned.removed] == ["A/RES/91/204"]
        assert collection.documents() == ()


def test_what_the_document_does_not_say_is_refused(tmp_path: Path, home: Path) -> None:
    source = tmp_path / "lighthouses.txt"
    source.write_text(DOCUMENT, encoding="utf-8")
    with open_collection(read_settings(home=home)) as collection:
        ingest(collection, [source])
    answers = [ask(home, question) for question in ("火星探测器是哪一天发射的？", "第91/204号决议第9段说了什么？")]
    assert all(answer.refused for answer in answers)
    assert all(answer.citations == () for answer in answers)


def test_the_command_walks_the_same_way(
    tmp_path: Path, home: Path, paracite: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    source = tmp_path / "lighthouses.txt"
    source.write_text(DOCUMENT, encoding="utf-8")
    entered = paracite("ingest", source, "--json", home=home)
    assert entered.returncode == 0, entered.stderr
    assert [document["id"] for document in json.loads(entered.stdout)["added"]] == ["A/RES/91/204"]
    asked = paracite("ask", QUESTION, "--json", home=home)
    assert asked.returncode == 0, asked.stderr
    first = json.loads(asked.stdout)["citations"][0]
    assert first["paragraph"]["id"] == "op2"
    assert first["quote"] in first["paragraph"]["text"]
    assert first["citation_zh"] == "大会第91/204号决议第2段"
    assert first["citation_en"] == "General Assembly resolution 91/204, para. 2"
