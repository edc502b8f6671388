"""What the tests of the command share: the folder of a small workspace, and a way to run the command here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish.cli import main
from publish.workspace import Workspace

Run = Callable[..., Result]


@pytest.fixture
def workspace(workspace: Workspace) -> Path:
    """The folder of a workspace with one accepted article and its text."""
    return workspace.root


@pytest.fixture
def run() -> Run:
    """Run `policygraph` with these words; the result has exit code, stdout and stderr."""
    return lambda *words, **options: CliRunner().invoke(main, [str(word) for word in words], **options)
