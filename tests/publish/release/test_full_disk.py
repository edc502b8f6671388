"""No room, no handles: publishing says so and leaves what is served as it was."""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.release.publishing import current_release
from publish.workspace import Workspace

POLICYGRAPH = str(Path(sys.executable).with_name("policygraph"))


def no_room() -> None:
    """Files end at 100 kB: what a full disk says comes from the same calls."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def no_handles() -> None:
    """Fewer open files than a build needs at once."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6))


def build(workspace: Workspace, limit: Callable[[], None] | None = None) -> "subprocess.CompletedProcess[str]":
    command = [POLICYGRAPH, "build", str(workspace.root), "--date", "2026-11-25"]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, preexec_fn=limit)


@pytest.mark.accept("X2")
@pytest.mark.parametrize("limit", [no_room, no_handles])
def test_publishing_fails_with_a_message_and_what_is_served_stays(
    workspace: Workspace, limit: Callable[[], None]
) -> None:
    assert build(workspace).returncode == 0
    before = current_release(workspace.releases)
    record = workspace.record_files()[0]
    record.write_text(record.read_text(encoding="utf-8").replace("Open reading rooms on Sundays", "Read on Sundays"))
    failed = build(workspace, limit)
    assert failed.returncode in (1, 2), failed.stderr[-1000:]
    assert "to do:" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert current_release(workspace.releases) == before
    assert build(workspace).returncode == 0
    assert current_release(workspace.releases) != before
