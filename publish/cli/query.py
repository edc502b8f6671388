"""`policygraph query`: a SPARQL query to a release or an endpoint, the answer as a table or in a standard format."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

import click

from ontology.errors import StoreError
from publish.cli import CommandWrongError
from publish.cli.options import FOLDER, chosen_workspace, releases_option, sample_option, workspace_option
from publish.release.publishing import current_release
from publish.store.embedded import open_release
from publish.store.interface import Form
from publish.store.remote import ask
from publish.workspace import Workspace

MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
FORMATS = ("table", *MEDIA_TYPES)
WIDEST = 60


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint.")
@click.option("--release", type=FOLDER, help="Ask this release folder.")
@workspace_option
@sample_option
@releases_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
def command(
    file: IO[str],
    endpoint: str | None,
    release: Path | None,
    workspace: Path | None,
    sample: bool,
    releases: Path | None,
    form: str,
) -> None:
    """Ask the SPARQL query in FILE, or on standard input: the current release, where nothing else is named.

    Graphs (CONSTRUCT, DESCRIBE) come as Turtle. The server need not run.

    \b
    Examples:
      policygraph query question.rq
      policygraph query question.rq --sample
      policygraph query question.rq --format csv > answer.csv
      echo 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' | policygraph query
      policygraph query question.rq --endpoint http://localhost:8000/sparql
    """
    if endpoint and (release or workspace or sample):
        raise CommandWrongError("two things to ask", where="--endpoint", fix="Name an endpoint or a release, not both.")
    if release and sample:
        raise CommandWrongError("two things to ask", where="--sample", fix="Name a release or --sample, not both.")
    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise CommandWrongError("the query is not UTF-8", where=file.name, fix="Save it as UTF-8.") from error
    try:
        if endpoint:
            answer = _remote(endpoint, text, form)
        else:
            folder = release or _current(chosen_workspace(workspace, releases, sample=sample))
            answer = _embedded(folder, text, form)
    except StoreError as error:
        raise CommandWrongError(error.what, where=error.where, fix=error.fix) from error
    click.echo(answer.rstrip("\r\n"))


def _current(place: Workspace) -> Path:
    current = current_release(place.releases)
    if current is None:
        raise CommandWrongError(
            "there is no release yet", where=str(place.releases), fix="Make one: policygraph build."
        )
    return current


def _embedded(release: Path, text: str, form: str) -> str:
    answer = open_release(release).query(text)
    if answer.form is Form.GRAPH:
        return answer.serialize("text/turtle").decode()
    if form == "table" or answer.form is Form.ASK:
        rows = [[("" if cell is None else str(cell)) for cell in row] for row in answer.rows()]
        return table(answer.variables, rows)
    return answer.serialize(MEDIA_TYPES[form]).decode()


def _remote(endpoint: str, text: str, form: str) -> str:
    answer = ask(endpoint, text, "json" if form == "table" else form)
    written = answer.body.decode("utf-8", "replace")
    if form != "table" or answer.media_type != MEDIA_TYPES["json"]:
        return written
    content = json.loads(written)
    if "boolean" in content:
        return table(["answer"], [[str(content["boolean"]).lower()]])
    names = content["head"]["vars"]
    return table(
        names, [[row.get(name, {}).get("value", "") for name in names] for row in content["results"]["bindings"]]
    )


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under their names, in columns; long cells are cut and end in `…`."""
    lines = [list(names), *([_short(cell) for cell in row] for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(names))]
    padded = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    count = "(1 row)" if len(lines) == 2 else f"({len(lines) - 1} rows)"
    return "\n".join([padded[0], "  ".join("─" * width for width in widths), *padded[1:], count])


def _short(cell: str) -> str:
    single = " ".join(cell.split())
    return single if len(single) <= WIDEST else single[: WIDEST - 1] + "…"


def _width(text: str) -> int:
    """Columns on a terminal: a Han character takes two."""
    return sum(2 if "\u2e80" <= character <= "\uffef" else 1 for character in text)
