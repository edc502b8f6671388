"""The closed list in Python and the definitions in Turtle are two views of one vocabulary."""

import doctest

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

from ontology import terms
from ontology.loading import ontology_graph
from ontology.terms import ELI, ONTOLOGY, PG, PREFIXES, VERSION_IRI, VOCABULARY, concept, scheme

GRAPH = ontology_graph()
LISTED = {URIRef(f"{PG._NS}{name}") for name in vars(PG)["__annotations__"] if not name.startswith("_")}
DEFINED = {term for term in GRAPH.subjects(RDFS.isDefinedBy, ONTOLOGY) if isinstance(term, URIRef)}


def test_closed_list_and_policy_ttl_hold_the_same_terms() -> None:
    assert sorted(LISTED - DEFINED) == []
    assert sorted(DEFINED - LISTED) == []


def test_policy_ttl_names_no_term_that_it_does_not_define() -> None:
    named = {node for triple in GRAPH for node in triple if isinstance(node, URIRef) and node.startswith(str(PG._NS))}
    assert sorted(named - DEFINED) == []


def test_classes_are_capitalised_and_properties_are_not() -> None:
    for term in DEFINED:
        is_class = (term, RDF.type, OWL.Class) in GRAPH
        assert is_class == term.removeprefix(str(PG._NS))[0].isupper(), term


@pytest.mark.parametrize("namespace", [PG, ELI])
def test_misspelt_term_raises(namespace: type[PG] | type[ELI]) -> None:
    with pytest.raises(AttributeError, match="issuedBye"):
        _ = namespace.issuedBye  # type: ignore[union-attr]


@pytest.mark.parametrize("term", ["statementText", "mergedInto"])
def test_term_that_was_given_up_stays_out(term: str) -> None:
    assert URIRef(f"{PG._NS}{term}") not in LISTED | DEFINED


def test_concepts_lie_below_their_scheme() -> None:
    assert concept("modality", "guide") == URIRef(f"{VOCABULARY}scheme/modality/guide")
    assert concept("modality", "guide").startswith(f"{scheme('modality')}/")


def test_prefixes_are_each_for_one_namespace() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert PREFIXES["pg"] == f"{VOCABULARY}ontology#"


def test_version_is_the_same_wherever_it_is_written() -> None:
    assert GRAPH.value(ONTOLOGY, OWL.versionIRI) == VERSION_IRI
    assert GRAPH.value(ONTOLOGY, OWL.versionInfo) == Literal(VERSION_IRI.rpartition("/")[2])
    assert not list(GRAPH.triples((None, SKOS.prefLabel, None))), "classes and properties are named by rdfs:label"


def test_examples_in_docstrings_run() -> None:
    outcome = doctest.testmod(terms)
    assert outcome.attempted > 0
    assert outcome.failed == 0
