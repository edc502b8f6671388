"""The documentation pages: every query and every curl line on them is executed as it stands."""

import re
import shlex
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from shutil import which

import pytest

from publish.site.docs import CHAPTERS

from ..questions.serving import served

LINE = re.compile(r'<code class="curl">(.*?)</code>')
RUN = re.compile(r'<a class="button" href="(/sparql\?[^"]+)">')


@pytest.fixture(scope="module")
def address(sample_releases: Mapping[str, Path]) -> Iterator[str]:
    """A server over the samples."""
    with served(sample_releases["second"]) as base:
        yield base


def read(address: str, path: str, accept: str = "text/html") -> str:
    with urllib.request.urlopen(urllib.request.Request(f"{address}{path}", headers={"Accept": accept})) as answer:
        content: bytes = answer.read()
    return content.decode()


@pytest.mark.skipif(which("curl") is None, reason="curl is not installed here, so its lines cannot be run")
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_every_line_runs_and_gives_something(address: str, chapter: object) -> None:
    page = read(address, f"docs/{chapter.name}")  # type: ignore[attr-defined]
    lines = [unescape(each) for each in LINE.findall(page)]
    assert len(lines) == len(chapter.lines)  # type: ignore[attr-defined]
    for line in lines:
        command = shlex.split(line.replace("http://localhost:8000/", address))
        assert command[0] == "curl"
        done = subprocess.run([*command, "--fail", "--max-time", "20"], capture_output=True, timeout=30, check=False)
        assert done.returncode == 0, line
        assert done.stdout.strip(), line


def test_every_query_runs_and_has_rows(address: str) -> None:
    asked = [unescape(each) for each in RUN.findall(read(address, "docs/asking"))]
    assert len(asked) > 5
    for path in asked:
        rows = read(address, path.lstrip("/"), "text/csv").splitlines()
        assert len(rows) > 1, path
