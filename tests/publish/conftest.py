"""A small workspace to build: one article written for the tests, and its record, accepted as a whole."""

import shutil
from pathlib import Path

import pytest

from publish.workspace import Workspace, init_workspace, open_workspace

CASES = Path(__file__).parents[1] / "cases"
DATE = "2026-11-25"
ACCEPTED = """\
format: policygraph-decisions/1
record: reading-rooms
decisions:
  - {on: record, verdict: accepted, by: editors, at: 2026-11-25, why: Read against the whole text.}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one accepted article and its text."""
    made = init_workspace(tmp_path / "workspace")
    record = (CASES / "records" / "reading-rooms.yaml").read_text(encoding="utf-8")
    record = record.replace(", reads: {qualifier: more-than}", "")  # a rival reading would need a decision of its own
    (made.records / "reading-rooms.yaml").write_text(record, encoding="utf-8")
    shutil.copy(CASES / "texts" / "reading-rooms.txt", made.archive)
    (made.decisions / "reading-rooms.yaml").write_text(ACCEPTED, encoding="utf-8")
    return open_workspace(made.root)
