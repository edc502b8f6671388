"""`policygraph audit`: a sheet drawn by chance, verdicts taken back, and an error rate in the next release."""

import csv
from pathlib import Path

import pytest

from publish.release.audit import HEADS

DATE = ("--date", "2026-11-25")


@pytest.fixture
def sheet(run, workspace: Path, tmp_path: Path) -> Path:
    """A worksheet of a built workspace, as it is drawn."""
    assert run("build", workspace, *DATE).exit_code == 0
    words = ("--size", "6", "--by", "predicate", "--seed", "5", "--to", tmp_path / "sheets")
    made = run("audit", "sample", "-w", workspace, *words, "--archive", workspace / "archive")
    assert made.exit_code == 0, made.stderr
    again = run("audit", "sample", "-w", workspace, *words, "--archive", workspace / "archive")
    assert again.exit_code == 0
    (found,) = (tmp_path / "sheets").glob("*.csv")
    return found


def fill(sheet: Path, verdicts: list[str]) -> None:
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for row, verdict in zip(rows, verdicts, strict=True):
            writer.writerow(row | {"verdict": verdict, "by": "editors"})


def test_sheet_has_statements_with_the_words_they_rest_on(sheet: Path, workspace: Path) -> None:
    text = (workspace / "archive" / "reading-rooms.txt").read_text(encoding="utf-8")
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    for row in rows:
        assert row["words"] in text
        assert row["statement"].count(" | ") == 2
        assert row["verdict"] == ""
    page = sheet.with_suffix(".html").read_text(encoding="utf-8")
    assert page.count("<tr>") == 7


def test_other_seed_draws_another_sheet(run, sheet: Path, workspace: Path) -> None:
    words = ("--size", "6", "--seed", "6", "--to", sheet.parent)
    assert run("audit", "sample", "-w", workspace, *words).exit_code == 0
    first, second = (path.read_text(encoding="utf-8") for path in sorted(sheet.parent.glob("*.csv")))
    assert first.replace(",5,", ",6,") != second


def test_sheet_with_verdicts_is_never_overwritten(run, sheet: Path, workspace: Path) -> None:
    fill(sheet, ["right"] * 6)
    words = ("--size", "6", "--seed", "5", "--to", sheet.parent, "--archive", workspace / "archive")
    again = run("audit", "sample", "-w", workspace, *words)
    assert again.exit_code == 2
    assert "may hold verdicts" in again.stderr


def test_verdicts_become_an_error_rate_that_is_published(run, sheet: Path, workspace: Path) -> None:
    fill(sheet, ["wrong", "right", "right", "right", "unclear", ""])
    told = run("audit", "rate", sheet)
    assert "1 wrong of 4 judged, 1 unclear, 6 drawn; error rate 0.2500 (0.0456 to 0.6994)" in told.stdout
    taken = run("audit", "take", sheet, "-w", workspace)
    assert taken.exit_code == 0, taken.stderr
    (kept,) = (workspace / "audits").glob("*.csv")
    with kept.open(encoding="utf-8", newline="") as file:
        assert {row["words"] for row in csv.DictReader(file)} == {""}, "the words stay with those who may read them"
    assert "A new release" in run("build", workspace, *DATE).stdout
    with (workspace / "releases" / "current" / "audit" / "samples.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        assert tuple(next(reader)) == HEADS["samples"]
        assert next(reader)[2:] == ["all", "6", "4", "1", "1", "0.2500", "0.0456", "0.6994"]


@pytest.mark.parametrize(
    ("verdicts", "command", "said"),
    [([""] * 6, "take", "holds no verdict"), (["no"] * 6, "rate", "'no' is no verdict")],
)
def test_sheet_without_sound_verdicts_is_refused(
    run, sheet: Path, verdicts: list[str], command: str, said: str
) -> None:
    fill(sheet, verdicts)
    result = run("audit", command, sheet)
    assert result.exit_code == 1
    assert said in result.stderr
