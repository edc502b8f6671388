"""Browsing: facets that compose, and the same list as a page, as CSV and as SPARQL."""

import csv
import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from ontology.terms import DEFAULT_BASE
from publish.index.facets import FACETS, KINDS, PROLOGUE, grouped
from publish.index.things import Indexed
from publish.release.index import index
from publish.site.app import create_app
from publish.store.dataset import Dataset

from .conftest import BASE, DOCUMENT, MEASURE, OTHER, write_release

HTML = {"Accept": "text/html"}
MORE = """
<id/measure/mm6qpm60> pg:sector scheme:sector/education ; pg:instrument scheme:instrument/guidance .
<id/measure/m71bnbbb> pg:sector scheme:sector/education , scheme:sector/transport .
<https://w3id.org/policygraph/scheme/sector/education> a skos:Concept ; skos:prefLabel "education"@en , "教育"@zh .
<id/document/d37vmg67> eli:number "阅发〔2023〕7号" .
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site with two measures of which one is of a sector and an instrument more."""
    data = (Path(__file__).parent / "small.trig").read_text(encoding="utf-8") + MORE.replace(
        "scheme:sector/", "<https://w3id.org/policygraph/scheme/sector/").replace(
        "scheme:instrument/", "<https://w3id.org/policygraph/scheme/instrument/")  # fmt: skip
    data = re.sub(r"(<https://w3id.org/policygraph/scheme/(?:sector|instrument)/[a-z]+)(?=[ ,;.])", r"\1>", data)
    return create_app(write_release(tmp_path_factory.mktemp("browse") / "release", data=data)).test_client()


def listed(client: FlaskClient, query: str) -> list[str]:
    """The things that a list has, by its CSV."""
    rows = list(csv.DictReader(client.get(f"/browse.csv{query}").text.splitlines()))
    return [row["iri"] for row in rows]


def asked(client: FlaskClient, query: str) -> list[str]:
    """The things that the SPARQL on the page gives."""
    page = client.get(f"/browse{query}", headers=HTML).text
    href = html.unescape(re.search(r'href="(/sparql\?query=[^"]+)"', page)[1])  # type: ignore[index]
    text = parse_qs(urlsplit(href).query)["query"][0]
    answer = client.get("/sparql", query_string={"query": text}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return [row["thing"] for row in csv.DictReader(answer.text.splitlines())]


SOME = [
    "",
    "?kind=Measure",
    "?kind=Measure&kind=PolicyDocument",
    "?kind=Measure&sector=sector/education",
    "?sector=sector/education&instrument=instrument/guidance",
    f"?document=document/{DOCUMENT}",
    "?agency=agent/nhdwk8xm",
    "?year=2023&kind=Measure",
    "?status=review/accepted",
    "?article=article/kbdps6qj&sector=sector/transport",
    "?sector=sector/nothing",
]


@pytest.mark.parametrize("query", SOME)
def test_list_its_csv_and_its_sparql_say_the_same(client: FlaskClient, query: str) -> None:
    found = listed(client, query)
    assert sorted(found) == sorted(set(asked(client, query)))
    page = client.get(f"/browse{query}", headers=HTML).text
    assert f">{len(found)} found" in page
    assert all(f'title="{iri}"' in page for iri in found)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=Measure", {f"measure/{MEASURE}", f"measure/{OTHER}"}),
        ("?kind=Measure&sector=sector/transport", {f"measure/{OTHER}"}),
        ("?sector=sector/education&instrument=instrument/guidance", {f"measure/{MEASURE}"}),
        ("?year=2023&kind=PolicyDocument", {f"document/{DOCUMENT}"}),
        ("?sector=sector/nothing", set()),
    ],
)
def test_facets_compose(client: FlaskClient, query: str, expected: set[str]) -> None:
    assert {iri.removeprefix(f"{BASE}id/") for iri in listed(client, query)} == expected


def test_choosing_shows_counts_and_can_be_undone(client: FlaskClient) -> None:
    page = client.get("/browse?kind=Measure&lang=en", headers=HTML).text
    chosen = page.partition('class="chosen"')[2].partition("</ul>")[0]
    assert 'href="?"' in chosen
    education = re.search(r'<a href="([^"]+)"[^>]*><bdi>education</bdi></a> <span class="count">(\d+)</span>', page)
    assert education
    assert education[2] == "2"
    assert len(listed(client, html.unescape(education[1]))) == 2


def test_sorted_by_year_the_newest_stands_first(client: FlaskClient) -> None:
    years = [row["year"] for row in csv.DictReader(client.get("/browse.csv?sort=year").text.splitlines())]
    assert years == sorted(years, reverse=True)
    assert years[0] == "2023"


@pytest.mark.parametrize("query", ["?year=x", "?kind=Nothing", "?sector=%3E%20%7D", "?document=a%22b", "?agency=../x"])
def test_value_that_no_facet_can_have_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/browse{query}", headers=HTML).status_code == 400
    assert client.get(f"/browse.csv{query}").status_code == 400


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=99999999999", "?sort=x", "?unknown=1"])
def test_what_is_misspelt_otherwise_is_left_aside(client: FlaskClient, query: str) -> None:
    assert client.get(f"/browse{query}", headers=HTML).status_code == 200


def test_other_language_keeps_what_was_chosen(client: FlaskClient) -> None:
    page = client.get("/browse?kind=Measure&lang=en", headers=HTML).text
    assert 'href="?kind=Measure&amp;lang=zh"' in page
    assert "举措" in client.get("/browse?kind=Measure&lang=zh", headers=HTML).text


def held(things: Sequence[Indexed], facet: str) -> set[tuple[str, str]]:
    """What the index says of a facet."""
    return {(each.iri, value) for each in things for value in each.facets.get(facet, ())}


@pytest.fixture(scope="module")
def shipped(corpus_quads: tuple[ox.Quad, ...]) -> tuple[list[Indexed], ox.Store]:
    """The index of the five articles, and their dataset to ask."""
    dataset = Dataset.of(corpus_quads)
    return index(dataset, DEFAULT_BASE), dataset.store()


@pytest.mark.parametrize("name", FACETS)
def test_facet_of_the_index_is_what_its_pattern_says(shipped: tuple[list[Indexed], ox.Store], name: str) -> None:
    things, store = shipped
    kinds = " ".join(f"<{each}>" for each in KINDS)
    text = f"{PROLOGUE}SELECT ?thing ?{name} {{ VALUES ?any {{ {kinds} }} ?thing a ?any . {FACETS[name].pattern} }}"
    answer = store.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    said = {(row["thing"].value, row[name].value) for row in answer}  # type: ignore[union-attr]
    if name == "kind":  # things have other kinds too, by which they are not browsed
        said = {(thing, kind) for thing, kind in said if kind in {str(each) for each in KINDS}}
    assert held(things, name) == said
    assert said


def test_counts_of_a_plot_are_those_of_its_query(shipped: tuple[list[Indexed], ox.Store]) -> None:
    things, store = shipped
    counted: dict[tuple[str, str], int] = {}
    for each in things:
        if str(KINDS[6]) in each.facets["kind"]:
            for instrument in each.facets.get("instrument", ()):
                for sector in each.facets.get("sector", ()):
                    counted[instrument, sector] = counted.get((instrument, sector), 0) + 1
    answer = store.query(grouped(("instrument", "sector"), KINDS[6]))
    assert isinstance(answer, ox.QuerySolutions)
    rows: Mapping[tuple[str, str], int] = {
        (row["instrument"].value, row["sector"].value): int(row["count"].value)  # type: ignore[union-attr]
        for row in answer
    }
    assert rows == counted


@pytest.mark.parametrize(
    ("page", "href"),
    [
        ("/doc/agent/nhdwk8xm", "/browse?agency=agent/nhdwk8xm"),
        (f"/doc/document/{DOCUMENT}", f"/browse?document=document/{DOCUMENT}"),
        ("/doc/article/kbdps6qj", "/browse?article=article/kbdps6qj"),
        ("/scheme/sector/education", "/browse?sector=sector/education"),
        ("/scheme/review/accepted", "/browse?status=review/accepted"),
    ],
)
def test_page_leads_to_what_is_browsed_by_its_thing(client: FlaskClient, page: str, href: str) -> None:
    text = client.get(f"{page}?lang=en", headers=HTML).text
    found = re.search(rf'<a href="{re.escape(href)}"><bdi>[^<]*: (\d+)</bdi>', text)
    assert found
    assert len(listed(client, href.partition("browse")[2])) == int(found[1]) > 0
