"""`policygraph anchor`: digests and words of the spans that records use."""

from pathlib import Path

import click

from mappings.anchoring import anchor_record, write_outline_of
from mappings.archive import Archive
from ontology.authority_files import Authorities, read_authorities
from ontology.terms import DEFAULT_BASE
from publish.cli import CommandWrongError
from publish.cli.options import FOLDER, workspace_option
from publish.workspace import open_workspace


@click.command()
@click.argument("records", nargs=-1)
@workspace_option
@click.option("--archive", type=FOLDER, help="The folder with the texts; default: WORKSPACE/archive.")
def command(records: tuple[str, ...], workspace: Path | None, archive: Path | None) -> None:
    """Write the table of spans that closes each record: the digest of the words, and as many of them as may be quoted.

    RECORDS are names of records or their files; without any, all of the workspace. Run it after you have changed the
    offsets in a record. How much is quoted follows the article's rights statement.

    Beside the records, in outlines/, it writes where the sentences of each text are, as offsets without words, so that
    the audit can tell which of them no statement rests on.

    \b
    Examples:
      policygraph anchor -w my-articles
      policygraph anchor article-12 --archive ~/texts
      policygraph anchor mappings/corpus/records/*.yaml --archive ../shared/corpus
    """
    paths = [Path(name) for name in records if Path(name).is_file()]
    names = [name for name in records if not Path(name).is_file()]
    if archive is None or names or not records:
        place = open_workspace(workspace)
        archive = archive or place.archive
        paths += [place.records / f"{name.removesuffix('.yaml')}.yaml" for name in names]
        paths = paths if records else place.record_files()
    if not archive.is_dir():
        raise CommandWrongError("there is no such folder", where=str(archive), fix="Name it: --archive FOLDER.")
    for path in paths:
        authorities, texts = _authorities(path), Archive(archive)
        spans = anchor_record(path, texts, authorities)
        sentences = write_outline_of(path, texts, authorities)
        click.echo(f"{path}: {spans} spans, {sentences} sentences")


def _authorities(record: Path) -> Authorities:
    """The authorities that a record may name: the shipped ones, and those of the workspace that it stands in."""
    return read_authorities(DEFAULT_BASE, (record.resolve().parent.parent / "authorities").glob("*.ttl"))
