"""The ontology: a full header, definitions that define, and axioms that stay within what was decided."""

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, BNode, URIRef
from rdflib.term import Node

from ontology.loading import Chain, alignments_graph, axioms, ontology_graph
from ontology.terms import BIBO, ONTOLOGY, PG

GRAPH = ontology_graph()
TERMS = sorted(term for term in GRAPH.subjects(RDFS.isDefinedBy, ONTOLOGY) if isinstance(term, URIRef))


@pytest.mark.parametrize(
    "wanted",
    [
        DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.contributor, DCTERMS.publisher,
        DCTERMS.created, DCTERMS.issued, DCTERMS.modified, DCTERMS.bibliographicCitation, DCTERMS.source,
        VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri, OWL.versionIRI, OWL.versionInfo, BIBO.status,
    ],
)  # fmt: skip
def test_header_is_full(wanted: URIRef) -> None:
    assert list(GRAPH.objects(ONTOLOGY, wanted)), wanted


def test_version_iri_is_not_the_ontology_iri() -> None:
    assert GRAPH.value(ONTOLOGY, OWL.versionIRI) != ONTOLOGY


@pytest.mark.parametrize("term", TERMS)
def test_term_has_one_label_and_one_definition_in_each_language(term: URIRef) -> None:
    for wanted in (RDFS.label, SKOS.definition):
        assert sorted(_language(value) for value in GRAPH.objects(term, wanted)) == ["en", "zh"], wanted
    assert list(GRAPH.objects(term, DCTERMS.source)), "no source of the definition"


@pytest.mark.parametrize("term", TERMS)
def test_definition_is_a_sentence(term: URIRef) -> None:
    for definition in GRAPH.objects(term, SKOS.definition):
        english = _language(definition) == "en"
        text = str(definition)
        assert text.endswith("." if english else "。")
        assert len(text.split()) >= 6 if english else len(text) >= 9
        assert str(definition) == " ".join(text.split()), "white space"


def test_nothing_is_functional() -> None:
    """Sources may disagree about anything: two readings are two evidence graphs, and no inconsistency."""
    for kind in (OWL.FunctionalProperty, OWL.InverseFunctionalProperty):
        assert list(GRAPH.subjects(RDF.type, kind)) == []


def test_no_property_has_two_domains_or_ranges() -> None:
    """Two would intersect (OOPS! P19)."""
    for term in TERMS:
        assert len(list(GRAPH.objects(term, RDFS.domain))) <= 1, term
        assert len(list(GRAPH.objects(term, RDFS.range))) <= 1, term


def test_definitions_of_properties_begin_with_what_they_do() -> None:
    for term in axioms().properties:
        english = next(str(each) for each in GRAPH.objects(term, SKOS.definition) if _language(each) == "en")
        is_object = (term, RDF.type, OWL.ObjectProperty) in GRAPH
        assert english.startswith(("Relates ",) if is_object else ("Gives ", "Tells ")), term


def test_tables_of_axioms_follow_policy_ttl() -> None:
    table = axioms()
    assert table.inverses[PG.issuedBy] == PG.issuerOf
    assert table.inverses[PG.issuerOf] == PG.issuedBy
    assert table.superclasses[PG.PilotMeasure] == (PG.Measure, PG.PolicyContent)
    assert table.superclasses[PG.PublicAgency] == (PG.PublicBody,)
    assert table.superclasses[PG.Work] == ()
    assert table.superproperties[PG.leadIssuer] == (PG.issuedBy,)
    assert Chain(PG.announcedBy, (PG.setOutIn, PG.issuedBy)) in table.chains
    assert Chain(PG.setOutIn, (PG.partOfGroup, PG.setOutIn)) in table.chains
    assert table.transitive == {PG.subMeasureOf}
    assert table.classes | table.properties == set(TERMS)


def test_alignments_have_our_terms_as_subjects() -> None:
    graph = alignments_graph()
    assert {subject for subject in graph.subjects() if subject not in TERMS} == set()
    assert not any(isinstance(node, BNode) for triple in graph for node in triple)


def test_alignments_point_outside() -> None:
    assert {value for value in alignments_graph().objects() if value in TERMS} == set()


def _language(node: Node) -> str | None:
    return getattr(node, "language", None)
