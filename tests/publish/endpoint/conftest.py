"""Servers over a few thousand triples and three named graphs, with limits that a test can reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .serving import Server, serving, wait_until

SECONDS, MEGABYTES, ROWS, BYTES = 1, 200, 30_000, 4_000_000
TRIPLES = 3_000
WORKERS = 6  # of two server processes, three each
LIMITS = {
    "POLICYGRAPH_QUERY_SECONDS": str(SECONDS),
    "POLICYGRAPH_QUERY_MEMORY_MEGABYTES": str(MEGABYTES),
    "POLICYGRAPH_QUERY_ROWS": str(ROWS),
    "POLICYGRAPH_QUERY_BYTES": str(BYTES),
    "POLICYGRAPH_QUERY_RATE": "10000",
    "POLICYGRAPH_HTTP_PATIENCE": "1",
}
GRAPHS = tuple(f"http://example.org/graph/{name}" for name in "abc")
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Things with a number and a word each in the default graph, and in each named graph that it is a document."""
    place = tmp_path_factory.mktemp("data")
    things = "".join(f'<http://example.org/thing/{n}> <http://example.org/p> "word {n}" .\n' for n in range(TRIPLES))
    (place / "things.ttl").write_text(things, encoding="utf-8")
    graphs = "".join(f"GRAPH <{each}> {{ <{each}> a <{DOCUMENT}> }}\n" for each in GRAPHS)
    (place / "graphs.trig").write_text(graphs, encoding="utf-8")
    return [place / "things.ttl", place / "graphs.trig"]


@pytest.fixture(scope="session")
def server(files: list[Path]) -> Iterator[Server]:
    """A server that every test may ask, and must leave as it was."""
    with serving(files, LIMITS) as running:
        wait_until(lambda: len(running.workers()) == WORKERS and running.is_idle())
        yield running
