"""Putting releases in place: the lock, the leftovers of dead builds, versions, and the link to the current one."""

import multiprocessing
import os
from pathlib import Path

import pytest

from ontology.errors import ReleaseError
from publish.release import publishing


def test_second_holder_of_the_lock_is_told_to_come_back(tmp_path: Path) -> None:
    with (
        publishing.locked(tmp_path),
        pytest.raises(publishing.BusyError, match="another build"),
        publishing.locked(tmp_path),
    ):
        pass


def test_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    child = multiprocessing.get_context("fork").Process(target=_hold_and_die, args=(tmp_path,))
    child.start()
    child.join()
    assert child.exitcode == 9
    with publishing.locked(tmp_path):
        assert (tmp_path / ".lock").exists()


def _hold_and_die(releases: Path) -> None:
    with publishing.locked(releases):
        os._exit(9)


def test_leftovers_of_dead_builds_are_swept_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".tmp-dead" / "data").mkdir(parents=True)
    (tmp_path / ".tmp-current-77").symlink_to("nowhere")
    (tmp_path / "2026.11.1-0123456789ab").mkdir()
    assert publishing.sweep(tmp_path) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["2026.11.1-0123456789ab"]


def test_staging_is_gone_when_the_build_fails(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="cannot be written"), publishing.staging(tmp_path) as staged:
        (staged / "half.nq" / "more").write_text("half", encoding="ascii")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("present", "date", "expected"),
    [
        ([], "2026-11-25", "2026.11.1"),
        (["2026.11.1-0123456789ab"], "2026-11-30", "2026.11.2"),
        (["2026.11.9-0123456789ab", "2026.11.10-0123456789ab"], "2026-11-30", "2026.11.11"),
        (["2026.11.4-0123456789ab"], "2026-12-01", "2026.12.1"),
        (["2026.11.1-backup", ".tmp-2026", "refused"], "2026-11-25", "2026.11.1"),
    ],
)
def test_version_counts_the_releases_of_a_month(tmp_path: Path, present: list[str], date: str, expected: str) -> None:
    for name in present:
        (tmp_path / name).mkdir()
    assert publishing.next_version(tmp_path, date) == expected


def test_releases_are_listed_by_number_and_not_by_spelling(tmp_path: Path) -> None:
    for name in ("2026.11.10-0123456789ab", "2026.11.9-0123456789ab", "2025.12.1-0123456789ab", "other"):
        (tmp_path / name).mkdir()
    names = [folder.name[:-13] for folder in publishing.release_folders(tmp_path)]
    assert names == ["2025.12.1", "2026.11.9", "2026.11.10"]


def test_published_release_is_current_and_read_only(tmp_path: Path) -> None:
    first, second = (_finished(tmp_path, name) for name in ("2026.11.1-0123456789ab", "2026.11.2-0123456789ab"))
    publishing.publish(first, tmp_path)
    publishing.publish(second, tmp_path)
    assert publishing.current_release(tmp_path) == tmp_path / second.name
    assert (tmp_path / first.name / "data" / "x.nq").stat().st_mode & 0o222 == 0
    publishing.point_current_at(tmp_path / first.name)
    assert publishing.current_release(tmp_path) == tmp_path / first.name


def _finished(releases: Path, name: str) -> Path:
    folder = releases / f".tmp-{name}" / name
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "x.nq").write_text("", encoding="ascii")
    return folder


def test_a_link_that_leads_nowhere_is_no_current_release(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("2026.11.1-0123456789ab")
    assert publishing.current_release(tmp_path) is None


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    with (
        pytest.raises(ReleaseError, match="cannot be written") as caught,
        publishing.locked(tmp_path / "file" / "releases"),
    ):
        pass
    assert str(tmp_path / "file") in caught.value.where


def test_atomic_write_replaces_whole_files(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    publishing.write_atomically(path, b"old")
    publishing.write_atomically(path, b"new\n")
    assert path.read_bytes() == b"new\n"
    assert list(tmp_path.iterdir()) == [path]
