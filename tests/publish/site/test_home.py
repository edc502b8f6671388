"""The front page: the dataset by its title, its numbers, its plots, how to cite it."""

import html
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from publish.release.index import index_files
from publish.site.app import create_app
from publish.store.dataset import Dataset

from .conftest import DOCUMENT, MEASURE, SMALL, write_release

MORE = """
<id/observation/s1> a pg:Observation ; pg:indicator <https://w3id.org/policygraph/scheme/indicator/visits> ;
    <http://purl.org/linked-data/sdmx/2009/measure#obsValue> 1200000 ; pg:asReported "1.2 million visits" ;
    <http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure> <http://qudt.org/vocab/unit/NUM> ;
    <http://purl.org/linked-data/sdmx/2009/dimension#refPeriod> <id/period/z1> .
<id/period/z1> a pg:Period ; pg:firstDay "2022-01-01"^^xsd:date ; pg:lastDay "2022-12-31"^^xsd:date .
<https://w3id.org/policygraph/scheme/indicator/visits> a pg:Indicator , skos:Concept ;
    skos:prefLabel "visits to reading rooms"@en , "阅览室访问量"@zh .
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site with a dated document and a figure."""
    return create_app(write_release(tmp_path_factory.mktemp("home") / "release", data=SMALL + MORE)).test_client()


@pytest.mark.parametrize(("language", "title"), [("en", "Reading rooms"), ("zh", "阅览室")])
def test_dataset_is_named_by_its_title(client: FlaskClient, language: str, title: str) -> None:
    page = client.get(f"/?lang={language}").text
    assert f"<h1><bdi>{title}</bdi></h1>" in page
    citation = page.partition('class="citation"')[2].partition("</p>")[0]
    assert title in citation
    assert "2026.11.2" in citation
    assert {"en": "25 November 2026", "zh": "2026年11月25日"}[language] in citation


def test_numbers_lead_to_what_they_count(client: FlaskClient) -> None:
    page = client.get("/?lang=en").text
    counts = re.findall(r'<a href="(/browse\?kind=[^"]+)"><bdi>[^<]+</bdi> <strong>(\d+)</strong>', page)
    assert len(counts) >= 5
    for href, count in counts:
        assert f">{count} found" in client.get(f"{html.unescape(href)}&lang=en").text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_plot_has_its_table_and_its_query(client: FlaskClient, language: str) -> None:
    page = client.get(f"/?lang={language}").text
    plots = re.findall(r'<section class="plot".*?</section>', page, re.DOTALL)
    assert len(plots) == 2  # no measure here has an instrument and a sector
    for plot in plots:
        assert plot.count("<svg") == 1
        assert "<table>" in plot
        query = re.search(r'href="(/sparql\?query=[^"]+)"', plot)
        assert query
        answer = client.get(html.unescape(query[1]), headers={"Accept": "text/csv"})
        assert answer.status_code == 200
        assert len(answer.text.splitlines()) == 1 + plot.count("<tr>") - 1


def test_figure_is_shown_as_reported_and_normalised(client: FlaskClient) -> None:
    table = client.get("/?lang=zh").text.partition("plot-figures")[2]
    for expected in ("阅览室访问量", "1.2 million visits", "1,200,000", "120万", ">2022<"):
        assert expected in table


def test_indicator_has_its_series(client: FlaskClient) -> None:
    page = client.get("/scheme/indicator/visits?lang=en", headers={"Accept": "text/html"}).text
    assert "1.2 million visits" in page.partition('class="plot"')[2]


def test_front_page_is_light_and_asks_nothing_that_grows(client: FlaskClient) -> None:
    response = client.get("/?lang=en")
    assert len(response.data) < 150_000
    assert client.get("/?lang=en").data == response.data


def test_index_is_the_same_bytes_whatever_order_the_quads_come_in(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "release")
    lines = (folder / "data" / "dataset.nq").read_bytes().splitlines()
    files = [index_files(Dataset.of_lines(some), "http://localhost:8000/") for some in (lines, lines[::-1])]
    assert files[0] == files[1]
    assert {name: (folder / name).read_bytes() for name in files[0]} == files[0]


def test_document_is_drawn_with_what_stands_around_it(client: FlaskClient) -> None:
    page = client.get(f"/doc/document/{DOCUMENT}.html?lang=en").text
    picture = page.partition('aria-labelledby="picture"')[2].partition("</svg>")[0]
    for expected in ("Ministry of Reading", "Open reading rooms on Sundays", "Reading rooms open"):
        assert expected in picture
    assert f'xlink:href="/doc/measure/{MEASURE}"' in picture
    assert "Council" not in picture  # a reading that was not accepted
