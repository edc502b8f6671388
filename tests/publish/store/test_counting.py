"""Rows are counted right, whatever the values hold and wherever a result is cut into pieces."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.store.counting import COUNTERS

TRICKY = st.sampled_from(
    ["", "a", '"', ',{"', '[{"', "}},{", ',{"}', "<result>", "</result>", "\n", "\r\n", "\\", ",{}"]
)
WORDS = st.lists(TRICKY, max_size=4).map("".join)
PREDICATE = ox.NamedNode("urn:p")


@pytest.mark.accept("E17")
@pytest.mark.parametrize("media_type", COUNTERS)
@given(words=st.lists(WORDS, max_size=8), cut=st.integers(1, 9), tag=st.booleans())
def test_rows_are_counted_right(media_type: str, words: list[str], cut: int, tag: bool) -> None:
    store = ox.Store()
    for number, word in enumerate(words):
        value = ox.Literal(word, language="en") if tag else ox.Literal(word)
        store.add(ox.Quad(ox.NamedNode(f"urn:{number}"), PREDICATE, value))
    result = store.query("SELECT ?o { ?s ?p ?o }")
    assert isinstance(result, ox.QuerySolutions)
    written = result.serialize(format=ox.QueryResultsFormat.from_media_type(media_type))  # type: ignore[arg-type]
    assert written is not None
    counter = COUNTERS[media_type]()
    for start in range(0, len(written), cut):
        counter.add(written[start : start + cut])
    assert counter.rows == len(words)
