"""`policygraph init`: a new workspace."""

from pathlib import Path

import click

from publish.cli.options import FOLDER
from publish.workspace import init_workspace


@click.command()
@click.argument("folder", type=FOLDER)
def command(folder: Path) -> None:
    """Make a new workspace in FOLDER, which must not exist yet or be empty.

    \b
    It then holds:
      policygraph.toml   settings, each with its meaning: set `base` before your first public release
      archive/           the articles' texts (policygraph add puts them there)
      records/           what is held of each article, one YAML file each
      decisions/         what was accepted, rejected or disputed, by whom and why
      authorities/       agencies, organisations, persons and places of your own, as Turtle
      ledger.jsonl       what every identifier was minted for; never edit it by hand

    \b
    Examples:
      policygraph init my-articles
      cd my-articles && policygraph add ~/news/article.txt
    """
    workspace = init_workspace(folder)
    click.echo(f"A new workspace: {workspace.root}")
    click.echo(f"Next: set the base IRI in {workspace.root / 'policygraph.toml'}, then policygraph add FILE.")
