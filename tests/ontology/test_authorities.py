"""Agencies, organisations, persons and places: named in two languages, cited, and with identifiers that are minted."""

import pytest
from rdflib import DCTERMS, FOAF, ORG, RDF, RDFS, SKOS, BNode, Literal, URIRef

from ontology.identifiers import KINDS, mint, parse
from ontology.loading import authorities_graph, authority_iris
from ontology.terms import DEFAULT_BASE, PG, SCHEMA

GRAPH = authorities_graph(DEFAULT_BASE)
IRIS = authority_iris(DEFAULT_BASE)
KEYS = sorted(IRIS)
TYPES = {
    PG.PublicAgency: (
        "ndrc cac mofcom miit moe state-council nbs "
        "mara mca mct mee mem mfa mnd mnr mof mohrss mohurd moj most mot mps mss mva mwr nao neac nhc pbc"
    ),
    PG.PartyOrgan: "cpc-cc",
    ORG.OrganizationalUnit: "ndrc-hightech mofcom-services gdufe-ai-school yangtze-belt-institute",
    ORG.Organization: (
        "caict gdufe wuxi-institute nantong-university wfeo ai-strategy-institute economic-daily douyin weiyi"
    ),
    FOAF.Group: "editors",
    FOAF.Person: "wang-fangfang wu-qi li-jiabao yang-fenghua gong-ke xi-jinping",
    SCHEMA.Place: "cn zhejiang jinhua",
}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.rpartition("/")[2])
def test_each_authority_is_of_its_kind(kind: URIRef) -> None:
    assert {key for key in KEYS if (IRIS[key], RDF.type, kind) in GRAPH} == set(TYPES[kind].split())


@pytest.mark.parametrize("key", KEYS)
def test_authority_is_named_in_both_languages_and_cited(key: str) -> None:
    labels = [each for each in GRAPH.objects(IRIS[key], SKOS.prefLabel) if isinstance(each, Literal)]
    assert sorted(str(each.language) for each in labels) == ["en", "zh"]
    assert set(GRAPH.objects(IRIS[key], RDFS.label)) == set(labels)
    assert len(list(GRAPH.objects(IRIS[key], RDF.type))) == 1
    assert list(GRAPH.objects(IRIS[key], DCTERMS.source))


@pytest.mark.parametrize("key", KEYS)
def test_identifier_is_the_one_its_key_mints(key: str) -> None:
    name = parse(IRIS[key], DEFAULT_BASE)
    kind = next(each for each in KINDS.values() if (each.path, each.prefix) == (name.path, name.identifier[0]))
    assert name.identifier == mint(kind, f"{name.path}:{key}")


@pytest.mark.parametrize(
    ("part", "link", "whole"),
    [
        ("ndrc-hightech", ORG.unitOf, "ndrc"),
        ("mofcom-services", ORG.unitOf, "mofcom"),
        ("gdufe-ai-school", ORG.unitOf, "gdufe"),
        ("yangtze-belt-institute", ORG.unitOf, "nantong-university"),
        ("jinhua", DCTERMS.isPartOf, "zhejiang"),
        ("zhejiang", DCTERMS.isPartOf, "cn"),
    ],
)
def test_part_knows_its_whole(part: str, link: URIRef, whole: str) -> None:
    assert (IRIS[part], link, IRIS[whole]) in GRAPH


@pytest.mark.parametrize(
    ("key", "link", "name", "language"),
    [
        ("ndrc", SKOS.altLabel, "NDRC", "en"),
        ("mofcom", SKOS.prefLabel, "商务部", "zh"),
        ("cpc-cc", SKOS.altLabel, "党中央", "zh"),
        ("cac", SKOS.hiddenLabel, "central network information office", "en"),
        ("wfeo", SKOS.hiddenLabel, "world engineering organization Federation", "en"),
        ("mofcom-services", SKOS.hiddenLabel, "Department of Services and Trade", "en"),
    ],
)
def test_variants_are_alternative_and_oddities_hidden(key: str, link: URIRef, name: str, language: str) -> None:
    assert (IRIS[key], link, Literal(name, lang=language)) in GRAPH


def test_no_two_authorities_share_a_name() -> None:
    names: dict[Literal, URIRef] = {}
    for link in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
        for this, name in GRAPH.subject_objects(link):
            assert names.setdefault(Literal(str(name).lower(), lang=_language(name)), this) == this, name


def test_latin_name_under_zh_is_explained() -> None:
    for key in KEYS:
        chinese = next(str(each) for each in GRAPH.objects(IRIS[key], SKOS.prefLabel) if _language(each) == "zh")
        if chinese.isascii():
            assert "characters" in str(GRAPH.value(IRIS[key], SKOS.editorialNote)), key


def test_identifiers_do_not_depend_on_the_base() -> None:
    elsewhere = authority_iris("https://graph.example/policy/")
    assert {key: iri.removeprefix("https://graph.example/policy/") for key, iri in elsewhere.items()} == {
        key: iri.removeprefix(DEFAULT_BASE) for key, iri in IRIS.items()
    }


def test_no_blank_nodes() -> None:
    assert not any(isinstance(node, BNode) for triple in GRAPH for node in triple)


def _language(node: object) -> str | None:
    return getattr(node, "language", None)
