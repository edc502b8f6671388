"""Killed anywhere, a build leaves the old release or the new one, and building again gives the same bytes."""

import itertools
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publish.release.build import build
from publish.release.checking import check_release
from publish.release.publishing import current_release
from publish.release.rooms import HouseRooms
from publish.workspace import Workspace, open_workspace

DATE = "2026-11-25"
KILLS = 25  # for each of the two cases below: fifty points in all


@pytest.mark.accept("X1")
@pytest.mark.parametrize("first", [True, False], ids=["first-release", "next-release"])
def test_build_killed_at_random_leaves_the_old_release_or_the_new(
    workspace: Workspace, tmp_path: Path, first: bool
) -> None:
    old = None if first else build(workspace, DATE, HouseRooms()).release.name
    record = workspace.records / "reading-rooms.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("街街有阅览室", "每条街都有阅览室"), encoding="utf-8")
    began = time.monotonic()
    new = build(copy(workspace, tmp_path / "twin"), DATE, HouseRooms()).release.name
    duration = time.monotonic() - began
    place = copy(workspace, tmp_path / "killed")
    moments = random.Random(first)
    for _ in range(KILLS):
        kill_build(place, moments.uniform(0, duration))
        current = current_release(place.releases)
        assert (current.name if current else None) in (old, new)
        if current:
            assert next(iter(check_release(current))).damages == ()
        if current and current.name == new:  # it was quicker than we: from the beginning
            shutil.rmtree(place.root)
            place = copy(workspace, tmp_path / "killed")
    finished = build(place, DATE, HouseRooms()).release
    assert finished.name == new
    assert [damage for check in check_release(finished) for damage in check.damages] == []
    assert list(place.releases.glob(".tmp-*")) == []


@pytest.mark.accept("X1")
def test_build_killed_before_any_change_of_a_name_leaves_the_old_release_or_the_new(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The moments that a random kill seldom meets: just before each rename, replacement and link."""
    old = build(workspace, DATE, HouseRooms()).release.name
    record = workspace.records / "reading-rooms.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("街街有阅览室", "每条街都有阅览室"), encoding="utf-8")
    new = build(copy(workspace, tmp_path / "twin"), DATE, HouseRooms()).release.name
    for step in itertools.count(1):
        place = copy(workspace, tmp_path / f"step-{step}")
        died = die_at(place, step)
        current = current_release(place.releases)
        assert current is not None
        assert current.name == (old if died else new)
        assert next(iter(check_release(current))).damages == ()
        assert build(place, DATE, HouseRooms()).release.name == new
        assert current_release(place.releases) == (place.releases / new).resolve()
        assert list(place.releases.glob(".tmp-*")) == []
        if not died:
            break
    assert step > 6  # cache twice, folder, ledger, release, link made, link replaced


def die_at(workspace: Workspace, step: int) -> bool:
    """Build in a process of its own that is killed before the given change of a name; whether it came so far."""
    child = os.fork()
    if child == 0:
        steps = itertools.count(1)
        for name in ("rename", "replace", "symlink_to"):
            setattr(Path, name, _deadly(getattr(Path, name), steps, step))
        build(workspace, DATE, HouseRooms())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _deadly(change: Callable[..., object], steps: Iterator[int], last: int) -> Callable[..., object]:
    def change_or_die(*arguments: object) -> object:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return change(*arguments)

    return change_or_die


def copy(workspace: Workspace, target: Path) -> Workspace:
    return open_workspace(Path(shutil.copytree(workspace.root, target, symlinks=True)))


def kill_build(workspace: Workspace, after: float) -> None:
    """Begin a build in a process of its own, and end it without warning."""
    child = os.fork()
    if child == 0:
        build(workspace, DATE, HouseRooms())
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
