"""Original and translation: one thing with two evidences, and contradictions that stay visible."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mappings.extract import alignment, chinese
from mappings.extract.candidate import Candidate, Fired, Value
from mappings.extract.context import Context

RECORD = "\n".join(
    (
        "title: 县政府负责人解读《山区道路办法》",
        "resulting_text: 县政府于2031年3月2日印发《山区道路办法》。一是修建步行桥。二是开通12条公交线路，培训90名司机。"
        "今年客运量达3.5万人次。山里很美。",
        'translated_title: The county explains the "Measures for Mountain Roads"',
        "translated_content: The county government issued the Measures for Mountain Roads on March 2, 2031. "
        "First, build footbridges. Second, open 12 bus lines and train 90 drivers. "
        "This year passenger traffic reached 35,000. The mountains are beautiful.",
        "summary: The county wants to build footbridges and will give free bread to all.",
        "date: 2031-03-04",
        "",
    )
)


@pytest.fixture(scope="module")
def context(read: Callable[[str], Context]) -> Context:
    return read(RECORD)


def test_sentences_are_aligned_in_order(context: Context) -> None:
    pairs = [
        (_text(context, each.original)[:5], _text(context, each.other)[:12])
        for each in alignment.beads(context, "translation")
    ]
    assert pairs == [
        ("县政府负责", "The county e"),
        ("县政府于2", "The county g"),
        ("一是修建步", "First, build"),
        ("二是开通1", "Second, open"),
        ("今年客运量", "This year pa"),
        ("山里很美。", "The mountain"),
    ]


def test_a_sentence_cut_in_two_is_aligned_with_both_halves(read: Callable[[str], Context]) -> None:
    halves = RECORD.replace("open 12 bus lines and train 90 drivers.", "open 12 bus lines. Train 90 drivers.")
    found = alignment.beads(read(halves), "translation")
    assert [len(each.other) for each in found] == [1, 1, 1, 2, 1, 1]


def test_clauses_of_the_translation_become_alternatives_in_their_order(context: Context) -> None:
    english = [_english(context, words) for words in ("build footbridges", "open 12 bus lines", "train 90 drivers")]
    found = [
        each for each in alignment.align(context, [*chinese.find_clauses(context), *english]) if each.status == "entry"
    ]
    assert [(each.label, _alternatives(context, each)) for each in found] == [
        ("修建步行桥", ["一是修建步行桥", "build footbridges"]),
        ("开通12条公交线路", ["二是开通12条公交线路", "open 12 bus lines"]),
        ("培训90名司机", ["train 90 drivers"]),
    ]


def test_what_only_a_summary_says_does_not_count(context: Context) -> None:
    (left,) = alignment.align(context, [_english(context, "give free bread to all")])
    assert left.status == "optional"


def test_the_same_number_in_two_languages_is_one_figure(context: Context) -> None:
    chinese_one = _figure(context, "客运量达3.5万人次", "3.5万")
    english_one = _figure(context, "passenger traffic reached 35,000", "35,000")
    (one,) = alignment.align(context, [chinese_one, english_one])
    assert one.fields["value"] == "3.5万"
    assert _alternatives(context, one) == ["passenger traffic reached 35,000"]


def test_other_numbers_stay_apart(context: Context) -> None:
    found = [_figure(context, "客运量达3.5万人次", "3.5万"), _figure(context, "train 90 drivers", "90")]
    assert len(alignment.align(context, found)) == 2


def test_a_translation_that_contradicts_is_kept_as_a_competing_claim(context: Context) -> None:
    ours = _document(
        context, "《山区道路办法》", {"title": "山区道路办法", "issuers": ("县政府",), "date": "2031-03-02"}
    )
    theirs = _document(
        context,
        "Measures for Mountain Roads on",
        {"title": "Measures for Mountain Roads", "issuers": ("county government", "bus board"), "date": "2031-03-04"},
    )
    (one,) = alignment.align(context, [ours, theirs])
    assert one.fields["issuers"] == ("县政府",)
    assert one.fields["aliases"] == ("Measures for Mountain Roads",)
    assert one.fields["competing"] == ("date: 2031-03-04", "issuers: county government, bus board")


def test_an_article_in_one_language_is_left_alone(read: Callable[[str], Context]) -> None:
    context = read("修建步行桥。修建渡口。")
    found = chinese.find_clauses(context)
    assert alignment.align(context, found) == found


def _text(context: Context, sentences: tuple[int, ...]) -> str:
    return " ".join(context.sentences[each].text for each in sentences)


def _alternatives(context: Context, candidate: Candidate) -> list[str]:
    return [context.article.text[each.start : each.end] for each in candidate.alts]


def _english(context: Context, words: str) -> Candidate:
    sentence = next(each for each in context.sentences if words in each.text and each.block.region.part == "body")
    start = sentence.text.index(words)
    end = start + len(words)
    span = sentence.passage.locate(start, end)
    return Candidate("measure", span, sentence.index, start, end, words, {}, (Fired("x@1", 1.0),))


def _figure(context: Context, words: str, value: str) -> Candidate:
    fields: dict[str, Value] = {"value": value, "unit": "people"}
    return replace(_english(context, words), kind="observation", fields=fields)


def _document(context: Context, words: str, fields: dict[str, Value]) -> Candidate:
    return replace(_english(context, words), kind="document", fields=fields)
