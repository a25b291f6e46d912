"""A run as JUnit XML, for whatever shows test results: a case for each floor, each compared measure and each question.

Floors and comparisons fail as the gate fails. A question that is not wholly right is skipped with what was missing, since a
floor may allow it; one that crashed is an error.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from eval.report.console import failure_text

if TYPE_CHECKING:
    from eval.command import Run

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, escaped or not."""


def junit_xml(run: Run) -> str:
    """The whole document."""
    root = ET.Element("testsuites", name=_text(f"paracite eval {run.name}"))
    _floors(root, run)
    _comparison(root, run)
    _questions(root, run)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _text(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _suite(root: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(root, "testsuite", name=name)


def _closed(suite: ET.Element) -> None:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for outcome, attribute in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(outcome) is not None for case in cases)))


def _case(suite: ET.Element, group: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=_text(group), name=_text(name))


def _floors(root: ET.Element, run: Run) -> None:
    if not run.floors:
        return
    suite = _suite(root, "floors")
    below = {(one.kind, one.measure): one for one in run.below}
    for kind, measures in run.floors.items():
        for measure in measures:
            case = _case(suite, f"floors.{kind}", measure)
            if one := below.get((kind, measure)):
                message = f"{one.measured}, floor {one.floor}"
                ET.SubElement(case, "failure", message=message).text = _text("\n".join(one.questions))
    _closed(suite)


def _comparison(root: ET.Element, run: Run) -> None:
    if run.comparison is None:
        return
    suite = _suite(root, "baseline")
    for one in run.comparison.differences:
        case = _case(suite, "baseline", one.measure)
        if one.significant_loss:
            message = f"{one.before:.4f} to {one.after:.4f}, interval {one.low:+.4f} to {one.high:+.4f}"
            ET.SubElement(case, "failure", message=message).text = _text("\n".join(one.lost))
    _closed(suite)


def _questions(root: ET.Element, run: Run) -> None:
    suite = _suite(root, "questions")
    for score in run.scores:
        case = _case(suite, f"questions.{score.question.kind}", score.question.id)
        case.set("time", f"{score.observation.milliseconds / 1000:.3f}")
        if score.observation.crash:
            ET.SubElement(case, "error", message=_text(score.observation.crash))
        elif not score.wholly_right:
            message = "not wholly right"
            if score.question.split == "test":
                ET.SubElement(case, "skipped", message=message)
            else:
                ET.SubElement(case, "skipped", message=message).text = _text(failure_text(score, "en"))
    _closed(suite)
