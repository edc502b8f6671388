"""Killed anywhere, a build leaves the old release or the new one, and building again gives the same bytes."""

import itertools
import multiprocessing
import random
import runpy
import shutil
import signal
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from publish.release.build import build
from publish.release.checking import check_release
from publish.release.publishing import current_release
from publish.release.rooms import HouseRooms
from publish.workspace import Workspace, open_workspace

DATE = "2026-11-25"
KILLS = 25  # for each of the two cases below: fifty points in all
SCRIPT = str(Path(__file__).with_name("dying_build.py"))

# A server without any store open forks the builds: a store's threads do not survive a fork of this process.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["publish.release.rooms"])


@pytest.mark.accept("X1")
@pytest.mark.parametrize("first", [True, False], ids=["first-release", "next-release"])
def test_build_killed_at_random_leaves_the_old_release_or_the_new(
    workspace: Workspace, tmp_path: Path, first: bool
) -> None:
    old = None if first else build(workspace, DATE, HouseRooms()).release.name
    change(workspace)
    twin = copy(workspace, tmp_path / "twin")
    began = time.monotonic()
    assert ended(start(twin)) == 0
    duration = time.monotonic() - began
    new = name_of_current(twin)
    place = copy(workspace, tmp_path / "killed")
    moments = random.Random(first)
    deaths = 0
    for _ in range(KILLS):
        child = start(place)
        time.sleep(moments.uniform(0, duration))
        child.kill()
        deaths += ended(child) == -signal.SIGKILL
        assert name_of_current(place) in (old, new)
        if name_of_current(place) == new:  # it was quicker than we: from the beginning
            shutil.rmtree(place.root)
            place = copy(workspace, tmp_path / "killed")
    assert deaths > KILLS / 2
    assert_finished(place, new)


@pytest.mark.accept("X1")
def test_build_killed_before_any_change_of_a_name_leaves_the_old_release(workspace: Workspace, tmp_path: Path) -> None:
    """The moments that a random kill seldom meets: just before each rename, replacement and link."""
    old = build(workspace, DATE, HouseRooms()).release.name
    change(workspace)
    new = build(copy(workspace, tmp_path / "twin"), DATE, HouseRooms()).release.name
    for step in itertools.count(1):
        place = copy(workspace, tmp_path / f"step-{step}")
        if ended(start(place, step)) == 0:
            break
        assert name_of_current(place) == old
        assert_finished(place, new)
    assert step > 6  # the cache twice, the folder, the ledger or the store, the release, the link made and replaced


def change(workspace: Workspace) -> None:
    record = workspace.records / "reading-rooms.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("街街有阅览室", "每条街都有阅览室"), encoding="utf-8")


def copy(workspace: Workspace, target: Path) -> Workspace:
    return open_workspace(Path(shutil.copytree(workspace.root, target, symlinks=True)))


def start(workspace: Workspace, step: int = 0) -> ForkServerProcess:
    given = {"root": str(workspace.root), "date": DATE, "step": step}
    child = PROCESSES.Process(target=runpy.run_path, args=(SCRIPT, given))
    child.start()
    return child


def ended(child: ForkServerProcess) -> int | None:
    child.join(timeout=60)
    assert child.exitcode is not None, "the build hangs"
    return child.exitcode


def name_of_current(workspace: Workspace) -> str | None:
    """The name of the current release, whose files are as its manifest says; None when there is none."""
    current = current_release(workspace.releases)
    if current is None:
        return None
    assert next(iter(check_release(current))).damages == ()
    return current.name


def assert_finished(workspace: Workspace, new: str) -> None:
    """Building again makes the very release that an undisturbed build makes, and leaves nothing lying about."""
    finished = build(workspace, DATE, HouseRooms()).release
    assert finished.name == new
    assert name_of_current(workspace) == new
    assert [damage for check in check_release(finished) for damage in check.damages] == []
    assert list(workspace.releases.glob(".tmp-*")) == []
