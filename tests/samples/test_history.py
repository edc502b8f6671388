"""From the first release of the samples to the second: what was merged, split, withdrawn, corrected and settled."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ontology.terms import DEFAULT_BASE
from publish.release.manifest import read_manifest
from publish.store.dataset import Dataset

PREFIXES = """
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX review: <https://w3id.org/policygraph/scheme/review/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX smea: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
SURVIVOR, MERGED = "digital-lake-news#m3", "smart-piers-release#m5"
SPLIT, PARTS = "digital-lake-news#m5", ("digital-lake-news#m5-training", "digital-lake-news#m5-grant")
WITHDRAWN, INSTEAD = "paper-tickets-op-ed#r5", "paper-tickets-op-ed#r4"
TURTLE, HTML = {"Accept": "text/turtle"}, {"Accept": "text/html"}
RDF_ENDINGS = ["ttl", "jsonld", "nt", "rdf", "trig", "nq"]


def values(data: Dataset, query: str) -> list[str]:
    """The first column of a query's answer, without marks."""
    return sorted(line.decode().split("\t")[0].strip('"<>') for line in data.rows(PREFIXES + query)[1:])


@pytest.fixture
def second(sample_sites: Mapping[str, FlaskClient]) -> FlaskClient:
    return sample_sites["second"]


@pytest.mark.accept("C06", "W12")
def test_merged_thing_leads_on_for_good(second: FlaskClient, ids: Mapping[str, str]) -> None:
    response = second.get(f"/id/measure/{ids[MERGED]}", headers=TURTLE)
    assert response.status_code == 301
    assert response.headers["Location"] == f"{DEFAULT_BASE}id/measure/{ids[SURVIVOR]}"


@pytest.mark.accept("C06", "W12")
def test_survivor_and_merged_name_each_other_and_are_not_called_the_same(
    second: FlaskClient, ids: Mapping[str, str]
) -> None:
    old, new = (f"<{DEFAULT_BASE}id/measure/{ids[key]}>" for key in (MERGED, SURVIVOR))
    survivor = second.get(f"/doc/measure/{ids[SURVIVOR]}.nt").text
    tombstone = second.get(f"/doc/measure/{ids[MERGED]}.nt").text
    assert f"{new} <http://purl.org/dc/terms/replaces> {old} ." in survivor
    assert f"{old} <http://purl.org/dc/terms/isReplacedBy> {new} ." in tombstone
    assert "sameAs" not in survivor + tombstone


def test_survivor_rests_on_the_words_of_both_articles(second: FlaskClient, ids: Mapping[str, str]) -> None:
    page = second.get(f"/doc/measure/{ids[SURVIVOR]}.html?lang=en").text
    assert "pilot the online sale of ferry tickets in Reedport from 1 July 2023" in page
    assert "苇港镇自2023年7月1日起试点网上销售渡船票" in page
    assert "in preparation" in page  # the release alone says how far it is


def test_split_thing_answers_with_a_notice_that_names_its_parts(second: FlaskClient, ids: Mapping[str, str]) -> None:
    response = second.get(f"/id/measure/{ids[SPLIT]}", headers=HTML)
    assert (response.status_code, response.headers["Location"]) == (303, f"{DEFAULT_BASE}doc/measure/{ids[SPLIT]}")
    page = second.get(f"/doc/measure/{ids[SPLIT]}.html?lang=en")
    assert page.status_code == 200
    notice = page.text.partition('class="notice"')[2].partition("</section>")[0]
    for expected in ("two measures in one sentence, read as one", "2024-05-21", *(ids[part] for part in PARTS)):
        assert expected in notice


@pytest.mark.accept("C07", "W11")
def test_withdrawn_thing_is_gone_with_reason_date_and_where_to_look(
    second: FlaskClient, ids: Mapping[str, str]
) -> None:
    page = second.get(f"/id/recommendation/{ids[WITHDRAWN]}", headers=HTML, follow_redirects=True)
    assert page.status_code == 410
    notice = page.text.partition('class="notice"')[2].partition("</section>")[0]
    for expected in ("irony, not a recommendation", "2024-05-21", ids[INSTEAD]):
        assert expected in notice


@pytest.mark.accept("C07", "W11")
@pytest.mark.parametrize("ending", RDF_ENDINGS)
def test_withdrawn_thing_is_gone_in_rdf_too(second: FlaskClient, ids: Mapping[str, str], ending: str) -> None:
    response = second.get(f"/doc/recommendation/{ids[WITHDRAWN]}.{ending}")
    assert response.status_code == 410
    for expected in ("irony, not a recommendation", "deprecated", "2024-05-21T00:00:00Z"):
        assert expected in response.text


@pytest.mark.accept("U22")
def test_withdrawn_thing_is_absent_from_every_file_of_the_release_but_its_tombstone(
    sample_releases: Mapping[str, Path], sample_data: Mapping[str, Dataset], ids: Mapping[str, str]
) -> None:
    label = b"Paint every boat gold"
    holding = {
        name: [path.name for path in folder.rglob("*") if path.is_file() and label in path.read_bytes()]
        for name, folder in sample_releases.items()
    }
    assert "dataset.nq" in holding["first"]  # a release never changes
    assert holding["second"] == []
    this = f"<{DEFAULT_BASE}id/recommendation/{ids[WITHDRAWN]}>"
    said = values(sample_data["second"], f"SELECT ?p {{ {{ {this} ?p ?o }} UNION {{ GRAPH ?g {{ {this} ?p ?o }} }} }}")
    assert said == [
        "http://www.w3.org/2000/01/rdf-schema#seeAlso",
        "http://www.w3.org/2002/07/owl#deprecated",
        "http://www.w3.org/ns/prov#invalidatedAtTime",
        "https://w3id.org/policygraph/ontology#tombstoneReason",
    ]


@pytest.mark.accept("U19")
def test_no_identifier_of_the_first_release_is_lost(
    sample_releases: Mapping[str, Path], ids: Mapping[str, str]
) -> None:
    first, second = (set(read_manifest(folder).things) for folder in sample_releases.values())
    assert first - second == {ids[MERGED], ids[SPLIT], ids[WITHDRAWN]}


def test_superseded_evidence_is_gone_and_names_the_last_release_that_has_it(
    sample_releases: Mapping[str, Path], sample_sites: Mapping[str, FlaskClient]
) -> None:
    first, second = map(read_manifest, sample_releases.values())
    gone = sorted(name for name, version in second.evidence.items() if version == first.version)
    assert gone
    assert set(first.evidence) <= set(second.evidence)
    for name in gone:
        assert sample_sites["first"].get(f"/doc/evidence/{name}.html").status_code == 200
        page = sample_sites["second"].get(f"/doc/evidence/{name}.html?lang=en")
        assert (page.status_code, first.version in page.text) == (410, True)


def test_amended_figure_takes_the_place_of_the_first_reading(
    sample_data: Mapping[str, Dataset], ids: Mapping[str, str]
) -> None:
    this = f"<{DEFAULT_BASE}id/observation/{ids['digital-lake-news#o3']}>"
    query = f"SELECT ?bound {{ {this} pg:valueQualifier ?bound }}"
    bounds = {name: values(data, query) for name, data in sample_data.items()}
    assert {name: [each.rpartition("/")[2] for each in found] for name, found in bounds.items()} == {
        "first": ["exact"],
        "second": ["more-than"],
    }
    status = values(sample_data["second"], f"""SELECT DISTINCT ?status {{
        GRAPH ?evidence {{ {this} smea:obsValue ?value }} ?evidence pg:reviewStatus ?status }}""")  # fmt: skip
    assert [each.rpartition("/")[2] for each in status] == ["amended"]


@pytest.mark.parametrize("key", ["smart-piers-release#o3", "paper-tickets-op-ed#r4"])
def test_what_was_proposed_first_is_accepted_now(
    sample_data: Mapping[str, Dataset], ids: Mapping[str, str], key: str
) -> None:
    path = {"o": "observation", "r": "recommendation"}[key.partition("#")[2][0]]
    query = f"SELECT ?kind {{ <{DEFAULT_BASE}id/{path}/{ids[key]}> a ?kind }}"
    assert values(sample_data["first"], query) == []
    assert values(sample_data["second"], query) != []
