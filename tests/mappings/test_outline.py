"""Outlines: where sentences are, told by offsets alone."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.outline import read_outline, sentences, write_outline
from mappings.record.values import Span
from ontology.errors import RecordError

DIGEST = "0" * 64
CASES = {
    "stops of both scripts": ("Boats go. 船开了。人到了！", ["Boats go.", "船开了。", "人到了！"]),
    "dates, numbers and initials stay whole": (
        "On 5.6.2023 Mr. Reed paid 2.5 yuan. It rained.",
        ["On 5.6.2023 Mr. Reed paid 2.5 yuan.", "It rained."],
    ),
    "quotes close with their sentence": ('He said "go." She went.', ['He said "go."', "She went."]),
    "lists in one sentence": ("一是修桥；二是造船；", ["一是修桥；", "二是造船；"]),
    "lines end sentences": ("A title\r\n\nA line without a stop", ["A title", "A line without a stop"]),
    "marks without words are none": ("——\n* * *\n好。", ["好。"]),
    "nothing": (" \n\t", []),
    "beyond the basic plane": ("\U00020bb7野家开了。好。", ["\U00020bb7野家开了。", "好。"]),
}
PAGE = "<html><head><title>No</title></head><body><p>The <em>lake</em> froze.</p><li>Boats stop.</li></body></html>"


@pytest.mark.parametrize("name", CASES)
def test_text_falls_into_sentences(name: str) -> None:
    text, expected = CASES[name]
    assert [text[each.start : each.end] for each in sentences(text, [Span(0, len(text))])] == expected


def test_tags_within_a_line_do_not_end_a_sentence_and_blocks_do() -> None:
    found = [PAGE[each.start : each.end] for each in sentences(PAGE, [Span(0, len(PAGE))], marked_up=True)]
    assert found == ["The <em>lake</em> froze.", "Boats stop."]


@given(st.text(max_size=80), st.integers(0, 40), st.integers(1, 40))
def test_sentences_are_in_order_apart_and_within_their_region(text: str, start: int, length: int) -> None:
    region = Span(start, start + length)
    found = list(sentences(text, [region]))
    assert all(region.start <= each.start < each.end <= region.end for each in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    words = [at for at, letter in enumerate(text) if letter.isalnum() and region.start <= at < region.end]
    assert all(any(each.start <= at < each.end for each in found) for at in words)


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "outlines" / "a.tsv"
    write_outline(path, DIGEST, [Span(0, 4), Span(5, 9)])
    assert read_outline(path) == (DIGEST, [Span(0, 4), Span(5, 9)])


@pytest.mark.parametrize("content", ["", "0\t4\n", f"# {DIGEST}\n4\t4\n", f"# {DIGEST}\nwords\n"])
def test_what_is_no_outline_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match="is no outline"):
        read_outline(path)
