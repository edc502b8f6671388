"""Sentences and their structure: lists, headings, ordinals, and layouts that break sentences."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.extract.normal import normal
from mappings.extract.sentences import LONGEST, Sentence, sentences_of
from mappings.readers import read_bytes

Cut = Callable[[str], list[str]]


def read(text: str) -> tuple[Sentence, ...]:
    return sentences_of(read_bytes(text.encode(), "article.txt"))


def tree(text: str) -> list[tuple[str, str | None]]:
    """Each sentence with the sentence it belongs to."""
    found = read(text)
    return [(each.text, found[each.parent].text if each.parent is not None else None) for each in found]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The ferry left. It was late.", ["The ferry left.", "It was late."]),
        ("Mr. Lake met Dr. Hill. They spoke.", ["Mr. Lake met Dr. Hill.", "They spoke."]),
        ("J. Lake paid 3.5 yuan. He left.", ["J. Lake paid 3.5 yuan.", "He left."]),
        ('"We go." She left.', ['"We go."', "She left."]),
        ("The boats sailed.The crew slept.", ["The boats sailed.", "The crew slept."]),
        ("Boats rose 5 percent [1][2]. Trains fell.", ["Boats rose 5 percent [1][2].", "Trains fell."]),
        ("渡口已开放。乘客很多！", ["渡口已开放。", "乘客很多！"]),
        ("他说：“渡口已开放。”乘客很多。", ["他说：“渡口已开放。”", "乘客很多。"]),
        ("渡口要修缮：一是加固；二是加宽。", ["渡口要修缮：", "一是加固；", "二是加宽。"]),
        ("收入3.5亿元。增长快。", ["收入3.5亿元。", "增长快。"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert [each.text for each in read(text)] == sentences


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("First, mend the boats.", "First, "),
        ("The second is to mend the boats.", "The second is to "),
        ("（二）修缮渡口。", "（二）"),
        ("一是修缮渡口。", "一是"),
        ("三、修缮渡口", "三、"),
        ("3. Mend the boats.", "3. "),
        ("Mend the boats.", ""),
        ("一个渡口。", ""),
    ],
)
def test_marker_is_told_from_the_words(text: str, marker: str) -> None:
    assert [each.marker for each in read(text)] == [marker]


def test_items_belong_to_the_sentence_that_opens_the_list() -> None:
    text = "The town has a plan. First, mend the boats. They are old. Second, widen the quay."
    assert tree(text) == [
        ("The town has a plan.", None),
        ("First, mend the boats.", "The town has a plan."),
        ("They are old.", "First, mend the boats."),
        ("Second, widen the quay.", "The town has a plan."),
    ]


def test_list_within_a_list_goes_beneath_it() -> None:
    text = "计划有两项。\n（一）修缮渡口。要做两件事：一是加固。二是加宽。\n（二）培训船员。"
    assert tree(text) == [
        ("计划有两项。", None),
        ("（一）修缮渡口。", "计划有两项。"),
        ("要做两件事：", "（一）修缮渡口。"),
        ("一是加固。", "要做两件事："),
        ("二是加宽。", "要做两件事："),
        ("（二）培训船员。", "计划有两项。"),
    ]


def test_heading_glued_to_its_section_is_a_heading() -> None:
    text = "一、《办法》出台的背景 渡口很旧。二、主要内容 要修缮渡口。"
    found = read(text)
    assert [(each.text, each.is_heading) for each in found] == [
        ("一、《办法》出台的背景", True),
        ("渡口很旧。", False),
        ("二、主要内容", True),
        ("要修缮渡口。", False),
    ]
    assert found[1].parent == 0
    assert found[3].parent == 2


def test_bullets_in_one_line_are_sentences() -> None:
    text = "Ferries\nCore Viewpoint - Boats are old. Group 1: Costs - Oil is dear [1]. - Crews are few [2]."
    assert [each.text for each in read(text)][-2:] == ["Oil is dear [1].", "Crews are few [2]."]


def test_section_belongs_to_its_heading() -> None:
    text = "Ferries of the lake\n\nThe old boats\n\nThe boats are thirty years old and must go.\n"
    found = read(text)
    assert found[-1].parent is not None
    assert found[found[-1].parent].text == "The old boats"


def test_sentences_lead_back_to_the_file() -> None:
    page = (
        "<html><body><article><h1>Boats</h1><p>The <b>old</b> ferry&nbsp;left. It was late.</p></article></body></html>"
    )
    article = read_bytes(page.encode(), "page.html")
    spans = [each.passage.span for each in sentences_of(article)]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert article.text[spans[-1].start : spans[-1].end] == "It was late."


def test_words_without_an_end_are_cut() -> None:
    found = read("boat " * 4000)
    assert max(len(each.text) for each in found) <= LONGEST
    assert sum(each.text.count("boat") for each in found) == 4000


@given(st.text(min_size=1, max_size=200), st.sampled_from(["en", "zh"]))
def test_normal_form_is_as_long_as_the_words(words: str, language: str) -> None:
    assert len(normal(words, language)) == len(words)
    assert normal(normal(words, language), language) == normal(words, language)


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("２０２４年", "zh", "2024年"),
        ("「數位」計劃", "zh", "“数位”计划"),
        ("渡口,桥梁", "zh", "渡口，桥梁"),
        ("增长3.5%,为1,200人", "zh", "增长3.5%，为1,200人"),
        ("“Boats”", "en", '"Boats"'),
        ("the\u00a0quay", "en", "the quay"),
    ],
)
def test_variants_of_writing_look_alike(words: str, language: str, expected: str) -> None:
    assert normal(words, language) == expected
