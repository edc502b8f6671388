"""Quotes in texts that have changed: found again, or said to be lost, and never guessed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.reanchoring import Fate, Found, Quote, reanchor
from mappings.record.values import Span

TEXT = "The ferry sails at six. The ferry crew sleeps on board, says the captain. Tickets cost two yuan."
SENTENCE = Span(24, 73)  # The ferry crew … captain.
SHORT = Span(24, 33)  # The ferry, which stands twice
PRICE = Span(74, 96)


def quote(span: Span, text: str = TEXT) -> Quote:
    words = text[span.start : span.end]
    return Quote.of(hashlib.sha256(words.encode()).hexdigest(), words, "", "")


def anchored(span: Span) -> Quote:
    """The quote of a span that may not be quoted whole."""
    words = TEXT[span.start : span.end]
    return Quote.of(hashlib.sha256(words.encode()).hexdigest(), "", words[:9], words[-8:])


@pytest.mark.accept("P03")
@pytest.mark.parametrize("make", [quote, anchored], ids=["whole", "first and last words"])
def test_quote_is_found_after_a_paragraph_was_put_in(make) -> None:  # type: ignore[no-untyped-def]
    changed = f"A storm is near.\n\n{TEXT}"
    assert reanchor(changed, {SENTENCE: make(SENTENCE)}) == {SENTENCE: Found(Fate.MOVED, (Span(42, 91),))}


@pytest.mark.accept("P03")
def test_quote_that_stands_twice_is_reported_and_not_guessed() -> None:
    found = reanchor(TEXT, {SHORT: quote(SHORT)})[SHORT]
    assert found == Found(Fate.AMBIGUOUS, (Span(0, 9), Span(24, 33)))


def test_longer_quote_that_is_proven_tells_where_the_shorter_lies() -> None:
    changed = f"Ahoy. {TEXT}"
    found = reanchor(changed, {SHORT: quote(SHORT), SENTENCE: anchored(SENTENCE)})
    assert found[SHORT] == Found(Fate.MOVED, (Span(30, 39),))


@pytest.mark.parametrize(
    ("changed", "fate"),
    [
        (TEXT, Fate.SAME),
        (TEXT.replace("sleeps on board", "sleeps on the quay"), Fate.CHANGED),
        (TEXT.replace("crew sleeps on board, says the captain", "never came"), Fate.LOST),
        ("", Fate.LOST),
    ],
)
def test_what_became_of_a_quote_is_told(changed: str, fate: Fate) -> None:
    assert reanchor(changed, {SENTENCE: anchored(SENTENCE)})[SENTENCE].fate is fate


@given(st.text(alphabet="abc 船\U00020bb7", max_size=20), st.text(alphabet="abc 船\U00020bb7", max_size=20))
def test_whatever_is_put_around_it_a_quote_that_stands_once_is_found(before: str, after: str) -> None:
    found = reanchor(f"{before}{TEXT}{after}", {PRICE: quote(PRICE)})[PRICE]
    assert found.places == (Span(PRICE.start + len(before), PRICE.end + len(before)),)
    assert found.fate is (Fate.MOVED if before else Fate.SAME)


@given(st.text(alphabet="abc ", max_size=30), st.integers(0, 20), st.integers(1, 10), st.text(max_size=5))
def test_no_place_is_told_where_the_words_are_others(text: str, start: int, length: int, put: str) -> None:
    span = Span(start, start + length)
    words = text[span.start : span.end]
    if len(words) < length:
        return
    changed = f"{text[: start + 1]}{put}{text[start + 1 :]}"
    found = reanchor(changed, {span: quote(span, text)})[span]
    if found.fate in (Fate.SAME, Fate.MOVED):
        (place,) = found.places
        assert changed[place.start : place.end] == words
        assert changed.count(words) >= 1
