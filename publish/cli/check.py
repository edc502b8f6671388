"""`policygraph check`: whether a release is whole."""

from collections.abc import Iterator
from pathlib import Path

import click

from ontology.errors import ReleaseError
from publish.cli import CommandWrongError
from publish.cli.options import FOLDER, chosen_workspace, releases_option, sample_option
from publish.release.checking import Check, check_archive, check_release
from publish.release.manifest import FILE_NAME
from publish.release.publishing import current_release
from publish.release.rooms import check_shapes
from publish.workspace import is_workspace, open_workspace

SHOWN = 20


@click.command()
@click.argument("folder", type=FOLDER, required=False)
@sample_option
@click.option("--archive", type=FOLDER, help="The folder with the articles' texts: checks every span against them.")
@releases_option
def command(folder: Path | None, sample: bool, archive: Path | None, releases: Path | None) -> None:
    """Tell whether a release is whole. FOLDER is a release, or a workspace, whose current release is meant.

    Files are checked against the manifest, dumps against each other, the store against the dump, the catalogue's
    counts against the data, identifiers against the ledger. With --archive, every text, span, digest and quotation is
    checked against the articles too, and the shapes that need the words are run. The samples bring their texts. In a
    text that has changed, quotes are looked for by digest and first words: it tells which moved, changed or are lost,
    and which stand at several places now; it never chooses between two.

    \b
    Examples:
      policygraph check
      policygraph check --archive ../shared/corpus
      policygraph check --sample
      policygraph check releases/2026.11.1-0123456789ab
    """
    if archive is not None and not archive.is_dir():
        raise CommandWrongError("there is no such folder", where=str(archive), fix="Name it: --archive FOLDER.")
    if sample:
        place = chosen_workspace(folder, releases, sample=sample)
        folder, archive = place.root, archive or place.archive
    release = _release(folder, releases)
    click.echo(f"Checking {release}")
    damages = 0
    for check in _checks(release, archive):
        damages += len(check.damages)
        click.echo(f"{'damaged' if check.damages else 'good':8}{check.count:>7} {check.what}")
        for damage in check.damages[:SHOWN]:
            click.echo(f"        - {damage}")
        if len(check.damages) > SHOWN:
            click.echo(f"        … and {len(check.damages) - SHOWN} more")
    if damages:
        raise ReleaseError(
            f"{damages} faults", where=str(release), fix="Restore the release from a copy, or build it again."
        )


def _checks(release: Path, archive: Path | None) -> Iterator[Check]:
    sound = True
    for check in check_release(release):
        sound = sound and not check.damages
        yield check
    if archive is not None and sound:  # damaged files prove nothing about spans
        yield from check_archive(release, archive)
        yield check_shapes(release, archive)


def _release(folder: Path | None, releases: Path | None) -> Path:
    """The release that is meant. Raises `CommandWrongError` when there is none."""
    if folder is not None and not is_workspace(folder):
        if folder.is_dir() and ((folder / FILE_NAME).exists() or (folder.resolve() / "data").exists()):
            return folder.resolve()
        raise CommandWrongError(
            "is neither a release nor a workspace", where=str(folder), fix="Name a folder that policygraph made."
        )
    workspace = open_workspace(folder, releases)
    release = current_release(workspace.releases)
    if release is None:
        raise CommandWrongError(
            "there is no release yet", where=str(workspace.releases), fix="Make one: policygraph build."
        )
    return release
