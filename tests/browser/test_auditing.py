"""What librarians and analysts do, in a real browser: from a list to the words and back, from a question to a table."""

import re
from typing import TYPE_CHECKING

import pytest

from .conftest import DATE, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RELEASES = "2024.03.1", "2024.05.1"
PAGES = (
    "/audit",
    "/audit/machine-only",
    "/doc/rule/editorial-reading@1",
    "/docs/asking",
    "/terms/Measure",
    "/sparql",
    f"/release/{RELEASES[0]}/diff/{RELEASES[1]}",
)
COUNT = "SELECT ?kind (COUNT(?thing) AS ?many) { ?thing a ?kind } GROUP BY ?kind"


def test_from_the_desk_to_the_words_to_the_statement_and_to_its_evidence(page: "Page") -> None:
    page.goto("/audit?lang=en")
    row = page.locator("tr").filter(has_text="disputed").first
    row.get_by_role("link", name=re.compile("3 other departments")).click()
    assert page.url.endswith("#c42-126")
    mark = page.locator("#c42-126")
    assert "3 other departments on the Night Ferry" in mark.inner_text()
    mark.locator("sup a").last.click()
    statement = page.locator(".said:target")
    statement.get_by_role("link", name="42–126").click()
    assert page.url.endswith("#c42-126")
    statement = page.locator(f"#{mark.locator('sup a').last.get_attribute('href')}".replace("##", "#"))
    statement.get_by_role("link", name="evidence").click()
    assert "Competing readings" in page.locator("main").inner_text()
    page.locator(".to-words").click()
    assert page.url.endswith("#c42-126")


def test_statements_and_words_are_reached_by_keyboard(page: "Page") -> None:
    page.goto("/audit?lang=en")
    page.locator("tr").filter(has_text="disputed").first.get_by_role("link", name=re.compile("3 other")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#c42-126")
    page.wait_for_function("document.querySelector(':target') !== null")  # from where Tab goes on
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"#s\d+$"))


def test_editor_completes_our_words_and_brings_their_prefix(page: "Page") -> None:
    page.goto("/sparql?lang=en")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT * WHERE { ?m declaredI")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint").filter(has_text="pg:declaredIssuerCount").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.CodeMirror').CodeMirror.getValue().includes('PREFIX pg:')")
    page.keyboard.type(" ?n }")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**query=**")
    assert page.locator("table").last.locator("tbody tr").count() > 0


def test_from_a_question_to_a_table_with_evidence_to_a_download(page: "Page") -> None:
    page.goto("/sparql?lang=en")
    page.get_by_role("link", name="▶ Who issued which document?").click()
    page.get_by_label("with the words each row rests on").check()
    page.get_by_role("button", name="Run it").click()
    page.wait_for_url("**evidence=1**")
    assert page.locator("td.grounds a").count() > 5
    rows = page.locator("table").last.locator("tbody tr").count()
    file = page.request.get(page.get_by_role("link", name="CSV", exact=True).get_attribute("href") or "")
    assert file.headers["content-type"].startswith("text/csv")
    assert len(file.text().splitlines()) == rows + 1


def test_form_works_without_script(served: Served, chromium: "Browser") -> None:
    context = chromium.new_context(base_url=served.address, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/sparql")
    page.locator("textarea").fill(COUNT)
    page.get_by_label("with a chart").check()
    page.get_by_role("button", name="Run it").click()
    assert page.locator("figure meter").count() > 5
    context.close()


@pytest.mark.accept("A01")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_audit(served: Served, chromium: "Browser", scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    context = chromium.new_context(
        base_url=served.address,
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="zh-CN" if scheme == "dark" else "en-GB",
        bypass_csp=True,
    )
    page, found = context.new_page(), []
    page.goto("/audit")
    evidence = page.locator("a[href*='/id/evidence/']").first.get_attribute("href") or ""
    for path in (*PAGES, evidence.replace("/id/", "/doc/"), served.first("Article")):
        page.goto(path)
        results = axe.Axe().run(page)
        found += [f"{path}: {each['id']}: {each['nodes'][0]['html'][:150]}" for each in results.response["violations"]]
    context.close()
    assert found == []


def test_releases_are_those_of_the_date() -> None:
    assert RELEASES[1].startswith(DATE[:7].replace("-", "."))
