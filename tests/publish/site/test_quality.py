"""The pages about quality: every rule and every check has one, every page is linked, and findings are shown."""

from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ontology.quality import read_checks
from ontology.terms import PG, SHAPE
from publish.release.rooms import HouseRooms
from publish.site.app import create_app
from publish.site.quality import FINDINGS_SHOWN
from shapes.catalogue import catalogue
from shapes.findings import Finding, Report, Severity
from shapes.report import to_turtle

from .conftest import BASE, MEASURE, OTHER, write_release
from .test_pages import Reader

HTML = {"Accept": "text/html"}
CHECKS = {check.name: check for check in read_checks()}
RULES = {iri.removeprefix(str(SHAPE)): rule for iri, rule in catalogue().constraints.items()}
PAGES = ["/quality", "/quality/two-domains", "/quality/Measure-instrument", "/quality/PolicyDocument-duplicate"]
BROKEN = "Measure-instrument"


def finding(thing: str, value: str | None = None) -> Finding:
    rule = RULES[BROKEN]
    focus = f"{BASE}id/measure/{thing}"
    return Finding(
        rule.iri, rule.identifier, Severity.WARNING, focus, str(PG.instrument), value, rule.message_en, rule.message_zh
    )


def report(*findings: Finding) -> dict[str, bytes]:
    return {"report/report.ttl": to_turtle(Report.of(findings)).encode(), "report/report.html": b"<!doctype html>"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The site of a release with all shapes and checks, and two findings."""
    more = {**HouseRooms().fixed_files(), **report(finding(MEASURE), finding(OTHER, '"<b>bold</b>"'))}
    folder = tmp_path_factory.mktemp("releases") / "2026.11.2-0123456789ab"
    return create_app(write_release(folder, more=more)).test_client()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole_and_in_its_language(client: FlaskClient, path: str, language: str) -> None:
    response = client.get(path, query_string={"lang": language}, headers=HTML)
    assert response.status_code == 200
    page = Reader(response.text)
    assert page.open == []
    assert page.elements[0] == ("html", {"lang": {"en": "en", "zh": "zh-Hans"}[language]})
    assert response.headers["Content-Language"] == {"en": "en", "zh": "zh-Hans"}[language]
    assert len(page.attributes("id")) == len(set(page.attributes("id")))


def test_every_rule_and_every_check_is_listed_and_has_a_page(client: FlaskClient) -> None:
    links = [href for href in Reader(client.get("/quality").text).attributes("href") if href.startswith("/quality/")]
    assert sorted(links) == sorted(f"/quality/{name}" for name in (*RULES, *CHECKS))
    assert [href for href in links if client.get(href).status_code != 200] == []


def test_no_rule_is_called_as_a_check_is() -> None:
    assert set(RULES) & set(CHECKS) == set()


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_check_shows_its_head_and_its_query(client: FlaskClient, name: str) -> None:
    page = unescape(client.get(f"/quality/{name}").text)
    for text in (CHECKS[name].title, CHECKS[name].source, "SELECT DISTINCT ?term"):
        assert text in page


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_shows_number_and_message_in_both_languages(client: FlaskClient, name: str) -> None:
    page = unescape(client.get(f"/quality/{name}").text)
    rule = RULES[name]
    assert f"<dd>{rule.identifier}</dd>" in page
    for message, clause in ((rule.message_en, ": "), (rule.message_zh, "：")):
        for part in message.split(clause, 1):
            assert part[1:].rstrip(".。") in page


def test_rule_shows_what_is_asked(client: FlaskClient) -> None:
    assert "sh:path pg:instrument" in client.get("/quality/Measure-instrument").text
    assert "$this pg:reviewStatus ?value" in client.get("/quality/Asserting-reviewer").text
    assert "SELECT DISTINCT ?focus ?path ?value" in client.get("/quality/PolicyDocument-duplicate").text


def test_every_page_leads_to_the_list(client: FlaskClient) -> None:
    for path in ("/", "/ontology", f"/doc/measure/{MEASURE}", "/quality/two-domains"):
        assert "/quality" in Reader(client.get(path, headers=HTML).text).attributes("href")


def test_shape_leads_to_its_rules_and_back(client: FlaskClient) -> None:
    for shape in ("Measure", "Measure-instrument"):
        page = Reader(client.get(f"/shape/{shape}", headers=HTML).text)
        assert "/quality/Measure-instrument" in page.attributes("href")
    assert "/shape/Measure-instrument" in Reader(client.get("/quality/Measure-instrument").text).attributes("href")


def test_every_rule_has_an_iri_that_answers(client: FlaskClient) -> None:
    assert [name for name in RULES if client.get(f"/shape/{name}", headers=HTML).status_code != 200] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_findings_are_shown_by_name_with_what_to_do(client: FlaskClient, language: str) -> None:
    page = client.get(f"/quality/{BROKEN}", query_string={"lang": language}).text
    rule = RULES[BROKEN]
    assert {"en": "Findings in this release (2)", "zh": "本发布版本中的发现 (2)"}[language] in page
    assert f'href="/id/measure/{MEASURE}"' in page
    assert {"en": "Open reading rooms on Sundays", "zh": "周日开放阅览室"}[language] in page
    assert f"<bdi>{rule.message_en if language == 'en' else rule.message_zh}</bdi>" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_list_counts_findings_and_begins_with_them(client: FlaskClient) -> None:
    first = client.get("/quality?lang=en").text.partition("<tbody>")[2].partition("</tr>")[0]
    assert f"/quality/{BROKEN}" in first
    assert '<td class="number">2</td>' in first
    assert "Nothing to report." in client.get("/quality/PolicyDocument-duplicate?lang=en").text


def test_list_leads_to_the_whole_report_and_the_files(client: FlaskClient) -> None:
    assert "/release/2026.11.2/report/report.html" in Reader(client.get("/quality").text).attributes("href")
    with client.get("/release/2026.11.2/ontology/checks/two-domains.rq") as response:
        assert response.mimetype == "application/sparql-query"


def test_many_findings_are_cut_and_said_to_be(tmp_path: Path) -> None:
    many = [finding(MEASURE, f'"{number}"') for number in range(FINDINGS_SHOWN + 1)]
    folder = write_release(tmp_path / "2026.11.2-0123456789ab", more=report(*many))
    page = create_app(folder).test_client().get(f"/quality/{BROKEN}?lang=en").text
    assert f"the first {FINDINGS_SHOWN} of {FINDINGS_SHOWN + 1}" in page


@pytest.mark.parametrize("name", ["nothing", "Measure", "values", "Measure-instrument.ttl", "%3Cscript%3E"])
def test_what_is_no_rule_is_unknown(client: FlaskClient, name: str) -> None:
    response = client.get(f"/quality/{name}", headers=HTML)
    assert response.status_code == 404
    assert "<script>" not in response.text


def test_release_without_checks_and_report_has_its_rules(release: Path) -> None:
    client = create_app(release).test_client()
    page = client.get("/quality").text
    assert f"/quality/{BROKEN}" in page
    assert "report.html" not in page
    assert client.get(f"/quality/{BROKEN}").status_code == 200
    assert client.get("/quality/two-domains").status_code == 404
