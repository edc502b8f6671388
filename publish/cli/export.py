"""`policygraph export`: a release as N-Quads, for stores that need a name for the default graph."""

import sys
from pathlib import Path

import click

from publish.cli import CommandWrongError
from publish.cli.options import FOLDER, chosen_workspace, releases_option, sample_option, workspace_argument
from publish.release.manifest import read_manifest
from publish.release.publishing import current_release
from publish.store.dataset import with_default_graph_named


@click.command()
@workspace_argument
@sample_option
@click.option("--release", type=FOLDER, help="This release folder; default: the current one.")
@click.option("--default-graph", metavar="IRI", help="The name of the default graph; default: BASE/graph/accepted.")
@releases_option
def command(
    workspace: Path | None, sample: bool, release: Path | None, default_graph: str | None, releases: Path | None
) -> None:
    """Write the current release of WORKSPACE to standard output as N-Quads, its default graph under a name.

    For stores that keep no statement without a graph, such as Virtuoso: load this, and make that graph the default
    one of the endpoint. All others load data/dataset.nq of the release as it is. CONTRIBUTING.md tells both.

    \b
    Examples:
      policygraph export > accepted-named.nq
      policygraph export my-articles --default-graph https://data.example.org/graph/accepted | gzip > export.nq.gz
    """
    folder = release or current_release(chosen_workspace(workspace, releases, sample=sample).releases)
    if folder is None:
        raise CommandWrongError("there is no release yet", where="export", fix="Make one: policygraph build.")
    name = default_graph or f"{read_manifest(folder).base}graph/accepted"
    for lines in with_default_graph_named(folder / "data" / "dataset.nq", name):
        sys.stdout.buffer.write(lines)
    sys.stdout.buffer.flush()
