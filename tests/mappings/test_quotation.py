"""Quotation: never more words than the rule allows, whatever the text; open texts are quoted whole."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.quotation import TOKEN, anchor
from mappings.record.values import Span

IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
OPEN = "http://creativecommons.org/licenses/by/4.0/"
texts = st.text(st.sampled_from("ab c.,’“政策文件𠮷\n 12%"), min_size=1, max_size=400)


def counted(words):
    tokens = TOKEN.findall(words)
    han = sum("\u3400" <= token[0] <= "\u9fff" for token in tokens)
    return len(tokens) - han, han


@pytest.mark.accept("P02")
@given(texts, st.data())
def test_the_digest_is_of_the_code_points_and_the_words_fit_the_rule(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    words = text[span.start : span.end]
    kept = anchor(text, span, IN_COPYRIGHT)
    assert kept.sha256 == hashlib.sha256(words.encode()).hexdigest()
    if kept.exact is not None:
        latin, han = counted(kept.exact)
        assert kept.exact == words
        assert latin <= 12
        assert han <= 32
    else:
        assert words.startswith(kept.opens)
        assert words.endswith(kept.closes)
        for end in (kept.opens, kept.closes):
            latin, han = counted(end)
            assert latin <= 6
            assert han <= 16


@given(texts)
def test_an_open_text_is_quoted_whole(text):
    assert anchor(text, Span(0, len(text)), OPEN).exact == text


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("one two three four five six seven eight nine ten eleven twelve", True),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", False),
        ("政" * 32, True),
        ("政" * 33, False),
        ("one two three four five six " + "政" * 17, False),
    ],
)
def test_the_limits_are_those_of_the_rule(words, whole):
    assert (anchor(words, Span(0, len(words)), IN_COPYRIGHT).exact is not None) is whole
