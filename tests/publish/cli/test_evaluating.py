"""`policygraph evaluate`: figures for annotations and for reviewed records; nothing of these reaches the extraction."""

import json
from pathlib import Path

import pytest

from mappings.extract.confidence import read_weights

TEXT = """\
Lamps for night ferries

The Ministry of Commerce issued the Implementation Plan for Night Ferries on Monday. The plan calls for building forty
lamp depots. Ferries carried 4.2 million passengers in 2023, up 7.1 percent.
"""


def marked(words: str, **fields: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"quote": words, "start": start, "end": start + len(words), **fields}


GOLD = {
    "file": "ferries.txt",
    "lang": "en",
    "documents": [
        marked(
            "Implementation Plan for Night Ferries",
            title="Implementation Plan for Night Ferries",
            aliases=["the plan"],
            issuers=["Ministry of Commerce"],
        )
    ],
    "agencies": [marked("The Ministry of Commerce", name="Ministry of Commerce", aliases=[])],
    "measures": [marked("Lamps for night", document=None)],
    "recommendations": [],
    "targets": [],
    "observations": [marked("up 7.1 percent", value="7.1", unit="percent", period="2023")],
    "optional": [],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "ferries.txt").write_text(TEXT, encoding="utf-8")
    (folder / "ferries.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return folder


def test_figures_by_kind_language_and_genre_with_n_and_interval(run, gold: Path) -> None:
    result = run("evaluate", gold)
    assert result.exit_code == 0, result.output
    rows = {line.split()[0]: line.split() for line in result.stdout.splitlines() if line[:1] not in (" ", "")}
    assert rows["agencies"][1:5] == ["1", "1.000", "1.000", "1.000"]
    assert rows["agencies"][5] == "1.000–1.000"
    assert rows["measures"][3] == "0.000"
    assert "language en, 1 articles" in result.stdout
    assert "genre unknown, 1 articles" in result.stdout
    assert "modality errors: 0 of" in result.stdout


def test_figures_for_programs(run, gold: Path) -> None:
    figures = json.loads(run("evaluate", gold / "ferries.gold.json", "--json").stdout)
    assert figures["kinds"]["agencies"]["n"] == 1
    assert figures["kinds"]["measures"]["missed"] == 1
    assert set(figures["languages"]) == {"en"}
    assert figures["fields"]["issuers"]["of"] == 1


def test_errors_and_rules_are_listed(run, gold: Path) -> None:
    errors = run("evaluate", gold, "--errors", "measures").stdout
    assert "missed  ferries 0-15  Lamps for night" in errors
    assert "never fire" in run("evaluate", gold, "--rules").stdout


def test_texts_may_lie_elsewhere(run, gold: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "texts"
    elsewhere.mkdir()
    (gold / "ferries.txt").rename(elsewhere / "ferries.txt")
    missing = run("evaluate", gold)
    assert missing.exit_code == 1
    assert "--texts" in missing.stderr
    assert run("evaluate", gold, "--texts", elsewhere).exit_code == 0


@pytest.mark.parametrize("content", ["{", "[]", "{}", '"measures"'])
def test_what_is_no_annotation_is_said(run, gold: Path, content: str) -> None:
    (gold / "ferries.gold.json").write_text(content, encoding="utf-8")
    result = run("evaluate", gold)
    assert result.exit_code == 1
    assert "is no annotation" in result.stderr


def test_weights_are_made_and_can_be_read(run, gold: Path, tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    result = run("evaluate", gold, "--calibrate", "--weights", path)
    assert result.exit_code == 0, result.output
    assert "precision" in result.stdout
    assert read_weights(path).auto <= 1


def test_reviewed_records_are_a_measure_too(run, workspace: Path, tmp_path: Path) -> None:
    source = tmp_path / "ferries.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert run("add", source, "-w", workspace, "--date", "2026-11-20").exit_code == 0
    keys = {
        row["kind"]: row["key"]
        for row in map(json.loads, run("review", "list", "ferries", "-w", workspace, "--json").stdout.splitlines())
    }
    decided = run("review", "accept", keys["agency"], "--why", "Read.", "-w", workspace, "--date", "2026-11-21")
    assert decided.exit_code == 0, decided.stderr
    figures = json.loads(run("evaluate", "-w", workspace, "--json").stdout)
    assert figures["kinds"]["agencies"]["right"] >= 1
    assert figures["kinds"]["agencies"]["missed"] == 0
    written = run("review", "gold", "ferries", "-w", workspace, "--out", tmp_path / "own")
    assert written.exit_code == 0
    own = json.loads((tmp_path / "own" / "ferries.gold.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in own["agencies"]] == ["Ministry of Commerce"]
    assert all(TEXT[each["start"] : each["end"]] == each["quote"] for each in own["optional"])
