"""`policygraph rollback`: serve an earlier release again."""

from pathlib import Path

import click

from publish.cli.options import chosen_workspace, releases_option, sample_option, wait_option, workspace_option
from publish.release.rollback import roll_back


@click.command()
@click.argument("version", default="")
@workspace_option
@sample_option
@releases_option
@wait_option
def command(version: str, workspace: Path | None, sample: bool, releases: Path | None, wait: bool) -> None:
    """Make an earlier release the current one: VERSION, or else the newest whole one before the current.

    The release is checked first, every file and every part; a damaged one is refused, and without VERSION the one
    before it is tried. A server that runs takes it over without a restart and without a failed request. Nothing is
    deleted: what was minted since then answers 410 and names the release that has it, until the next build.

    `policygraph serve` stays with it; the next `policygraph build`, or `rollback` with a later VERSION, goes forward.

    \b
    Examples:
      policygraph rollback                        one release back
      policygraph rollback 2026.11.1 -w my-articles
      policygraph rollback --sample
    """
    done = roll_back(chosen_workspace(workspace, releases, sample=sample).releases, version, wait=wait)
    for damage in done.damaged:
        click.echo(f"Passed over: {damage}", err=True)
    click.echo(f"The current release is {done.now}\n  it was {done.before.name}")
    if done.withdrawn_since:
        click.echo(
            f"  {len(done.withdrawn_since)} things that were withdrawn since are shown again: "
            f"{', '.join(done.withdrawn_since[:10])}",
            err=True,
        )
