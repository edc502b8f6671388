"""What people see: names in both languages, the words behind every fact, and nothing that could harm them."""

from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from .conftest import DISPUTED, DOCUMENT, EVIDENCE, MEASURE, OTHER, TEXT

PAGES = [
    "/",
    "/ontology",
    "/sparql",
    "/scheme/review",
    "/shape/Measure",
    "/quality",
    "/quality/Measure-instrument",
    "/release/2026.11.2",
    f"/doc/measure/{MEASURE}",
    f"/doc/measure/{OTHER}",
    f"/doc/document/{DOCUMENT}",
    f"/doc/evidence/{EVIDENCE}",
    f"/doc/text/{TEXT}",
]
HTML = {"Accept": "text/html"}


class Reader(HTMLParser):
    """Collects the attributes of a page's elements and whether every element is closed in order."""

    VOID = ("link", "meta", "br", "img", "input", "hr")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


@pytest.fixture(scope="module")
def measure_page(client: FlaskClient) -> str:
    return client.get(f"/doc/measure/{MEASURE}.html?lang=en").text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole_and_in_its_language(client: FlaskClient, path: str, language: str) -> None:
    response = client.get(path, query_string={"lang": language}, headers=HTML)
    assert response.status_code == 200
    page = Reader(response.text)
    assert page.open == []
    assert page.elements[0] == ("html", {"lang": {"en": "en", "zh": "zh-Hans"}[language]})
    identifiers = page.attributes("id")
    assert len(identifiers) == len(set(identifiers))


COPY = "/static/copy.js"
SCRIPTS = {"/sparql": ["/static/yasqe/yasqe.min.js", "/static/query.js"]}  # the one page that has an editor
DATA = {"/sparql": "application/json"}  # what its editor completes


@pytest.mark.accept("A03", "W2")
@pytest.mark.parametrize("path", PAGES)
def test_page_needs_no_script_and_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers=HTML)
    page = Reader(response.text)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"style", "iframe", "object", "img"}
    scripts = [attributes for tag, attributes in page.elements if tag == "script"]
    assert {script.get("type") for script in scripts if "src" not in script} <= {"application/ld+json", DATA.get(path)}
    assert not page.attributes("style")
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert page.attributes("src") == [COPY, *SCRIPTS.get(path, [])]  # what helps where scripts run; the form needs none
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; " in policy  # nothing inline, nothing from elsewhere
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    for tag, attributes in page.elements:
        if tag == "link" and attributes["rel"] == "stylesheet":
            with client.get(attributes["href"]) as sheet:
                assert sheet.mimetype == "text/css"


@pytest.mark.accept("D07")
@pytest.mark.parametrize("path", PAGES)
def test_page_links_to_the_licence(client: FlaskClient, path: str) -> None:
    assert 'rel="license" href="http://creativecommons.org/licenses/by/4.0/"' in client.get(path, headers=HTML).text


@pytest.mark.accept("A02", "A04")
def test_both_names_are_shown_each_in_its_language(client: FlaskClient, measure_page: str) -> None:
    assert "<h1><bdi>Open reading rooms on Sundays</bdi></h1>" in measure_page
    assert '<p class="elsewhere" lang="zh-Hans"><bdi>周日开放阅览室</bdi></p>' in measure_page
    chinese = client.get(f"/doc/measure/{MEASURE}.html?lang=zh").text
    assert "<h1><bdi>周日开放阅览室</bdi></h1>" in chinese
    assert '<p class="elsewhere" lang="en"><bdi>Open reading rooms on Sundays</bdi></p>' in chinese
    assert "载于" in chinese  # the property in Chinese, from the ontology


def test_facts_lead_to_their_evidence(measure_page: str) -> None:
    assert "set out in" in measure_page
    assert "Reading room plan" in measure_page
    assert '<a href="#evidence-1">[1]</a>' in measure_page
    assert 'id="evidence-1"' in measure_page


def test_evidence_tells_status_words_place_rule_and_run(measure_page: str) -> None:
    card = measure_page.partition('id="evidence-1"')[2].partition("</article>")[0]
    for expected in (f"/id/evidence/{EVIDENCE}", "accepted", "阅览室周日开放。好", "reading.txt", "characters 10–19",
                     f"/id/text/{TEXT}#char=10,19", "Read by a person", "/id/run/kbdps6qj-1"):  # fmt: skip
        assert expected in card
    assert '<blockquote lang="zh-Hans">' in card


def test_words_that_may_not_be_quoted_are_shown_by_their_ends(client: FlaskClient) -> None:
    page = client.get(f"/doc/document/{DOCUMENT}.html").text
    assert '<bdi>阅读部印发</bdi> <span class="gap">…</span> <bdi>阅览室规划</bdi>' in page


def test_words_of_the_original_are_found_in_the_live_page(measure_page: str, client: FlaskClient) -> None:
    quoted = "%E9%98%85%E8%A7%88%E5%AE%A4%E5%91%A8%E6%97%A5%E5%BC%80%E6%94%BE%E3%80%82%E5%A5%BD"
    assert f"https://example.org/reading#:~:text={quoted}" in measure_page
    assert "#:~:text=%E9%98%85%E8%AF%BB%E9%83%A8%E5%8D%B0%E5%8F%91,%E9" in client.get(f"/doc/document/{DOCUMENT}").text


def test_what_is_not_accepted_is_set_apart_with_its_reason(client: FlaskClient) -> None:
    page = client.get(f"/doc/document/{DOCUMENT}.html?lang=en").text
    accepted, _, apart = page.partition("Readings that are not accepted")
    assert "Ministry of Reading" in accepted
    assert "Council" not in accepted
    assert "Council" in apart
    assert "The council approved it." in apart


def test_evidence_page_shows_what_it_asserts_the_digest_and_the_review(client: FlaskClient) -> None:
    page = client.get(f"/doc/evidence/{DISPUTED}.html?lang=en").text
    asserted = page.partition("What this reading asserts")[2].partition("</table>")[0]
    for expected in ("Reading room plan", "issued by", "Council"):
        assert expected in asserted
    assert "0b" in page
    assert "/id/review/kbdps6qj-1" in page


def test_text_page_has_an_anchor_for_every_span(client: FlaskClient) -> None:
    page = client.get(f"/doc/text/{TEXT}.html").text
    for fragment in ("char=0,80", "char=10,19", "char=20,70"):
        assert f'id="{fragment}"' in page
    assert f"/id/evidence/{EVIDENCE}" in page


def test_incoming_links_are_named(client: FlaskClient) -> None:
    page = client.get(f"/doc/document/{DOCUMENT}.html?lang=en").text
    incoming = page.partition("What points here")[2]
    assert "set out in" in incoming
    assert "Open reading rooms on Sundays" in incoming
    assert "reports on" in incoming


@pytest.mark.accept("W1")
def test_only_web_addresses_become_links(client: FlaskClient) -> None:
    page = Reader(client.get(f"/doc/measure/{OTHER}.html").text)
    assert "https://example.org/a?b=c" in page.attributes("href")
    assert not [href for href in page.attributes("href") if href.lower().startswith("javascript")]
    assert "javascript:alert(1)" in client.get(f"/doc/measure/{OTHER}.html").text


@pytest.mark.accept("W2")
def test_markup_in_a_name_is_shown_as_text(client: FlaskClient) -> None:
    page = client.get(f"/doc/measure/{OTHER}.html?lang=en").text
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.accept("W4")
def test_characters_that_turn_the_line_are_made_visible_on_the_page_alone(client: FlaskClient) -> None:
    assert "借用自行车[U+202E]cod" in client.get(f"/doc/measure/{OTHER}.html?lang=zh").text
    assert "借用自行车\u202ecod" in client.get(f"/doc/measure/{OTHER}.jsonld").text


def test_vocabulary_links_lead_here_and_show_the_iri(measure_page: str) -> None:
    assert 'href="/ontology#Measure" title="https://w3id.org/policygraph/ontology#Measure"' in measure_page


def test_front_page_tells_what_there_is(client: FlaskClient) -> None:
    page = client.get("/?lang=en").text
    for expected in ("Reading rooms open", "Reading room plan", "Ministry of Reading", "阅览室规划", "SELECT"):
        assert expected in page
