"""The benchmark itself: its articles are such as a build takes, and it runs to its end. No time is asserted."""

import subprocess
import sys
from pathlib import Path

from mappings import read_decisions, read_record
from publish.release.build import build
from publish.release.rooms import HouseRooms

from . import generator

HERE = Path(__file__).parent


def test_generated_articles_are_read_back_as_they_were_made(tmp_path: Path) -> None:
    workspace = generator.workspace(tmp_path / "workspace", 5)
    for record, decisions in generator.articles(5):
        path = workspace.records / f"{record.name}.yaml"
        assert read_record(path) == record
        assert read_decisions(workspace.decisions / path.name, record) == decisions


def test_same_seed_gives_the_same_articles() -> None:
    assert list(generator.articles(3, seed=7)) == list(generator.articles(4, seed=7))[:3]
    assert list(generator.articles(3, seed=7)) != list(generator.articles(3, seed=8))


def test_generated_articles_can_be_released(tmp_path: Path) -> None:
    workspace = generator.workspace(tmp_path / "workspace", 3)
    assert build(workspace, generator.DATE, HouseRooms()).is_new


def test_bench_prints_its_table() -> None:
    done = subprocess.run([sys.executable, HERE / "run.py", "tiny"], check=True, capture_output=True, text=True)
    rows = [
        [cell.strip() for cell in line.split("|")[1:]] for line in done.stdout.splitlines() if line.startswith("| ")
    ]
    assert len(rows[1:]) == 10
    assert {row[0] for row in rows if not row[2]} <= {
        "validate, of plain pySHACL",  # too slow for the smallest size
        "extract Chinese, of tagging with jieba",  # peers that may not be installed
        "extract English, of the bare tagger and parser",
    }
