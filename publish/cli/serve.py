"""`policygraph serve`: the current release over HTTP."""

from pathlib import Path

import click

from publish.cli.build import make
from publish.cli.options import date_option, release_date, releases_option, workspace_argument
from publish.site.server import serve
from publish.workspace import open_workspace


@click.command()
@workspace_argument
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@releases_option
@date_option
def command(workspace: Path | None, port: int, host: str, releases: Path | None, on: str | None) -> None:
    """Serve the current release of WORKSPACE: pages, data files and a SPARQL endpoint, until Ctrl-C.

    Builds first when there is no release yet or the records have changed; a build that is refused is not served.

    \b
    Examples:
      policygraph serve
      policygraph serve my-articles --port 8080
      curl -L -H 'Accept: text/turtle' http://localhost:8000/
    """
    place = open_workspace(workspace, releases)
    outcome = make(place, release_date(on), wait=True)
    serve(outcome.release, host, port, place.settings.base)
