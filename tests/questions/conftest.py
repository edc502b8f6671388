"""Two releases of the five articles: the shipped records, and the same with two changes. Both are served."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from .second_release import DATE, change
from .serving import served

SHIPPED = Path(__file__).parents[2] / "mappings" / "corpus"
FIRST_DATE = "2026-11-25"


def build(workspace: Path, releases: Path, date: str) -> Path:
    """A release of a workspace, made by the command as a user would call it."""
    command = [str(Path(sys.executable).with_name("policygraph")), "build", str(workspace), "--releases", str(releases)]
    done = subprocess.run([*command, "--date", date], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"policygraph build failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return (releases / "current").resolve()


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folders of the first and the second release."""
    place = tmp_path_factory.mktemp("questions")
    workspace = place / "corpus"
    shutil.copytree(SHIPPED, workspace)
    first = build(workspace, place / "releases", FIRST_DATE)
    change(workspace)
    return {"first": first, "second": build(workspace, place / "releases", DATE)}


@pytest.fixture(scope="session")
def servers(releases: Mapping[str, Path]) -> Iterator[Mapping[str, str]]:
    """The addresses of the servers of both releases."""
    with contextlib.ExitStack() as stack:
        yield {name: stack.enter_context(served(folder)) for name, folder in releases.items()}
