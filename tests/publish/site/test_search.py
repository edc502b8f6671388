"""Search as people see it: what was found, marked and narrowed down."""

import csv

import pytest
from flask.testing import FlaskClient

from .conftest import BASE, DOCUMENT, MEASURE, OTHER

HTML = {"Accept": "text/html"}


def found(client: FlaskClient, words: str) -> list[str]:
    """What a search leads to, the best first."""
    rows = client.get("/search.csv", query_string={"q": words}).text.splitlines()
    return [row["iri"].removeprefix(f"{BASE}id/") for row in csv.DictReader(rows)]


@pytest.mark.accept("A06")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("周日", [f"measure/{MEASURE}"]),
        ("週日", [f"measure/{MEASURE}"]),  # traditional characters
        ("bicycle", [f"measure/{OTHER}"]),
        ("规划", [f"document/{DOCUMENT}"]),
        ("sundays 阅览", [f"measure/{MEASURE}"]),
        ("nobody", []),
        ("", []),
        ("  ", []),
        ("***", []),
    ],
)
def test_words_lead_to_things(client: FlaskClient, words: str, expected: list[str]) -> None:
    assert found(client, words)[: max(1, len(expected))] == expected


def test_words_are_marked_where_they_stand(client: FlaskClient) -> None:
    page = client.get("/search?q=週日&lang=zh", headers=HTML).text
    assert "<mark>周日</mark>开放阅览室" in page
    english = client.get("/search?q=reading&lang=en", headers=HTML).text
    assert "<mark>reading</mark> rooms on Sundays" in english


def test_words_that_may_be_quoted_are_found_too(client: FlaskClient) -> None:
    assert f"measure/{MEASURE}" in found(client, "周日开放。好")


def test_search_is_narrowed_down_by_facets(client: FlaskClient) -> None:
    page = client.get("/search?q=阅览室&lang=en&kind=Measure", headers=HTML).text
    assert f"/doc/measure/{MEASURE}" in page
    assert f"/doc/document/{DOCUMENT}" not in page.partition('<ol class="results">')[2].partition("</ol>")[0]


@pytest.mark.accept("W1")
@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x>', "bicycles", "\u202eabc", "\x00", "a" * 5_000]
)
def test_what_was_asked_for_is_shown_as_text(client: FlaskClient, words: str) -> None:
    response = client.get("/search", query_string={"q": words, "lang": "en"}, headers=HTML)
    assert response.status_code == 200
    assert "<script>" not in response.text
    assert "<img" not in response.text


def test_hostile_name_is_marked_and_still_text(client: FlaskClient) -> None:
    page = client.get("/search?q=onerror&lang=en", headers=HTML).text
    assert "<mark>onerror</mark>" in page
    assert "<img" not in page


def test_without_words_there_is_only_the_form(client: FlaskClient) -> None:
    page = client.get("/search?lang=en", headers=HTML).text
    assert 'type="search"' in page
    assert "results" not in page
