"""A build in a process of its own. It is killed by the test, or kills itself just before it changes a name.

Given by the test: `root` and `date`; `step`, the number of the change of a name before which to die (0: never).
"""

import itertools
import os
import signal
from collections.abc import Callable
from pathlib import Path

from publish.release.build import build
from publish.release.rooms import HouseRooms
from publish.workspace import open_workspace


def deadly(change: Callable[..., object]) -> Callable[..., object]:
    """The change, if it is not yet time to die."""

    def change_or_die(*arguments: object) -> object:
        if next(steps) == step:  # noqa: F821 — given by the test
            os.kill(os.getpid(), signal.SIGKILL)
        return change(*arguments)

    return change_or_die


steps = itertools.count(1)
for name in ("rename", "replace", "symlink_to"):
    setattr(Path, name, deadly(getattr(Path, name)))
build(open_workspace(Path(root)), date, HouseRooms())  # noqa: F821 — given by the test
