"""The report on rules: which never fire, which are mostly wrong, and what counts neither way."""

from typing import Any

import pytest

from mappings.extract.candidate import Candidate
from mappings.extract.extraction import extract
from mappings.extract.rules import load_rules
from mappings.extract.rules_report import Usage, report, usage
from mappings.readers import ReadArticle, read_bytes

TEXT = "近日，财政部印发《关于修缮渡口的意见》。国家灯塔管理局表示支持。\n"


@pytest.fixture(scope="module")
def article() -> ReadArticle:
    return read_bytes(TEXT.encode(), "article.txt")


@pytest.fixture(scope="module")
def found(article: ReadArticle) -> list[Candidate]:
    return extract(article)


def entry(words: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"quote": words, "start": start, "end": start + len(words), **fields}


def of(rule: str, table: list[Usage]) -> Usage:
    return next(each for each in table if each.rule.startswith(f"{rule}@"))


def test_rules_are_right_wrong_or_neither(article: ReadArticle, found: list[Candidate]) -> None:
    gold = {
        "documents": [entry("《关于修缮渡口的意见》", title="关于修缮渡口的意见")],
        "agencies": [],
        "optional": [entry("财政部", optional_for=["agencies"])],
    }
    table = usage([(gold, article, found)])
    assert len(table) == len(load_rules())
    title, label, shape = (
        of(name, table) for name in ("title-chinese-marks", "agency-label", "agency-chinese-national")
    )
    assert (title.fired, title.right, title.wrong, title.is_poor) == (1, 1, 0, False)
    assert (label.fired, label.precision, label.is_poor) == (1, None, False)
    assert (shape.fired, shape.wrong, shape.is_poor) == (1, 1, True)


def test_rules_that_no_candidate_names_are_counted_too(article: ReadArticle, found: list[Candidate]) -> None:
    table = usage([({}, article, found)])
    assert of("issue-chinese", table).fired == 1
    assert of("anaphor-chinese", table).fired == 0


def test_report_names_silent_and_poor_rules(article: ReadArticle, found: list[Candidate]) -> None:
    said = report([({}, article, found)])
    silent, _, rest = said.partition("of the time:")
    poor, _, _ = rest.partition("all rules:")
    assert "anaphor-chinese@1" in silent
    assert "agency-chinese-national@1" in poor
    assert "title-english-run@1" not in poor
