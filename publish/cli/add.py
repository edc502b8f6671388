"""`policygraph add`: articles into a workspace."""

from pathlib import Path

import click

from ontology.loading import concepts
from publish.adding import carry_out, plan
from publish.cli import CommandWrongError
from publish.cli.options import date_option, release_date, workspace_option
from publish.workspace import open_workspace

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@workspace_option
@click.option("--genre", default="news-feature", show_default=True, help="A concept of the scheme `genre`.")
@date_option
def command(files: tuple[Path, ...], workspace: Path | None, genre: str, on: str | None) -> None:
    """Take articles into a workspace: plain texts in UTF-8.

    The text goes to archive/ as it is. A record is begun in records/: title, digest, length and region are filled in,
    and it makes no statements yet. Title, genre and rights are guesses: open the record and correct them.
    Nothing is overwritten: a name that another text has, or a text that is there under another name, is refused, and
    then no file is taken.

    \b
    Examples:
      policygraph add ~/news/article.txt
      policygraph add *.txt -w my-articles --genre op-ed
    """
    if genre not in concepts("genre"):
        raise CommandWrongError(
            f"there is no genre {genre!r}", where="--genre", fix=f"Use one of: {', '.join(sorted(concepts('genre')))}."
        )
    additions = plan(open_workspace(workspace or Path()), files, genre=genre, today=release_date(on))
    for addition in additions:
        carry_out(addition)
        click.echo(f"archived {addition.text_file}\nrecorded {addition.record_file}")
    if len(additions) < len(files):
        click.echo(f"{len(files) - len(additions)} were here already.")
    if additions:
        click.echo("Next: complete the record, then policygraph anchor, then policygraph build.")
