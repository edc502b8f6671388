"""`policygraph serve`: the current release over HTTP."""

from pathlib import Path

import click

from publish.cli import CommandWrongError
from publish.cli.build import make
from publish.cli.options import (
    FOLDER,
    chosen_workspace,
    date_option,
    release_date,
    releases_option,
    sample_option,
    workspace_argument,
)
from publish.release.rollback import rolled_back
from publish.site.server import serve, serve_data
from publish.site.texts import Texts

STORE_SETTING = "POLICYGRAPH_STORE"


@click.command()
@workspace_argument
@sample_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--store", metavar="URL", envvar=STORE_SETTING, help="Ask this SPARQL endpoint, which holds the release.")
@click.option("--data", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), multiple=True,
              help="Serve this file instead: N-Quads, N-Triples, TriG or Turtle. May be given again.")  # fmt: skip
@click.option("--archive", type=FOLDER, help="Show the texts in this folder too, to this machine alone.")
@releases_option
@date_option
def command(
    workspace: Path | None,
    sample: bool,
    port: int,
    host: str,
    store: str | None,
    data: tuple[Path, ...],
    archive: Path | None,
    releases: Path | None,
    on: str | None,
) -> None:
    """Serve the current release of WORKSPACE: pages, data files and a SPARQL endpoint, until Ctrl-C.

    Builds first when there is no release yet or the records have changed; a build that is refused is not served.

    A SPARQL 1.1 endpoint that holds the release can stand in for the embedded store: --store names it, else
    POLICYGRAPH_STORE in the environment, else the setting `store`. POLICYGRAPH_STORE_USER and
    POLICYGRAPH_STORE_PASSWORD log in there. `policygraph export` and CONTRIBUTING.md tell how to load it.

    Articles under an open licence are shown with their words where the workspace's archive has them. --archive shows
    all texts of a folder, every statement marked in them; since texts may belong to others, such a server listens on
    this machine alone, and answers no page of another site.

    With --data, any data set is served at /sparql instead, without pages. What a query may cost is set by
    `query.…` in policygraph.toml, or in the environment as POLICYGRAPH_QUERY_…; README.md lists all settings.

    \b
    Examples:
      policygraph serve
      policygraph serve --sample                 five invented articles, to try everything on
      policygraph serve my-articles --port 8080
      policygraph serve --archive ../shared/corpus
      policygraph serve --store http://127.0.0.1:7878/query
      policygraph serve --data mine.ttl --data evidence.nq
      curl -L -H 'Accept: text/turtle' http://localhost:8000/
    """
    if data:
        if workspace or sample or store or archive:
            raise CommandWrongError("two things to serve", where="--data", fix="Serve files, or a workspace, not both.")
        serve_data(data, host, port)
        return
    place = chosen_workspace(workspace, releases, sample=sample)
    endpoint = place.settings.chosen("store", store, f"--store, {STORE_SETTING}")
    if archive and not archive.is_dir():
        raise CommandWrongError("there is no such folder", where=str(archive), fix="Name it: --archive FOLDER.")
    texts = Texts(archive, all_of_them=True) if archive else Texts(place.archive)
    release = rolled_back(place.releases)
    if release:
        click.echo(
            f"Rolled back to {release.name}: nothing is built. `policygraph build` goes forward again.", err=True
        )
    else:
        release = make(place, release_date(on), wait=True).release
    serve(release, host, port, place.settings.base, endpoint, place.settings, texts)
