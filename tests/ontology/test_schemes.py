"""The concept schemes: complete, in two languages, and connected."""

import re

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef

from ontology.errors import OntologyError
from ontology.loading import ROOM, concepts, schemes_graph
from ontology.terms import PG, VOCABULARY, concept, scheme

GRAPH = schemes_graph()
SCHEMES = sorted(path.stem for path in (ROOM / "schemes").glob("*.ttl"))
CONCEPTS = sorted(each for each in GRAPH.subjects(RDF.type, SKOS.Concept) if isinstance(each, URIRef))
NEEDED = {  # what the model, the record format and the shapes name
    "doctype": "opinions guiding-opinions plan implementation-plan notice decision rules law",
    "genre": "news-feature official-interpretation op-ed journal-excerpt machine-digest press-release full-text",
    "instrument": "nodality authority treasure organisation pilot standards finance-channels skills-training",
    "modality": "require strengthen build promote develop support encourage guide explore pilot restrict improve",
    "review": "proposed auto-accepted accepted amended disputed rejected superseded",
    "targetkind": "qualitative quantitative level growth share count coverage",
    "qualifier": "exact more-than at-least less-than about up-to",
    "stattype": "level growth share share-change",
    "textorigin": "original human-translation machine-translation machine-summary",
    "basis": "stated inferred declared presumed",
    "implstatus": "announced in-preparation piloting implemented completed withdrawn",
    "role": "issuer lead-issuer approver drafter forwarder interpreter implementer",
    "sector": "life-services catering education digital-economy five-g",
    "audience": "small-medium-enterprises all-parties",
    "indicator": "digital-economy-scale physical-goods-online-retail-growth",
    "topic": "six-stabilities six-guarantees",
    "unit": "percentage-point",
    "absence": "not-stated",
    "speech": "report-verb propose-verb official expert business public-body research-body company government "
    "plan-noun",
    "deed": "move oblige create improve carry-out give aim hold-to manner",
    "action": "move oblige create improve carry-out give aim hold-to stress manner",
}


def test_one_file_per_scheme() -> None:
    assert set(NEEDED) == set(SCHEMES)
    assert {scheme(name) for name in SCHEMES} == set(GRAPH.subjects(RDF.type, SKOS.ConceptScheme))


@pytest.mark.parametrize("name", SCHEMES)
def test_scheme_has_the_concepts_that_others_name(name: str) -> None:
    assert set(NEEDED[name].split()) <= concepts(name)


@pytest.mark.parametrize("name", SCHEMES)
def test_scheme_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    for wanted in (DCTERMS.title, SKOS.prefLabel, SKOS.definition):
        assert _languages(scheme(name), wanted) == ["en", "zh"]
    for wanted in (DCTERMS.source, DCTERMS.license, OWL.versionInfo):
        assert len(list(GRAPH.objects(scheme(name), wanted))) == 1


@pytest.mark.parametrize("this", CONCEPTS)
def test_concept_is_complete(this: URIRef) -> None:
    for wanted in (SKOS.prefLabel, SKOS.definition, RDFS.label):
        assert _languages(this, wanted) == ["en", "zh"]
    assert set(GRAPH.objects(this, RDFS.label)) == set(GRAPH.objects(this, SKOS.prefLabel))
    assert list(GRAPH.objects(this, SKOS.example)), "no example"
    (home,) = GRAPH.objects(this, SKOS.inScheme)
    assert this.startswith(f"{home}/")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", this.removeprefix(f"{home}/"))


@pytest.mark.parametrize("this", CONCEPTS)
def test_example_stays_below_the_quotation_limit(this: URIRef) -> None:
    for example in GRAPH.objects(this, SKOS.example):
        assert len(str(example).split()) <= 12
        assert len(re.findall(r"[\u4e00-\u9fff]", str(example))) <= 32


def test_links_are_written_both_ways() -> None:
    assert (concept("sector", "life-services"), SKOS.narrower, concept("sector", "catering")) in GRAPH
    assert (scheme("sector"), SKOS.hasTopConcept, concept("sector", "life-services")) in GRAPH


def test_broader_stays_within_a_scheme() -> None:
    for narrow, wide in GRAPH.subject_objects(SKOS.broader):
        assert GRAPH.value(narrow, SKOS.inScheme) == GRAPH.value(wide, SKOS.inScheme)


def test_every_indicator_has_a_statistic_type_that_exists() -> None:
    indicators = set(GRAPH.subjects(RDF.type, PG.Indicator))
    assert indicators == {concept("indicator", slug) for slug in concepts("indicator")}
    for indicator in indicators:
        (kind,) = GRAPH.objects(indicator, PG.statisticType)
        assert str(kind).removeprefix(f"{VOCABULARY}scheme/stattype/") in concepts("stattype")


def test_the_four_kinds_of_instrument_are_the_tops() -> None:
    tops = set(GRAPH.objects(scheme("instrument"), SKOS.hasTopConcept))
    assert tops == {concept("instrument", slug) for slug in ("nodality", "authority", "treasure", "organisation")}


def test_unknown_scheme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(OntologyError, match=r"no such concept scheme.*absence, action, audience"):
        concepts("colour")


def _languages(this: URIRef, wanted: URIRef) -> list[str | None]:
    return sorted(str(each.language) for each in GRAPH.objects(this, wanted) if isinstance(each, Literal))
