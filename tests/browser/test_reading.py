"""What readers do, in a real browser: find, narrow down, switch language, follow a statement to its words."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from .conftest import KINDS, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = ("/", "/browse", "/browse?kind=Measure", "/search", "/search?q=养老", "/ontology", "/release/", "/quality",
         "/limits", "/scheme/sector", "/nowhere")  # fmt: skip


@lru_cache
def paths(served: Served) -> list[str]:
    """One page of each type."""
    return [*PAGES, *(served.first(kind) for kind in KINDS)]


def opened(page: "Page", path: str) -> None:
    """Open a page."""
    answer = page.goto(path)
    assert answer
    assert answer.status < 500


def test_measure_is_found_from_the_home_page_in_two_clicks(page: "Page") -> None:
    page.goto("/?lang=en")
    page.get_by_role("link", name=re.compile(r"^measure \d+$")).click()
    page.locator(".results .name").first.click()
    assert urlsplit(page.url).path.startswith("/doc/measure/")
    assert page.locator("h1").inner_text()


def test_words_in_chinese_are_found_and_marked(page: "Page") -> None:
    page.goto("/?lang=zh")
    page.get_by_role("searchbox").fill("養老")
    page.keyboard.press("Enter")
    assert page.locator(".results mark").first.inner_text() == "养老"
    page.locator(".results .name").first.click()
    assert "养老" in page.locator("main").inner_text()


def test_facets_are_chosen_and_let_go(page: "Page") -> None:
    page.goto("/browse?lang=en")
    page.locator(".facets").get_by_role("link", name="measure", exact=True).click()
    of_kind = page.locator(".results > li").count()
    sector = page.locator(".facets section").filter(has_text="Sector").locator("li").first
    count = int(sector.locator(".count").inner_text())
    sector.locator("a").click()
    assert page.locator(".chosen li").count() == 2
    assert page.locator(".results > li").count() == count <= of_kind
    shared, found = page.url, page.locator(".results").inner_text()
    page.goto(shared)
    assert page.locator(".results").inner_text() == found
    page.locator(".chosen a").nth(1).click()
    page.locator(".chosen a").first.click()
    assert page.locator(".chosen").count() == 0


def test_language_is_switched_where_one_is(page: "Page") -> None:
    page.goto("/browse?kind=Measure&lang=en")
    page.get_by_role("link", name="中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.locator(".chosen li").count() == 1
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_statement_leads_to_its_words_and_back(page: "Page", served: Served) -> None:
    page.goto(served.first("Measure"))
    mark = page.locator(".facts .marks a").first
    anchor = mark.get_attribute("href")
    assert anchor
    mark.click()
    assert page.locator(f"{anchor}:target").is_visible()
    page.go_back()
    assert not page.url.endswith(anchor)


@pytest.mark.parametrize(("language", "copy", "copied"), [("en", "Copy", "Copied"), ("zh", "复制", "已复制")])
def test_address_is_copied_by_keyboard_and_that_is_said(
    page: "Page", served: Served, language: str, copy: str, copied: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served.first('Measure')}?lang={language}")
    button = page.get_by_role("button", name=copy, exact=True)
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text=copied).wait_for(state="attached")
    iri = page.locator(".iri code").inner_text()
    assert iri.startswith("http")
    assert page.evaluate("navigator.clipboard.readText()") == iri


def test_address_can_be_copied_where_the_browser_keeps_the_clipboard(page: "Page", served: Served) -> None:
    """As on a page that came without TLS from another machine: what was selected is copied."""
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(f"{served.first('Measure')}?lang=en")
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("getSelection().toString()") == page.locator(".iri code").inner_text()


def test_plot_has_its_table_one_click_away(page: "Page") -> None:
    page.goto("/?lang=en")
    plot = page.locator(".plot").first
    assert plot.locator("svg").is_visible()
    assert not plot.locator("table").is_visible()
    plot.locator("summary").click()
    assert plot.locator("table").is_visible()
    plot.get_by_role("link", name="The query").click()
    assert urlsplit(page.url).path == "/sparql"


def test_keyboard_reaches_the_content_at_once(page: "Page") -> None:
    page.goto("/?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["width"] > 20  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.accept("A03")
def test_nothing_needs_a_script(served: Served, chromium: "Browser") -> None:
    context = chromium.new_context(base_url=served.address, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/")
    page.locator(".counts a[href*=Measure]").first.click()
    page.locator(".facets section:nth-of-type(2) li a").first.click()
    page.locator(".results .name").first.click()
    assert urlsplit(page.url).path.startswith("/doc/")
    assert page.locator("h1").inner_text()
    context.close()


def test_no_page_is_wider_than_a_phone(served: Served, page: "Page") -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    for path in paths(served):
        opened(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_lines_are_short_enough_to_read(served: Served, page: "Page") -> None:
    page.set_viewport_size({"width": 1600, "height": 900})
    for path in paths(served):
        opened(page, path)
        widest = page.evaluate(
            "Math.max(0, ...[...document.querySelectorAll('main p, main dd, main blockquote')].map("
            "each => each.getBoundingClientRect().width / parseFloat(getComputedStyle(each).fontSize)))"
        )
        assert widest <= 50, path  # in em: 75 characters of the alphabet, 50 of Chinese


def test_page_is_dark_where_readers_like_it_so(served: Served, chromium: "Browser") -> None:
    shades = {}
    for scheme in ("light", "dark"):
        page = chromium.new_page(base_url=served.address, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto("/")
        red = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")
        shades[scheme] = int(red)
        page.close()
    assert shades["dark"] < 64 < 192 < shades["light"]


def test_paper_has_the_content_alone(served: Served, page: "Page") -> None:
    page.emulate_media(media="print")
    page.goto(served.first("Measure"))
    assert not page.locator("header").is_visible()
    assert page.locator(".facts").first.is_visible()
