"""Three people at work, each from the front page to what they came for, in both languages, in a real browser."""

import re
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef

from publish.site.examples import QUESTIONS
from publish.site.wording import wording
from publish.site.wording_of_audit import audit_wording
from publish.site.wording_of_queries import query_wording

if TYPE_CHECKING:
    from playwright.sync_api import Page

BOTH = pytest.mark.parametrize("page", ["en-GB", "zh-CN"], indirect=True)


def begin(page: "Page") -> str:
    """Open the front page; its language, which is the reader's."""
    page.set_default_timeout(10_000)
    page.goto("/")
    language = str(page.evaluate("navigator.language"))[:2]
    assert str(page.locator("html").get_attribute("lang")).startswith(language)
    return language


def bar(page: "Page", name: str) -> None:
    """Follow a link of the bar that is on every page."""
    page.locator("header nav").get_by_role("link", name=name, exact=True).click()


@BOTH
def test_analyst_goes_from_a_question_to_a_table_with_evidence_to_a_file(page: "Page") -> None:
    language = begin(page)
    words, ask = wording(language), query_wording(language)
    bar(page, words["endpoint"])
    who = next(each for each in QUESTIONS if each.english == "Who issued which document?")
    page.get_by_role("link", name=f"▶ {who.title(language)}").click()
    assert "SELECT" in page.locator("#query").input_value()
    page.get_by_label(ask["with_evidence"]).check()
    page.get_by_role("button", name=words["run_it"]).click()
    page.wait_for_url("**evidence=1**")
    rows = page.locator("table").last.locator("tbody tr").count()
    link = page.get_by_role("link", name="CSV", exact=True).get_attribute("href")
    assert link
    file = page.request.get(link)
    assert file.headers["content-type"].startswith("text/csv")
    assert len(file.text().splitlines()) == rows + 1 > 3
    page.locator("td.grounds a").first.click()
    assert page.locator(":target").inner_text()  # the words, marked in the article


@BOTH
def test_developer_goes_from_a_measure_to_its_data_and_its_citation(page: "Page") -> None:
    words = wording(begin(page))
    bar(page, words["browse_title"])
    page.locator(".facets a[href*='kind=Measure']").first.click()
    page.locator(".results .name").first.click()
    iri = page.locator(".title .iri code").inner_text()
    heading = page.locator("h1").inner_text()
    said = {}
    for name, format in (("Turtle", "turtle"), ("JSON-LD", "json-ld")):
        link = page.locator(".formats").get_by_role("link", name=name, exact=True).get_attribute("href")
        assert link
        answer = page.request.get(link)
        assert answer.ok
        if format == "turtle":
            said = {str(each) for each in Graph().parse(data=answer.text(), format=format).objects(URIRef(iri))}
        else:
            assert iri.rpartition("/")[2] in answer.text()
    assert heading in said
    assert page.locator("link[rel=cite-as]").get_attribute("href") == iri
    page.locator("footer a[href*='/release/']").click()
    assert page.locator("h1").inner_text().startswith(words["release"])


@BOTH
def test_librarian_goes_from_a_number_to_words_rule_person_and_samples(page: "Page") -> None:
    language = begin(page)
    words, audit = wording(language), audit_wording(language)
    number = page.locator(".counts a[href*='kind=Recommendation']")
    total = int(re.sub(r"\D", "", number.inner_text()))
    number.click()
    page.locator(".results > li").first.wait_for()
    assert page.locator(".results > li").count() == total
    page.locator(".results .name").first.click()
    card = page.locator(".card:has(.words)").first.get_attribute("id")  # evidence that lies in words
    page.locator(f".facts .marks a[href='#{card}']").first.click()
    page.locator(".card:target h3 a").first.click()
    evidence = page.url
    place = page.locator("article .place a").first.inner_text()
    page.locator(".to-words").first.click()
    start, end = re.findall(r"\d+", place)[-2:]
    page.locator(":target").wait_for()  # until it is seen
    assert page.url.endswith(f"#c{start}-{end}")
    page.goto(evidence)
    page.locator("dl.facts a[href*='/rule/']").first.click()
    assert re.search(r"\d+(\.\d+)? %", page.locator("section[aria-labelledby=section-judged]").inner_text())
    page.goto(evidence)
    page.locator(".history a[href*='/agent/']").first.click()
    assert page.locator("h1").inner_text()
    bar(page, words["audit"])
    samples = page.locator("section[aria-labelledby=samples]")
    assert audit["samples_note"] in samples.inner_text()
    assert audit["no_samples"] in samples.inner_text() or samples.locator("tbody tr").count() > 0
