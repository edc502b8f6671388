"""Every page of the release of the five articles is light, and valid HTML by the Nu HTML checker (which needs Java)."""

import json
import re
import shutil
import subprocess
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from os import environ
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ontology.terms import DEFAULT_BASE
from publish.site.app import create_app

CHECKER = Path(__file__).parents[2] / ".cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar"
INSTALL = "npm install --prefix .cache/vnu vnu-jar@26.9.27"
HREF = re.compile(r'href="(/[^"#]*)')
ALL = "POLICYGRAPH_ALL_PAGES"  # in the environment: look at all pages, which takes minutes
HEAVIEST = 150_000  # bytes of a page, without the editor
MOST_ALIKE = 12  # pages of one kind, and of one path with a query string
KIND = re.compile(r"/[a-z]+/[a-z]+(?=/)|/[^/?]*")


def missing() -> str:
    """Why the pages cannot be checked; empty if they can."""
    if shutil.which("java") is None:
        return "Java is not installed"
    return "" if CHECKER.is_file() else f"the Nu HTML checker is not installed ({INSTALL})"


@pytest.fixture(scope="module")
def crawled(releases: Mapping[str, Path]) -> Mapping[str, bytes]:
    """The pages that links lead to, by their addresses."""
    found = dict(pages(create_app(releases["second"]).test_client()))
    assert len(found) > 200
    return found


def test_no_page_is_heavy(crawled: Mapping[str, bytes]) -> None:
    assert {address: len(page) for address, page in crawled.items() if len(page) > HEAVIEST} == {}


@pytest.mark.skipif(bool(missing()), reason=missing())
@pytest.mark.timeout(600)
def test_every_page_is_valid(crawled: Mapping[str, bytes], tmp_path: Path) -> None:
    addresses = list(crawled)
    for number, page in enumerate(crawled.values()):
        (tmp_path / f"{number}.html").write_bytes(page)
    faults = checked(tmp_path)
    assert {addresses[int(Path(name).stem)]: fault for name, fault in faults.items()} == {}


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_checker_sees_a_fault(tmp_path: Path) -> None:
    (tmp_path / "0.html").write_text("<!doctype html><html lang=en><title>t</title><p><ul></ul></p>", encoding="utf-8")
    assert list(checked(tmp_path)) == ["0.html"]


def pages(client: FlaskClient, most_alike: int = MOST_ALIKE) -> Iterator[tuple[str, bytes]]:
    """Pages of every kind that links lead to from the front page, in either language, with their addresses."""
    waiting, seen, alike = deque(["/", "/?lang=zh", "/?lang=en"]), set[str](), Counter[tuple[str, str]]()
    while waiting:
        address = waiting.popleft()
        path, _, query = address.partition("?")
        kind = path if query and "." not in path else KIND.match(path)[0], query.partition("=")[0]
        if address in seen or (alike[kind] >= most_alike and ALL not in environ):
            continue
        seen.add(address)
        alike[kind] += 1
        with client.get(address, headers={"Accept": "text/html"}) as response:
            if response.status_code in (301, 302, 303):
                waiting.append(response.headers["Location"].replace(DEFAULT_BASE, "/"))
            elif response.mimetype == "text/html":
                yield address, response.data
                waiting += [href.replace("&amp;", "&") for href in HREF.findall(response.text)]


def checked(folder: Path) -> dict[str, list[str]]:
    """The errors in the pages of a folder, by file; warnings are not counted."""
    command = [
        "java",
        "-jar",
        str(CHECKER),
        "--errors-only",
        "--exit-zero-always",
        "--format",
        "json",
        "--skip-non-html",
    ]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True, timeout=500)
    found: dict[str, list[str]] = {}
    for message in json.loads(done.stderr)["messages"]:
        name = Path(message["url"]).name
        found.setdefault(name, []).append(f"{message.get('lastLine')}: {message['message']}")
    return found
