"""The pool of query workers: what it answers, and what becomes of a worker that a query has harmed."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.errors import StoreError
from publish.settings import Settings
from publish.store.frames import Request
from publish.store.limits import Limits
from publish.store.pool import BusyError, ClientLeftError, GreedyQueryError, LongAnswerError, Pool, SlowQueryError

SECONDS = 1
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SETTINGS = {"query.seconds": SECONDS, "query.memory_megabytes": 150, "query.workers": 2}


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """Two workers over two thousand triples."""
    folder = tmp_path_factory.mktemp("pool") / "store"
    store = ox.Store(str(folder))
    predicate = ox.NamedNode("urn:p")
    store.extend(ox.Quad(ox.NamedNode(f"urn:{n}"), predicate, ox.Literal(f"word {n}")) for n in range(2_000))
    store.flush()
    del store
    workers = Pool(folder, Limits.of(Settings({**Settings().values, **SETTINGS})))
    yield workers
    workers.close()


def request(text: str, media_type: str = "text/csv", rows: int = 100_000, size: int = 10**7) -> Request:
    """A query with limits of its own."""
    return Request(text, media_type, None, (), (), rows=rows, size=size, seconds=SECONDS)


def ask(pool: Pool, text: str, media_type: str = "text/csv", rows: int = 100_000, size: int = 10**7) -> str:
    """The whole answer."""
    return b"".join(pool.run(request(text, media_type, rows, size))).decode()


def test_answers_come_in_pieces_and_in_every_format(pool: Pool) -> None:
    pieces = list(pool.run(request("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 5000")))
    assert len(pieces) > 2
    assert b"".join(pieces).count(b"\n") == 5001
    assert "boolean" in ask(pool, "ASK {}", "application/sparql-results+json")
    assert ask(pool, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "application/n-triples").count("\n") == 2_000


HARM = {
    "slow": (FOREVER, SlowQueryError),
    "greedy": ("SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", (GreedyQueryError, SlowQueryError)),
    "deadly": ("ASK " + "{" * 50_000 + "}" * 50_000, GreedyQueryError),
    "wrong": ("SELECT * { ?s ?p }", StoreError),
    "update": ("DROP ALL", StoreError),
    "service": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", StoreError),
}


@pytest.mark.accept("Q5", "Q8", "X5")
@pytest.mark.parametrize(("text", "error"), HARM.values(), ids=HARM)
def test_harm_is_told_and_the_next_query_answered(pool: Pool, text: str, error: type[StoreError]) -> None:
    with pytest.raises(error):
        ask(pool, text)
    assert ask(pool, "SELECT ?o { <urn:7> ?p ?o }").split("\r\n") == ["o", "word 7", ""]


@pytest.mark.accept("E17")
def test_limits_of_rows_and_bytes_are_exact(pool: Pool) -> None:
    everything = "SELECT ?s { ?s ?p ?o }"
    assert ask(pool, everything, rows=2_000).count("\n") == 2_001
    with pytest.raises(LongAnswerError, match="more than 1999 rows"):
        ask(pool, everything, rows=1_999)
    with pytest.raises(LongAnswerError, match="more than 100 bytes"):
        ask(pool, everything, size=100)
    graph = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    assert ask(pool, graph, "text/turtle", rows=2_000).count(" .\n") == 2_000
    with pytest.raises(LongAnswerError, match="more than 1999 rows"):
        ask(pool, graph, "text/turtle", rows=1_999)


@pytest.mark.accept("Q6")
def test_client_that_leaves_ends_the_work(pool: Pool) -> None:
    leave: list = []
    timer = threading.Timer(0.2, lambda: leave[0]())
    timer.start()
    with pytest.raises(ClientLeftError):
        list(pool.run(request(FOREVER), leave.append))
    timer.join()
    leave[0]()  # too late: it harms nobody's work
    assert ask(pool, "ASK {}", "application/sparql-results+json")


@pytest.mark.accept("Q12")
def test_who_finds_no_worker_free_is_told_to_come_again(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [pool.run(request("SELECT * { ?s ?p ?o . ?a ?b ?c }")) for _ in range(2)]
    assert all(next(each) for each in held)
    monkeypatch.setattr("publish.store.pool._WAIT_SECONDS", 0.1)
    with pytest.raises(BusyError):
        ask(pool, "ASK {}")
    for each in held:
        each.close()


def test_worker_calls_nobody_even_where_no_guard_stands_before_it(pool: Pool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        address = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        with pytest.raises(StoreError, match="cannot be answered"):
            ask(pool, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
        with pytest.raises(BlockingIOError):
            canary.accept()


FILES = 40  # of a store: more than the engine opens before it needs them


def test_store_of_many_files_is_answered_from(tmp_path: Path) -> None:
    """The engine opens files late; a worker that may open none dies of it."""
    store = ox.Store(str(tmp_path / "store"))
    for number in range(FILES):
        graph = "".join(f"<urn:{each}> <urn:p{number}> <urn:{number}> <urn:g{number}> .\n" for each in range(50))
        store.bulk_load(graph.encode(), format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    assert len(list((tmp_path / "store").glob("*.sst"))) > FILES
    workers = Pool(tmp_path / "store", Limits.of(Settings({**Settings().values, **SETTINGS, "query.seconds": 20})))
    try:
        counted = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } GRAPH ?g { ?s ?p <urn:7> } }"
        assert ask(workers, counted).split("\r\n") == ["n", "50", ""]
    finally:
        workers.close()
