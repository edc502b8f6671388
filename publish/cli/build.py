"""`policygraph build`: a release from records, decisions and ledger."""

from pathlib import Path

import click

from publish.cli.options import (
    Bar,
    chosen_workspace,
    date_option,
    release_date,
    releases_option,
    sample_option,
    wait_option,
    workspace_argument,
)
from publish.release.build import Outcome, RefusedError, build
from publish.release.history import unreleased_states
from publish.release.manifest import read_manifest
from publish.release.rooms import HouseRooms
from publish.workspace import Workspace


@click.command()
@workspace_argument
@sample_option
@date_option
@releases_option
@wait_option
def command(workspace: Path | None, sample: bool, on: str | None, releases: Path | None, wait: bool) -> None:
    """Make a release of WORKSPACE and make it the current one.

    Records are lifted to evidence graphs, decisions applied, the result validated. A release is a folder that never
    changes again, named by version and digest; `current` points to the newest. Where the data breaks a shape, nothing
    is published: the report is printed and kept in RELEASES/refused/, and the exit code is 1. Where nothing changed
    since the newest release, that one stays. The articles' texts are not needed. The samples have a history: their
    first release is made before the present one.

    \b
    Examples:
      policygraph build                                   the five articles, into ./releases
      policygraph build --sample                          the samples, into ./releases/samples
      policygraph build my-articles --date 2026-11-25     the same bytes, whenever and wherever it runs
      policygraph build my-articles --releases /srv/data --wait
    """
    make(chosen_workspace(workspace, releases, sample=sample), release_date(on), wait=wait)


def make(workspace: Workspace, date: str, *, wait: bool) -> Outcome:
    """Build, earlier states of the workspace first, and say what came of it."""
    for earlier, state in unreleased_states(workspace):
        _make_one(state, earlier, wait=wait)
    return _make_one(workspace, date, wait=wait)


def _make_one(workspace: Workspace, date: str, *, wait: bool) -> Outcome:
    """One release; the report of a refused build goes to standard output."""
    try:
        outcome = build(workspace, date, HouseRooms(), Bar(), wait=wait)
    except RefusedError as error:
        click.echo(error.report)
        raise
    if not outcome.is_new:
        click.echo(f"Nothing changed: the current release is {outcome.release}")
        return outcome
    counts = read_manifest(outcome.release).counts
    click.echo(f"A new release: {outcome.release}")
    click.echo("  " + ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items()))
    click.echo(f"  report: {outcome.release / 'report' / 'report.html'}")
    return outcome
