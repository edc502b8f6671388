"""The words that extraction knows come from the schemes and authorities: a label that is added is found."""

import re

import pytest
from rdflib import OWL, RDF, SKOS, Graph, Literal, URIRef

from mappings.extract.vocabulary import Vocabulary, shipped_vocabulary, verb_forms, vocabulary_of
from ontology import loading
from ontology.authority_files import Authorities, shipped_authorities
from ontology.terms import DEFAULT_BASE, VOCABULARY

NOTICE = URIRef(f"{VOCABULARY}scheme/doctype/notice")


def vocabulary(*added: tuple[URIRef, URIRef, Literal]) -> Vocabulary:
    """The shipped vocabulary with some more statements."""
    schemes = loading.schemes_graph()
    for each in added:
        schemes.add(each)
    return vocabulary_of(schemes, shipped_authorities(DEFAULT_BASE))


def found(words: str, language: str, known: Vocabulary) -> list[tuple[str, str]]:
    return [(words[each.start : each.end], each.label.slug) for each in known.find(words, language)]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("the state council met", "en", [("state council", "state-council")]),
        ("The State Councillor spoke", "en", []),
        ("MIIT and most of the others", "en", [("MIIT", "miit")]),
        ("商务部和NDRC", "zh", [("商务部", "mofcom"), ("NDRC", "ndrc")]),
        ("商務部", "zh", [("商務部", "mofcom")]),
        ("Ｎdrc", "en", []),
        ("ＮＤＲＣ", "en", [("ＮＤＲＣ", "ndrc")]),
    ],
)
def test_label_is_found_in_its_variants(words: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert [
        each for each in found(words, language, shipped_vocabulary()) if each[1] in dict(expected).values()
    ] == expected


@pytest.mark.parametrize("strength", [SKOS.altLabel, SKOS.hiddenLabel], ids=["alternative", "hidden"])
def test_label_that_is_added_is_found(strength: URIRef) -> None:
    words = "The harbour sent out a tidal missive."
    before, after = vocabulary(), vocabulary((NOTICE, strength, Literal("tidal missive", lang="en")))
    assert found(words, "en", before) == []
    assert found(words, "en", after) == [("tidal missive", "notice")]
    assert before.digest != after.digest
    assert re.fullmatch(after.alternation("doctype", "en"), "tidal missive")
    assert not re.fullmatch(before.alternation("doctype", "en"), "tidal missive")


def test_deprecated_concept_is_not_found() -> None:
    known = vocabulary((NOTICE, OWL.deprecated, Literal(True)))
    assert known.of("doctype/notice", "en") == ()
    assert known.of("doctype/plan", "en")


def test_authority_of_a_workspace_is_found() -> None:
    shipped = shipped_authorities(DEFAULT_BASE)
    iri = URIRef(f"{DEFAULT_BASE}id/agent/nferry")
    graph = Graph()
    graph += shipped.graph
    graph.add((iri, RDF.type, URIRef(f"{VOCABULARY}ontology#PublicAgency")))
    graph.add((iri, SKOS.prefLabel, Literal("Ferry Board", lang="en")))
    known = vocabulary_of(loading.schemes_graph(), Authorities(DEFAULT_BASE, graph, {**shipped.iris, "ferry": iri}, {}))
    assert found("The Ferry Board met.", "en", known) == [("Ferry Board", "ferry")]
    assert known.name("id/agent/nferry", "en") == "Ferry Board"


def test_vocabulary_without_such_labels_matches_nothing() -> None:
    assert not re.search(shipped_vocabulary().alternation("no-such-scheme", "en"), "no such scheme")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("guide", ("guide", "guides", "guided", "guiding")),
        ("carry out", ("carry out", "carries out", "carried out", "carrying out")),
        ("push", ("push", "pushes", "pushed", "pushing")),
        ("play", ("play", "plays", "played", "playing")),
    ],
)
def test_verb_has_its_regular_forms(verb: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(verb) == forms
