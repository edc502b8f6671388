"""`policygraph add`: articles into a workspace."""

from pathlib import Path

import click

from mappings.extract.plugins import load_plugins
from mappings.readers import DECODERS
from mappings.readers.lookalikes import lookalikes
from ontology.loading import concepts
from publish.adding import carry_out, plan
from publish.cli import DATA_WRONG, CommandWrongError
from publish.cli.options import date_option, release_date, workspace_option
from publish.workspace import open_workspace

_ODD_SHOWN = 5  # words of an article that look like others
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@workspace_option
@click.option("--genre", help="A concept of the scheme `genre`, for all files; else it is guessed from their words.")
@click.option("--decoder", type=click.Choice(DECODERS), help="Of all files; else each is told by its bytes.")
@click.option("--plugin", "plugins", multiple=True, help="An extractor of others that may propose too; see the docs.")
@click.option("--no-proposals", is_flag=True, help="Only begin the record: propose no statements.")
@date_option
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    workspace: Path | None,
    genre: str | None,
    decoder: str | None,
    plugins: tuple[str, ...],
    no_proposals: bool,
    on: str | None,
) -> None:
    """Take articles into a workspace: plain text, saved web pages (HTML), Markdown, record dumps, digests.

    Format and encoding are told by the content: UTF-8, GB18030 and GBK, Big5 or UTF-16. The text goes to archive/ as
    it is. A record is begun in records/: decoder, digest, regions, title, dates, address and web captures are filled
    in, each with its words. What is guessed says so: open the record and correct it. What the article says is proposed:
    documents, agencies, measures, recommendations, targets and figures, each with its words, its rule and how likely it
    is right. `policygraph review` decides on them.
    A file that cannot be read beyond doubt stays where it is, with the reason, and the others are taken.
    Nothing is overwritten: where a name or a text is there already, no file is taken.

    \b
    Examples:
      policygraph add ~/news/article.txt
      policygraph add saved/*.html -w my-articles --genre op-ed
      policygraph add notice.txt --decoder gb18030
    """
    if genre is not None and genre not in concepts("genre"):
        raise CommandWrongError(
            f"there is no genre {genre!r}", where="--genre", fix=f"Use one of: {', '.join(sorted(concepts('genre')))}."
        )
    planned = plan(
        open_workspace(workspace or Path()),
        files,
        genre=genre,
        today=release_date(on),
        decoder=decoder,
        plugins=load_plugins(plugins),
        extracts=not no_proposals,
    )
    for addition in planned.additions:
        carry_out(addition)
        click.echo(f"archived {addition.text_file}\nrecorded {addition.record_file}")
        if not no_proposals:
            bands = addition.bands
            click.echo(
                f"proposed {bands.get('auto', 0)} likely, {bands.get('review', 0)} to review, "
                f"{bands.get('discard', 0)} set aside"
            )
        odd = list(lookalikes(addition.article.text))
        for each in odd[:_ODD_SHOWN]:
            click.echo(f"look at  {each.word!r} at offset {each.start}: {each.why}", err=True)
        if len(odd) > _ODD_SHOWN:
            click.echo(f"look at  {len(odd) - _ODD_SHOWN} more such words", err=True)
        for reason in addition.refused:
            click.echo(f"refused  of a plug-in: {reason}", err=True)
    if planned.known:
        click.echo(f"{planned.known} were here already.")
    if planned.additions:
        click.echo("Next: policygraph review, complete the record and run policygraph anchor, then policygraph build.")
    for error in planned.quarantined:
        click.echo(f"left outside: {error.where}\nwhat:   {error.what}\nto do:  {error.fix}", err=True)
    if planned.quarantined:
        context.exit(DATA_WRONG)
