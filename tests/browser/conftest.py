"""A real browser before the real server: headless Chromium, driven by Playwright, over the samples."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
DATE = "2024-05-31"
KINDS = ("Article", "PolicyDocument", "PublicBody", "Measure", "Target", "Recommendation", "Observation",
         "skos:Concept", "foaf:Person")  # fmt: skip


@dataclass(frozen=True)
class Served:
    """A server of the samples."""

    address: str

    def first(self, kind: str) -> str:
        """The path of the page about the first thing of a kind."""
        with urlopen(f"{self.address}/browse.csv?kind={kind}") as answer:
            iri = answer.read().decode().splitlines()[1].partition(",")[0]
        return urlsplit(iri).path.replace("/policygraph/scheme", "/scheme").replace("/id/", "/doc/")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`policygraph serve --sample`, on a free port."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium (apt-get install chromium)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder: Path = tmp_path_factory.mktemp("browser")
    command = [sys.executable, "-m", "publish.cli", "serve", "--sample", "--releases", str(folder / "releases"),
               "--date", DATE, "--port", str(port)]  # fmt: skip
    with (folder / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/health", server, folder / "log")
            yield Served(address)
        finally:
            server.terminate()
            server.wait(30)


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(address):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def chromium(served: Served) -> Iterator["Browser"]:
    """The browser; the tests are skipped where Playwright is not installed."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed (pip install playwright)"
    )
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(served: Served, chromium: "Browser", request: pytest.FixtureRequest) -> Iterator["Page"]:
    """A page in a window of its own, of a reader of English, or of the locale that is the test's parameter.

    At the end: no other host was asked, and nothing was complained about.
    """
    context = chromium.new_context(base_url=served.address, locale=getattr(request, "param", "en-GB"),
                                   viewport={"width": 1100, "height": 900})  # fmt: skip
    opened = context.new_page()
    elsewhere: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: elsewhere.append(request.url))
    opened.on("response", lambda answer: said.append(answer.url) if answer.status >= 400 else None)
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert [each for each in elsewhere if not each.startswith((served.address, "data:"))] == []
    assert [each for each in said if not each.startswith((f"{served.address}/nowhere", "Failed to load"))] == []
