"""The sample workspace: complete, open, consistent in both its states, and never mixed with the real articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mappings import Archive, Decisions, Record, read_decisions, read_record, verify
from ontology.authority_files import read_authorities, shipped_authorities
from ontology.ledger import Ledger
from ontology.terms import DEFAULT_BASE
from publish.release.checking import check_archive, check_release
from publish.release.manifest import read_manifest
from publish.release.rooms import check_shapes
from publish.workspace import SAMPLES, SHIPPED, Workspace, open_workspace

from .conftest import build_samples

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"


def states(workspace: Workspace) -> Iterator[tuple[str, Workspace]]:
    yield from workspace.history()
    yield "present", workspace


def reviewed(state: Workspace) -> Iterator[tuple[Record, Decisions]]:
    authorities = read_authorities(DEFAULT_BASE, state.authority_files())
    for path in state.record_files():
        record = read_record(path, authorities)
        yield record, read_decisions(state.decisions / path.name, record)


def test_every_text_is_our_own_gift_and_every_span_stands_in_it(samples: Workspace) -> None:
    archive = Archive(samples.archive)
    looked_at = 0
    for _, state in states(samples):
        for record, _ in reviewed(state):
            assert record.article.rights == CC0
            assert verify(record, archive.text(record.source)) == []
            looked_at += 1
    assert looked_at == 8


def test_the_articles_are_of_five_forms(samples: Workspace) -> None:
    records = [record for record, _ in reviewed(samples)]
    assert sorted((record.article.genre, record.source.file.rpartition(".")[2], "".join(
        sorted({expression.language for expression in record.expressions})
    )) for record in records) == [
        ("news-feature", "txt", "en"),
        ("official-interpretation", "html", "en"),
        ("op-ed", "txt", "en"),
        ("press-release", "txt", "enzh"),
        ("press-release", "txt", "zh"),
    ]  # fmt: skip


def test_decisions_of_every_kind_are_taken(samples: Workspace) -> None:
    verdicts = {decision.verdict for _, decisions in reviewed(samples) for decision in decisions.decisions}
    assert verdicts == {"accepted", "rejected", "amended", "disputed", "proposed"}


def test_every_qualifier_and_kind_of_target_occurs(samples: Workspace) -> None:
    records = [record for record, _ in reviewed(samples)]
    observations = [each for record in records for each in record.observations]
    targets = [each for record in records for each in record.targets]
    assert {each.qualifier for each in (*observations, *targets)} - {None} == {
        *("exact", "about", "more-than", "at-least", "less-than", "up-to")
    }
    assert {each.unit for each in observations} == {"CCY_CNY", "PERCENT", "NUM", "percentage-point"}
    assert any(each.conditional and each.deadline and each.value for each in targets)
    assert any(each.kind == ("qualitative",) for each in targets)


def test_ledger_continues_that_of_the_first_state(samples: Workspace) -> None:
    ledgers = [Ledger.read(state.ledger) for _, state in states(samples)]
    earlier, now = ledgers
    assert now.lines[: len(earlier.lines)] == earlier.lines
    assert list(earlier.departed()) == []
    assert sorted(standing.state for _, standing in now.departed()) == ["merged", "split", "withdrawn"]


def test_nobody_of_the_samples_is_an_authority_of_the_real_articles(samples: Workspace) -> None:
    own = read_authorities(DEFAULT_BASE, samples.authority_files())
    added = own.iris.keys() - shipped_authorities(DEFAULT_BASE).iris.keys()
    named = {
        entry.key
        for record, _ in reviewed(samples)
        for section in Record.MENTIONS
        for entry in getattr(record, section)
    }
    assert named == added


def test_releases_of_the_samples_have_a_folder_of_their_own() -> None:
    assert open_workspace(SAMPLES).releases == Path("releases/samples")
    assert open_workspace(SHIPPED).releases == Path("releases")


@pytest.mark.accept("U19")
def test_the_same_samples_give_the_same_bytes_and_names(
    sample_releases: dict[str, Path], samples: Workspace, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in samples.root.rglob("*") if path.is_file()}
    again = build_samples(tmp_path / "again")
    assert [folder.name for folder in again] == [folder.name for folder in sample_releases.values()]
    for one, two in zip(sample_releases.values(), again, strict=True):
        assert contents(one) == contents(two)
    # The ledgers name everything already, so the samples can lie where nobody may write.
    assert {path: path.read_bytes() for path in samples.root.rglob("*") if path.is_file()} == before


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.accept("P02")
@pytest.mark.parametrize("name", ["first", "second"])
def test_release_is_whole_and_agrees_with_the_texts(
    sample_releases: dict[str, Path], samples: Workspace, name: str
) -> None:
    release = sample_releases[name]
    checks = [*check_release(release), *check_archive(release, samples.archive), check_shapes(release, samples.archive)]
    assert [damage for check in checks for damage in check.damages] == []
    assert all(check.count for check in checks)


def test_the_only_warning_is_the_dispute(sample_releases: dict[str, Path]) -> None:
    report = (sample_releases["second"] / "report" / "report.txt").read_text(encoding="utf-8")
    assert report.startswith("The data is good: 0 violations, 1 warning, 0 notes.")
    assert "Warning S33: Notice on Running a Night Ferry" in report


def test_releases_bear_the_dates_of_their_states(sample_releases: dict[str, Path]) -> None:
    first, second = map(read_manifest, sample_releases.values())
    assert (first.date, second.date) == ("2024-03-31", "2024-05-31")
    assert second.previous == sample_releases["first"].name
