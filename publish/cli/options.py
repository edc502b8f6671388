"""Arguments and options that several commands share, and the progress bar."""

import sys
from datetime import UTC, date, datetime
from os import environ
from pathlib import Path

import click

from publish.cli import CommandWrongError
from publish.workspace import SAMPLES, Workspace, open_workspace

FOLDER = click.Path(file_okay=False, path_type=Path)
workspace_argument = click.argument("workspace", type=FOLDER, required=False)
workspace_option = click.option("-w", "--workspace", type=FOLDER, help="The workspace; default: the current folder.")
releases_option = click.option(
    "--releases",
    type=FOLDER,
    help="Where releases go; default: WORKSPACE/releases, for the shipped articles ./releases, "
    "for the samples ./releases/samples.",
)
sample_option = click.option(
    "--sample", is_flag=True, help="Take the samples: five invented articles with their texts, decisions and history."
)
date_option = click.option(
    "--date",
    "on",
    metavar="YYYY-MM-DD",
    help="The date of the release; default: SOURCE_DATE_EPOCH, else today (UTC). Same input and date, same bytes.",
)
wait_option = click.option("--wait", is_flag=True, help="Wait while another build is at work, instead of giving up.")


def chosen_workspace(folder: Path | None, releases: Path | None, *, sample: bool) -> Workspace:
    """The workspace that a command is about. Raises `CommandWrongError` when it names two."""
    if sample and folder is not None:
        raise CommandWrongError("two workspaces", where="--sample", fix="Name a workspace or --sample, not both.")
    return open_workspace(SAMPLES if sample else folder, releases)


def release_date(given: str | None) -> str:
    """The date a release bears, as `YYYY-MM-DD`. Raises `CommandWrongError` when it is no date."""
    if given is None:
        epoch = environ.get("SOURCE_DATE_EPOCH", "")
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
        return now.date().isoformat()
    try:
        if len(given) == len("YYYY-MM-DD"):
            return date.fromisoformat(given).isoformat()
    except ValueError:
        pass
    raise CommandWrongError(f"{given!r} is no date", where="--date", fix="Write it like 2026-11-25.")


class Bar:
    """Progress of long work: a bar on a terminal, one plain line per stage elsewhere. Goes to stderr."""

    def __init__(self) -> None:
        self._label = ""

    def __call__(self, label: str, done: int, of: int) -> None:
        """`done` of `of` steps of the stage `label` are behind us."""
        if not sys.stderr.isatty():
            if label != self._label:
                click.echo(f"{label} …", err=True)
        else:
            filled = "█" * (20 * done // max(of, 1))
            click.echo(f"\r\033[K{label} {filled:░<20} {done}/{of}", err=True, nl=done >= of)
        self._label = label
