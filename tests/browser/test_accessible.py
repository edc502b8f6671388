"""axe-core finds nothing on any type of page, by day and by night, in both languages."""

from typing import TYPE_CHECKING

import pytest

from .conftest import Served
from .test_reading import paths

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.accept("A01")
@pytest.mark.parametrize(("scheme", "language", "width"), [("light", "en-GB", 1100), ("dark", "zh-CN", 390)])
def test_axe_finds_nothing(served: Served, chromium: "Browser", scheme: str, language: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    context = chromium.new_context(
        base_url=served.address, color_scheme=scheme, locale=language, bypass_csp=True,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    page, found = context.new_page(), []
    for path in paths(served):
        page.goto(path)
        results = axe.Axe().run(page)
        found += [f"{path}: {each['id']}: {each['nodes'][0]['html'][:150]}" for each in results.response["violations"]]
    context.close()
    assert found == []
