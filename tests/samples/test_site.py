"""The site over the samples: texts quoted whole, every verdict told, rival readings side by side, articles joined."""

import json
import re
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ontology.terms import DEFAULT_BASE
from publish.store.dataset import Dataset

from ..questions.serving import free_port, running
from ..questions.test_valid_html import HEAVIEST, pages
from .conftest import DATE

PREFIXES = """
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
TAG = re.compile(r"<[^>]+>")


def rows(site: FlaskClient, query: str) -> list[dict[str, str]]:
    """The answer of the site's endpoint: values by name."""
    answer = site.get("/sparql", query_string={"query": PREFIXES + query},
                      headers={"Accept": "application/sparql-results+json"})  # fmt: skip
    assert answer.status_code == 200, answer.text
    found = json.loads(answer.text)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]


def words_of(page: str) -> str:
    """What a reader sees of a page."""
    return " ".join(unescape(TAG.sub(" ", page)).split())


@pytest.fixture
def site(sample_sites: Mapping[str, FlaskClient]) -> FlaskClient:
    """The site over the present release."""
    return sample_sites["second"]


def test_every_span_is_quoted_whole(site: FlaskClient, sample_texts: Mapping[str, str]) -> None:
    spans = rows(site, """SELECT ?file ?start ?end ?words {
        ?span oa:hasSource/pg:fileName ?file ; oa:hasSelector ?place , ?quote .
        ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?words }""")  # fmt: skip
    assert {span["file"] for span in spans} == set(sample_texts)
    for span in spans:
        assert span["words"] == sample_texts[span["file"]][int(span["start"]) : int(span["end"])]
    assert rows(site, "SELECT ?span { ?span pg:opensWith ?words }") == []


@pytest.mark.parametrize("file", ["digital-lake-news.txt", "smart-piers-release.txt", "paper-tickets-op-ed.txt"])
def test_page_of_a_text_shows_all_of_it(site: FlaskClient, sample_texts: Mapping[str, str], file: str) -> None:
    (text,) = rows(site, f'SELECT ?text {{ ?text a pg:SourceText ; pg:fileName "{file}" }}')
    page = site.get("/" + text["text"].removeprefix(DEFAULT_BASE).replace("id/", "doc/") + ".html").text
    assert " ".join(sample_texts[file].split()) in words_of(page)


def test_tags_of_a_saved_page_are_words_of_a_quote_and_nothing_more(site: FlaskClient, ids: Mapping[str, str]) -> None:
    page = site.get(f"/doc/measure/{ids['open-water-data#m1']}.html").text
    assert "40 piers &lt;b&gt;must publish&lt;/b&gt; their readings" in page
    assert "<b>must publish</b>" not in page
    other = site.get(f"/doc/measure/{ids['open-water-data#m2']}.html").text
    assert "boats &amp;amp; bridges included" in other


def test_what_stands_in_a_comment_or_script_of_a_page_is_not_read(site: FlaskClient) -> None:
    read = rows(site, 'SELECT ?words { ?span oa:hasSource/pg:fileName "open-water-data.html" ; '
                      "oa:hasSelector/oa:exact ?words }")  # fmt: skip
    assert read
    assert not [each for each in read if "lighthouse" in each["words"] or "visits" in each["words"]]


@pytest.mark.parametrize(
    ("key", "path", "verdict", "why"),
    [
        ("night-ferry-dump#m3", "measure", "accepted", "Damaged, yet the translation confirms the number."),
        ("digital-lake-news#o3", "observation", "amended", "the first release had left the bound out"),
        ("night-ferry-dump#d1", "document", "disputed", "the English one four"),
        ("night-ferry-dump#m1", "measure", "rejected", "16 October 2023 is no Friday"),
        ("night-ferry-dump#t1", "target", "proposed", "A hope or a target?"),
        ("digital-lake-news#r2", "recommendation", "rejected", "A joke, and told as one"),
    ],
)
def test_page_tells_the_verdict_and_its_reason(
    site: FlaskClient, ids: Mapping[str, str], key: str, path: str, verdict: str, why: str
) -> None:
    reviews = rows(site, f"""SELECT DISTINCT ?evidence ?review {{
        GRAPH ?evidence {{ <{DEFAULT_BASE}id/{path}/{ids[key]}> ?p ?o }}
        ?evidence pg:reviewStatus <https://w3id.org/policygraph/scheme/review/{verdict}> .
        ?review <http://www.w3.org/ns/prov#used> ?evidence ;
                pg:verdict <https://w3id.org/policygraph/scheme/review/{verdict}> ;
                <http://www.w3.org/2000/01/rdf-schema#comment> ?why FILTER(CONTAINS(?why, "{why}")) }}""")  # fmt: skip
    assert reviews
    thing = words_of(site.get(f"/doc/{path}/{ids[key]}.html?lang=en").text)
    assert verdict in thing
    evidence = "/" + reviews[0]["evidence"].removeprefix(DEFAULT_BASE).replace("id/", "doc/")
    assert verdict in words_of(site.get(f"{evidence}.html?lang=en").text)
    review = "/" + reviews[0]["review"].removeprefix(DEFAULT_BASE).replace("id/", "doc/")
    assert why in words_of(site.get(f"{review}.html?lang=en").text)


@pytest.mark.parametrize(
    ("key", "path", "claim", "accepted", "rival"),
    [
        ("night-ferry-dump#d1", "document", "pg:declaredIssuerCount", "3", "4"),
        ("night-ferry-dump#m1", "measure", "pg:startDate", "2023-10-06", "2023-10-16"),
    ],
)
def test_rival_claims_of_two_languages_stand_side_by_side_and_one_is_published(
    site: FlaskClient, ids: Mapping[str, str], key: str, path: str, claim: str, accepted: str, rival: str
) -> None:
    this = f"<{DEFAULT_BASE}id/{path}/{ids[key]}>"
    assert [row["value"] for row in rows(site, f"SELECT ?value {{ {this} {claim} ?value }}")] == [accepted]
    everywhere = rows(site, f"SELECT DISTINCT ?value {{ GRAPH ?evidence {{ {this} {claim} ?value }} }}")
    assert {row["value"] for row in everywhere} == {accepted, rival}


def test_what_is_proposed_or_rejected_is_not_published(site: FlaskClient, ids: Mapping[str, str]) -> None:
    for path, key in (("target", "night-ferry-dump#t1"), ("recommendation", "digital-lake-news#r2")):
        assert rows(site, f"SELECT ?kind {{ <{DEFAULT_BASE}id/{path}/{ids[key]}> a ?kind }}") == []


def test_three_articles_report_on_one_plan(site: FlaskClient, ids: Mapping[str, str]) -> None:
    plan = f"<{DEFAULT_BASE}id/document/{ids['digital-lake-news#d1']}>"
    articles = {row["article"] for row in rows(site, f"SELECT ?article {{ ?article pg:reportsOn {plan} }}")}
    expected = ("digital-lake-news#article", "smart-piers-release#article", "open-water-data#article")
    assert articles == {f"{DEFAULT_BASE}id/article/{ids[key]}" for key in expected}
    titles = {row["title"] for row in rows(site, f"SELECT ?title {{ {plan} dcterms:title ?title }}")}
    assert titles == {"Plan for a Digital Lantern Lake", "数字灯笼湖规划"}


def test_damage_is_told_beside_the_words(site: FlaskClient, ids: Mapping[str, str]) -> None:
    page = words_of(site.get(f"/doc/measure/{ids['night-ferry-dump#m3']}.html?lang=en").text)
    assert "县里还将点亮3OO盏湖灯" in page
    assert "The zeros of 300 are letters O." in page


def test_own_authorities_of_the_workspace_are_published_with_their_day(
    sample_data: Mapping[str, Dataset], site: FlaskClient
) -> None:
    (desk,) = rows(site, """SELECT ?desk ?above ?day ?ground {
        ?desk <http://www.w3.org/ns/org#unitOf> ?above .
        GRAPH ?evidence { ?desk <http://www.w3.org/ns/org#unitOf> ?above }
        ?evidence dcterms:created ?day ; dcterms:source ?ground }""")  # fmt: skip
    assert (desk["day"], desk["ground"]) == ("2024-03-28", "invented for the samples of policygraph")
    page = words_of(site.get("/" + desk["desk"].removeprefix(DEFAULT_BASE).replace("id/", "doc/") + "?lang=en").text)
    assert "Data Desk of the Heron County Lake Office" in page


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of `policygraph serve --sample`, started in an empty folder."""
    port = free_port()
    command = [sys.executable, "-m", "publish.cli", "serve", "--sample", "--port", str(port), "--date", DATE]
    with running(command, port, tmp_path) as address:
        yield address


def test_serving_the_samples_makes_both_releases_apart_from_the_real_ones(served: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(served, timeout=20) as answer:
        assert "Heron County plans a digital Lantern Lake" in answer.read().decode()
    assert sorted(path.name[:9] for path in (tmp_path / "releases" / "samples").glob("2*")) == [
        "2024.03.1",
        "2024.05.1",
    ]
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["samples"]


def test_no_kind_of_page_is_heavy(sample_sites: Mapping[str, FlaskClient]) -> None:
    found = {address: len(page) for address, page in pages(sample_sites["second"], most_alike=4)}
    assert len(found) > 60
    assert {address: size for address, size in found.items() if size > HEAVIEST} == {}
