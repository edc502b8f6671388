"""Serving the release that `current` names, also when it moves on.

The new release is verified and loaded beside the old one, and then takes its place between two requests: none fails, no
connection is closed. A damaged one is refused, the last good one before it is served, and `/health` says so.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from ontology.errors import ProjectError, StoreError
from publish.site.release import Release, verified_or_older

CURRENT = "current"
LOOK_SECONDS = 1.0
_OPEN = "import sys, pathlib, publish.store.embedded as store; store.open_release(pathlib.Path(sys.argv[1]))"


@dataclass
class Follower:
    """Looks where `current` leads, and loads what it finds there.

    `seen` is where it led last; `load` makes the site of a release, given the names of those refused before it.
    """

    releases: Path
    seen: Path
    load: Callable[[Path, tuple[str, ...]], Flask]

    def start(self, take_over: Callable[[Flask], None]) -> None:
        """Look again and again, in a thread that ends with the process."""

        def run() -> None:
            while True:
                time.sleep(LOOK_SECONDS)
                self.look(take_over)

        threading.Thread(target=run, name="follower of current", daemon=True).start()

    def look(self, take_over: Callable[[Flask], None]) -> None:
        """Hand over the site of another release where `current` leads to one."""
        link = self.releases / CURRENT
        target = link.resolve() if link.is_dir() else self.seen
        if target == self.seen:
            return
        self.seen = target
        try:
            release, refused = chosen(target)
            _open_store(release.folder)
            site = self.load(release.folder, refused)
        except ProjectError as error:
            _say(f"The release {target.name} cannot be served, the one before it is served on: {error}")
            return
        take_over(site)
        _say(f"Serving release {release.version} now")


def chosen(folder: Path) -> tuple[Release, tuple[str, ...]]:
    """The release in a folder if it is whole, else the last good one before it; says loudly what is refused and why.

    Gives the names of the refused ones too. Raises `ReleaseError` when none is whole.
    """
    release, refused = verified_or_older(folder)
    for name, damage in refused:
        _say(f"!!! REFUSED: release {name} is damaged. {damage}")
    if refused:
        _say(f"!!! Serving release {release.version} instead, the last good one.")
    return release, tuple(name for name, _ in refused)


def _open_store(release: Path) -> None:
    """Build the opened store of a release in a process of its own.

    The threads with which pyoxigraph loads do not survive the fork that made this process: here it would wait for ever.
    """
    done = subprocess.run([sys.executable, "-I", "-c", _OPEN, release], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2]
        raise StoreError(f"cannot be opened: {reason}", where=str(release), fix="Build the release again.")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
