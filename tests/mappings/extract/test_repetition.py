"""What is said again is one thing with several evidences."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mappings.extract import chinese, repetition
from mappings.extract.candidate import Candidate, Fired
from mappings.extract.context import Context

Read = Callable[[str], Context]


def _merged(context: Context) -> list[Candidate]:
    return repetition.merge(context, chinese.find_clauses(context))


@pytest.mark.parametrize(
    "again",
    ["修建步行桥和渡口。", "加快修建步行桥和渡口。", "修建山区步行桥和渡口。"],
    ids=["the same words", "other manner", "one attribute more"],
)
def test_a_clause_said_again_is_an_alternative_of_the_first(read: Read, again: str) -> None:
    context = read(f"修建步行桥和渡口。开通山区公交。{again}")
    first, other = _merged(context)
    assert [first.label, other.label] == ["修建步行桥和渡口", "开通山区公交"]
    assert [context.article.text[each.start : each.end] for each in first.alts] == [again.rstrip("。")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("改造山区道路。", "改造湖区道路。"),
        ("扩大渔船补贴范围。", "缩小渔船补贴范围。"),
        ("建设改造东部乡镇综合商贸中心。", "建设改造西部乡镇综合商贸中心。"),
        ("建设书店。", "建设面向老人、儿童和残疾人的二手书店。"),
    ],
)
def test_likeness_is_not_sameness(read: Read, one: str, two: str) -> None:
    assert len(_merged(read(one + two))) == 2


def test_the_body_is_quoted_before_the_title(read: Read) -> None:
    context = read("title: 修建步行桥和渡口\ncontent: 镇政府说，修建步行桥和渡口。开通公交。\ndate: 2031-02-03\n")
    first = _merged(context)[0]
    assert context.sentences[first.sentence].block.region.part == "body"
    assert [context.article.text[each.start : each.end] for each in first.alts] == ["修建步行桥和渡口"]


def test_what_counts_is_quoted_before_what_is_optional(read: Read) -> None:
    context = read("去年，修建步行桥和渡口。明年，县里将修建步行桥和渡口。")
    (one,) = _merged(context)
    assert (one.status, one.sentence) == ("entry", 1)


def test_a_headline_in_english_is_an_alternative(read: Read) -> None:
    context = read("Build three footbridges. The town is small. We will be building the three footbridges.")
    spans = [_clause(context, 0, "Build three footbridges"), _clause(context, 2, "building the three footbridges")]
    (one,) = repetition.merge(context, spans)
    assert one.label == "Build three footbridges"
    assert len(one.alts) == 1


def test_figures_are_one_if_value_period_and_indicator_agree(read: Read) -> None:
    context = read("Ferry traffic rose 5 percent. Sales rose 5 percent. In short, traffic of ferries rose 5 percent.")
    found = [
        _figure(context, sentence, indicator, period)
        for sentence, indicator, period in (
            (0, "ferry traffic", "2031"),
            (1, "sales", "2031"),
            (2, "traffic of ferry", None),
        )
    ]
    assert [each.sentence for each in repetition.merge(context, found)] == [0, 1]
    found[2] = replace(found[2], fields={**found[2].fields, "period": "2032"})
    assert len(repetition.merge(context, found)) == 3


def test_kinds_stay_apart(read: Read) -> None:
    context = read("Build three footbridges. Build three footbridges.")
    one, two = _clause(context, 0, "Build three footbridges"), _clause(context, 1, "Build three footbridges")
    assert len(repetition.merge(context, [one, replace(two, kind="recommendation")])) == 2


def _clause(context: Context, sentence: int, words: str) -> Candidate:
    start = context.sentences[sentence].text.index(words)
    span = context.sentences[sentence].passage.locate(start, start + len(words))
    return Candidate("measure", span, sentence, start, start + len(words), words, {}, (Fired("x@1", 1.0),))


def _figure(context: Context, sentence: int, indicator: str, period: str | None) -> Candidate:
    one = _clause(context, sentence, "rose 5 percent")
    return replace(
        one, kind="observation", fields={"indicator": indicator, "value": "5", "unit": "percent", "period": period}
    )
