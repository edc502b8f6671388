"""Identifiers: same key, same identifier; every slip of a hand is found; what is not ours is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import IdentifierError
from ontology.identifiers import ALPHABET, KINDS, Name, from_content, is_valid, mint, parse, span_iri, thing_iri

BASE = "https://example.org/policy/"
kinds = st.sampled_from(sorted(KINDS.values(), key=lambda kind: kind.name))
keys = st.text(max_size=40)


@given(kinds, keys)
def test_minting_again_gives_the_same_identifier(kind, key):
    assert mint(kind, key) == mint(kind, key)
    assert is_valid(mint(kind, key), kind)


@given(kinds, keys)
def test_a_taken_identifier_is_not_given_again(kind, key):
    first = mint(kind, key)
    second = mint(kind, key, {first})
    assert second != first
    assert mint(kind, key, {first, second}) not in {first, second}


@given(kinds, keys, st.data())
def test_one_wrong_character_is_found(kind, key, data):
    identifier = mint(kind, key)
    place = data.draw(st.integers(1, len(identifier) - 1))
    other = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != identifier[place]]))
    assert not is_valid(identifier[:place] + other + identifier[place + 1 :], kind)


@given(kinds, keys, st.data())
def test_two_swapped_characters_are_found(kind, key, data):
    identifier = mint(kind, key)
    place = data.draw(st.integers(1, len(identifier) - 2))
    swapped = identifier[:place] + identifier[place + 1] + identifier[place] + identifier[place + 2 :]
    assert swapped == identifier or not is_valid(swapped, kind)


@given(kinds, keys)
def test_parsing_undoes_naming(kind, key):
    identifier = mint(kind, key)
    assert parse(thing_iri(BASE, kind, identifier), BASE) == Name(kind.path, identifier)


def test_a_span_is_named_inside_its_text():
    text = thing_iri(BASE, KINDS["text"], from_content(KINDS["text"], "abc"))
    assert parse(span_iri(text, 3, 8), BASE).fragment == "char=3,8"


@pytest.mark.parametrize(
    ("iri", "what"),
    [
        ("https://example.com/id/measure/m8b57415", "not an IRI of ours"),
        (f"{BASE}id/meassure/m8b57415", "no path 'meassure'"),
        (f"{BASE}id/measure/m8b57416", "a character is wrong"),
        (f"{BASE}id/measure/M8B57415", "a character is wrong"),
        (f"{BASE}id/measure/", "a character is wrong"),
        (f"{BASE}id/rule/Editorial Reading", "a character is wrong"),
        (f"{BASE}id/target/m8b57415", "a character is wrong"),
    ],
)
def test_what_is_no_name_of_ours_is_refused_with_its_reason(iri, what):
    with pytest.raises(IdentifierError, match=what):
        parse(iri, BASE)


def test_readable_names_of_rules_runs_and_reviews_are_names():
    article = mint(KINDS["article"], "an article")
    for path, name in [("rule", "editorial-reading@1"), ("run", f"{article}-1"), ("review", f"{article}-12")]:
        assert parse(f"{BASE}id/{path}/{name}", BASE).identifier == name
