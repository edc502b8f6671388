"""The command with `--sample`, and with a workspace that has authorities and a history of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish.cli import main
from publish.workspace import SAMPLES

from .conftest import DATE

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `policygraph` with these words in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the samples that a test may change, without its history."""
    folder = Path(shutil.copytree(SAMPLES, tmp_path / "copied"))
    shutil.rmtree(folder / "history")
    return folder


@pytest.mark.parametrize("name", ["build", "serve", "check"])
def test_a_workspace_and_the_samples_are_two_things(run: Run, copied: Path, name: str) -> None:
    result = run(name, copied, "--sample")
    assert result.exit_code == 2
    assert "Name a workspace or --sample, not both." in result.stderr


@pytest.mark.parametrize(("option", "value"), [("--release", "somewhere"), ("--endpoint", "http://localhost/sparql")])
def test_query_asks_the_samples_or_something_else(run: Run, tmp_path: Path, option: str, value: str) -> None:
    (tmp_path / "question.rq").write_text("ASK {}")
    result = run("query", "question.rq", "--sample", option, value)
    assert result.exit_code == 2
    assert "two things to ask" in result.stderr


def test_samples_are_built_in_order_once_and_checked_with_their_texts(run: Run, tmp_path: Path) -> None:
    built = run("build", "--sample", "--date", DATE)
    assert built.exit_code == 0
    assert built.stdout.count("A new release: releases/samples/2024.0") == 2
    again = run("build", "--sample", "--date", DATE)
    assert again.stdout.startswith("Nothing changed: the current release is releases/samples/2024.05.1-")
    checked = run("check", "--sample")
    assert checked.exit_code == 0
    assert "spans have the digest and the words of the text" in checked.stdout
    (tmp_path / "question.rq").write_text("SELECT (COUNT(*) AS ?n) { ?s <http://purl.org/dc/terms/isReplacedBy> ?o }")
    assert run("query", "question.rq", "--sample").stdout.splitlines()[0] == "n"
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["samples"]


def test_a_build_that_was_stopped_between_two_states_goes_on_with_the_next(run: Run, tmp_path: Path) -> None:
    run("build", "--sample", "--date", DATE)
    releases = tmp_path / "releases" / "samples"
    second = (releases / "current").resolve()
    (releases / "current").unlink()
    shutil.move(second, tmp_path / "second")
    assert run("build", "--sample", "--date", DATE).stdout.count("A new release: ") == 1
    assert (releases / "current").resolve().name == second.name


def test_earlier_state_without_a_date_is_refused(run: Run, copied: Path) -> None:
    (copied / "history" / "before").mkdir(parents=True)
    result = run("build", copied)
    assert result.exit_code == 2
    assert str(copied / "history" / "before") in result.stderr
    assert "Name it by the day" in result.stderr


def test_new_workspace_has_a_folder_for_its_authorities(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path / "new").exit_code == 0
    assert (tmp_path / "new" / "authorities").is_dir()


def test_changed_authority_makes_a_new_release(run: Run, copied: Path) -> None:
    run("build", copied, "--date", DATE)
    agencies = copied / "authorities" / "agencies.ttl"
    text = agencies.read_text(encoding="utf-8")
    agencies.write_text(text.replace('"Heron County Council"@en', '"Council of Heron County"@en'), encoding="utf-8")
    assert "A new release: " in run("build", copied, "--date", DATE).stdout
    dump = (copied / "releases" / "current" / "data" / "dataset.nq").read_text(encoding="utf-8")
    assert "Council of Heron County" in dump


def test_faulty_authority_is_refused_with_its_file(run: Run, copied: Path) -> None:
    agencies = copied / "authorities" / "agencies.ttl"
    text = agencies.read_text(encoding="utf-8")
    agencies.write_text(text.replace('"heron-council"', '"heron-senate"'), encoding="utf-8")
    result = run("build", copied)
    assert result.exit_code == 1
    assert f"where:  {agencies}, heron-senate" in result.stderr
    assert "Name it <id/agent/" in result.stderr


def test_mention_of_nobody_tells_where_to_add_the_authority(run: Run, copied: Path) -> None:
    (copied / "authorities" / "persons.ttl").unlink()
    result = run("build", copied)
    assert result.exit_code == 1
    assert "no thing or authority 'pu-xiaozhou'" in result.stderr
    assert "add the authority to the workspace's authorities/" in result.stderr


def test_records_of_a_workspace_are_anchored_with_its_authorities(run: Run, copied: Path) -> None:
    record = copied / "records" / "night-ferry-dump.yaml"
    before = record.read_bytes()
    assert run("anchor", record, "--archive", copied / "archive").exit_code == 0
    assert run("anchor", "-w", copied).exit_code == 0
    assert record.read_bytes() == before


@pytest.mark.accept("U19")
def test_one_text_in_two_records_is_refused(run: Run, copied: Path) -> None:
    text = (copied / "records" / "open-water-data.yaml").read_text(encoding="utf-8")
    twin = copied / "records" / "open-water-again.yaml"
    twin.write_text(text.replace("name: open-water-data", "name: open-water-again"), encoding="utf-8")
    result = run("build", copied)
    assert result.exit_code == 1
    assert "speaks of the same text as open-water-again" in result.stderr
    assert "Keep one of the two records." in result.stderr
