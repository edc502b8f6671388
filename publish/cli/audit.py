"""`policygraph audit`: a sample of statements for people to judge, and the error rate that their verdicts give."""

from collections.abc import Iterable
from pathlib import Path

import click

from ontology.errors import RecordError
from publish.cli import CommandWrongError
from publish.cli.options import FOLDER, chosen_workspace, releases_option, sample_option, workspace_option
from publish.release.manifest import read_manifest
from publish.release.publishing import current_release, write_atomically
from publish.release.sampling import read_verdicts, samples
from publish.release.worksheet import make_sheet, sheet_csv

FILE = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.group()
def command() -> None:
    """Audit a release by sample: draw statements by chance, let people judge them, publish the error rate.

    \b
    Examples:
      policygraph audit sample --size 50 --by predicate --seed 1    writes audit-VERSION-seed-1.csv and .html
      policygraph audit rate audit-2026.11.1-seed-1.csv             the error rate of the verdicts in it
      policygraph audit take audit-2026.11.1-seed-1.csv             into the workspace: the next release tells it
    """


@command.command("sample")
@workspace_option
@sample_option
@releases_option
@click.option("--size", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many statements.")
@click.option("--by", type=click.Choice(["predicate"]), default="predicate", show_default=True,
              help="What shares the sample: each has the part of it that it has of the release.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), required=True, help="Any number: the same draws the same sample.")
@click.option("--archive", type=FOLDER, help="The texts, so that the sheets hold all words of each statement.")
@click.option("--to", "target", type=FOLDER, default=Path(), help="Where the sheets go; default: this folder.")
def sample(
    workspace: Path | None,
    sample: bool,
    releases: Path | None,
    size: int,
    by: str,
    seed: int,
    archive: Path | None,
    target: Path,
) -> None:
    """Draw a worksheet from the current release: a CSV to fill in, and a page to read along and print.

    For each statement somebody writes `right`, `wrong` or `unclear` under `verdict`, and a name under `by`. Whoever
    repeats the command with the same seed gets the same sheet.
    """
    assert by == "predicate"  # the one way so far; naming it keeps old commands true when there are more
    place = chosen_workspace(workspace, releases, sample=sample)
    release = current_release(place.releases)
    if release is None:
        raise CommandWrongError("there is no release yet", where=str(place.releases), fix="policygraph build")
    if sample and archive is None:
        archive = place.archive
    sheet = make_sheet(release, read_manifest(release).version, size, seed, archive)
    target.mkdir(parents=True, exist_ok=True)
    for suffix, content in (("csv", sheet.as_csv()), ("html", sheet.as_html())):
        path = target / f"{sheet.name}.{suffix}"
        if path.exists() and path.read_text(encoding="utf-8") != content:
            raise CommandWrongError(
                "is there already, and may hold verdicts", where=str(path), fix="Move it away, or take another seed."
            )
        path.write_text(content, encoding="utf-8", newline="\n")
        click.echo(f"{path}: {len(sheet.rows)} statements")


@command.command("rate")
@click.argument("sheets", nargs=-1, required=True, type=FILE)
def rate(sheets: tuple[Path, ...]) -> None:
    """Tell the error rate of the verdicts in SHEETS, with Wilson's interval at 95 percent."""
    _tell(read_verdicts(sheets))


@command.command("take")
@click.argument("sheets", nargs=-1, required=True, type=FILE)
@workspace_option
@sample_option
def take(sheets: tuple[Path, ...], workspace: Path | None, sample: bool) -> None:
    """Take the verdicts in SHEETS into the workspace: the next release publishes their error rate.

    The words of the texts are left out; offsets and digests tell where they are.
    """
    place = chosen_workspace(workspace, None, sample=sample)
    for sheet in sheets:
        rows = list(read_verdicts([sheet]))
        if not any(row["verdict"] for row in rows):
            raise RecordError("holds no verdict", where=str(sheet), fix="Fill in the column `verdict` first.")
        place.audits.mkdir(exist_ok=True)
        target = place.audits / f"{rows[0]['release']}-seed-{rows[0]['seed']}.csv"
        write_atomically(target, sheet_csv({**row, "words": ""} for row in rows).encode())
        click.echo(f"{target}: {sum(1 for row in rows if row['verdict'])} verdicts")
        _tell(rows)


def _tell(rows: Iterable[dict[str, str]]) -> None:
    for release, seed, part, drawn, judged, wrong, unclear, share, low, high in samples(rows):
        rate = f"{share} ({low} to {high})" if share else "nothing judged"
        click.echo(f"{release} seed {seed} {part}: {wrong} wrong of {judged} judged, {unclear} unclear, "
                   f"{drawn} drawn; error rate {rate}")  # fmt: skip
