"""A remote store that misbehaves: a clear error soon, on pages and at the endpoint; and what never gets to it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from flask import Flask
from rdflib import XSD, BNode, Literal, URIRef

from ontology.errors import StoreError
from publish.settings import Settings
from publish.site.app import create_app
from publish.store import remote_store
from publish.store.interface import Form, TimedOutError, UnavailableError
from publish.store.remote import CREDENTIALS, Endpoint, Most, ask, endpoint_at
from publish.store.remote_store import RemoteStore

from ..site.conftest import BASE, MEASURE, write_release

SPACE = f"{BASE}id/evidence/"
JSON = "application/sparql-results+json"
ROW = json.dumps(
    {"head": {"vars": ["p", "o", "g"]}, "results": {"bindings": [{
        "p": {"type": "uri", "value": "http://example.org/p"},
        "o": {"type": "typed-literal", "datatype": str(XSD.boolean), "value": "1"}}]}}
).encode()  # fmt: skip
_SUBJECT = b'"s": {"type": "uri", "value": "http://example.org/s"}, "p": {'
LINKED = ROW.replace(b'"p", "o", "g"', b'"p", "o", "g", "s"').replace(
    b'"p": {', _SUBJECT
)  # an answer to every look-up of a page about a thing
PATHS = (f"/doc/measure/{MEASURE}", "/sparql?query=ASK%7B%7D")


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says, and keeps what it was asked."""

    protocol_version = "HTTP/1.1"
    server: "Store"

    def do_POST(self) -> None:
        self.server.asked.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.close_connection = True
        self.server.behaviour(self)

    def send(self, status: int, body: bytes, media_type: str = JSON, length: int | None = None, **headers: str) -> None:
        """A response; `length` may promise more than comes."""
        self.send_response(status)
        sent = {"Content-Type": media_type, "Content-Length": str(len(body) if length is None else length), **headers}
        for name, value in sent.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Store(ThreadingHTTPServer):
    """An endpoint with a behaviour."""

    daemon_threads = True

    def __init__(self, behaviour: Callable[[Handler], None]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour, self.asked, self.released = behaviour, list[tuple[dict[str, str], str]](), threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is what these tests are about."""


@contextmanager
def endpoint(behaviour: Callable[[Handler], None]) -> Iterator[tuple[Store, str]]:
    with Store(behaviour) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server, f"http://127.0.0.1:{server.server_port}/sparql"
        server.released.set()
        server.shutdown()


def good(handler: Handler) -> None:
    handler.send(200, ROW)


def silent(handler: Handler) -> None:
    handler.server.released.wait(30)


def dripping(handler: Handler) -> None:
    handler.send(200, b"", length=10_000)
    while not handler.server.released.wait(0.1):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def dying(handler: Handler) -> None:
    handler.send(200, ROW[:40], length=len(ROW))


def dying_in_a_chunk(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"40\r\n" + ROW[:20])


def dying_without_a_word(handler: Handler) -> None:
    handler.connection.close()


def half(handler: Handler) -> None:
    handler.send(200, ROW[:-9])


def unauthorised(handler: Handler) -> None:
    handler.send(401, b"who are you?", "text/plain", WWW_Authenticate='Basic realm="x"')


def forbidden(handler: Handler) -> None:
    handler.send(403, b"not you", "text/plain")


def failing(handler: Handler) -> None:
    handler.send(500, b"disk on fire", "text/plain")


def busy(handler: Handler) -> None:
    handler.send(503, b"busy", "text/plain")


def gateway(handler: Handler) -> None:
    handler.send(504, b"gave up", "text/plain")


def elsewhere(handler: Handler) -> None:
    handler.send(404, b"nothing here", "text/plain")


def web_page(handler: Handler) -> None:
    handler.send(200, b"<html>log in</html>", "text/html")


def cut_off(handler: Handler) -> None:
    handler.send(200, ROW, X_SPARQL_MaxRows="1")


FAULTS = [
    (silent, 504, "in time"),
    (dripping, 504, "not complete after"),
    (gateway, 504, "gave up"),
    (dying, 502, "broke off"),
    (dying_in_a_chunk, 502, "broke off"),
    (dying_without_a_word, 502, "broke off|no answer"),
    (half, 502, "something broken"),
    (unauthorised, 502, "POLICYGRAPH_STORE_PASSWORD"),
    (forbidden, 502, "does not let us in: not you"),
    (failing, 502, "disk on fire"),
    (busy, 502, "busy"),
    (elsewhere, 502, "no SPARQL endpoint"),
    (web_page, 502, "text/html"),
    (cut_off, 502, "cut the answer off"),
]


@pytest.fixture
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_store, "PAGE_SECONDS", 1.0)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tmp_path_factory.mktemp("releases") / "2026.11.2-0123456789ab")


def site(release: Path, store: str) -> Flask:
    settings = Settings({**Settings().values, "query.seconds": 1})
    return create_app(release, store=store, settings=settings)


@pytest.mark.usefixtures("_in_a_hurry")
@pytest.mark.parametrize(("behaviour", "status", "reason"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_store_that_fails_is_a_clear_error_soon(
    behaviour: Callable[[Handler], None],
    status: int,
    reason: str,
    release: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with endpoint(behaviour) as (_, address):
        kind = TimedOutError if status == 504 else UnavailableError
        with pytest.raises(kind, match=reason):
            RemoteStore(Endpoint(address), SPACE, Most(seconds=1)).query("SELECT * { ?s ?p ?o }")
        client, began = site(release, address).test_client(), time.monotonic()
        for path in PATHS:
            page = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
            assert (page.status_code, page.mimetype) == (status, "text/html"), path
            assert f"<h1>{status}: " in page.text
            assert "The store behind this site" in page.text
            assert "127.0.0.1" not in page.text, "visitors need not know where the store is"
            data = client.get(path, headers={"Accept": "text/turtle, application/sparql-results+json"})
            assert (data.status_code, data.mimetype) == (status, "text/plain"), path
            assert data.text.startswith(f"{status} ")
            assert "The store behind this site" in data.text
        assert time.monotonic() - began < 15
    assert address in caplog.text


@pytest.mark.usefixtures("_in_a_hurry")
def test_pages_that_need_no_store_stay_up(release: Path) -> None:
    with endpoint(good) as (_, address):
        pass
    client = site(release, address).test_client()
    for path in ("/robots.txt", "/sparql", "/release/2026.11.2/data/dataset.nq"):
        with client.get(path, headers={"Accept": "*/*"}) as response:
            assert response.status_code == 200, path
    assert client.get("/").status_code == 502


@pytest.mark.usefixtures("_in_a_hurry")
def test_slow_look_ups_share_the_time_of_one_page(release: Path) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(0.3)
        handler.send(200, LINKED)

    with endpoint(slow) as (store, address):
        began = time.monotonic()
        assert site(release, address).test_client().get(PATHS[0], headers={"Accept": "text/html"}).status_code == 504
        assert time.monotonic() - began < 3
        assert len(store.asked) < 6


def test_credentials_come_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(good) as (store, address):
        endpoint_at(address)
        RemoteStore(endpoint_at(address), SPACE).outgoing(URIRef("http://example.org/s"))
        for name, value in zip(CREDENTIALS, ("reader", "geheim:词"), strict=True):
            monkeypatch.setenv(name, value)
        RemoteStore(endpoint_at(address), SPACE).outgoing(URIRef("http://example.org/s"))
        before, after = (headers.get("Authorization") for headers, _ in store.asked)
    assert (before, after) == (None, "Basic cmVhZGVyOmdlaGVpbTror40=")


def test_query_goes_on_as_it_was_written(release: Path) -> None:
    with endpoint(good) as (store, address):
        query = '# SELECT or INSERT\nPREFIX ex: <http://example.org/>\nSELECT * { ?s ex:p "政策 100% + 1" }'
        graphs = {"default-graph-uri": "http://example.org/g", "named-graph-uri": "http://example.org/h"}
        answer = site(release, address).test_client().post("/sparql", data={"query": query, **graphs})
        assert answer.status_code == 200
        ((headers, body),) = store.asked
    sent = dict(part.split("=", 1) for part in body.split("&"))
    assert set(sent) == {"query", *graphs}
    assert unquote_plus(sent["query"]) == f"BASE <{BASE}sparql> {query}"
    assert headers["Accept"].startswith(JSON)


@pytest.mark.accept("E14", "E15")
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "expected SELECT"),
        ("PREFIX a: <urn:a> DELETE WHERE { ?s ?p ?o }", "expected SELECT"),
        ("\\u0049NSERT DATA { <urn:a> <urn:b> <urn:c> }", "expected SELECT"),
        ('DEFINE get:soft "replace" SELECT * { ?s ?p ?o }', "expected SELECT"),
        ("# nothing", "expected SELECT"),
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT (bif:now() AS ?n) {}", "bif: is not declared"),
        ("SELECT (<bif:now>() AS ?n) {}", "bif: are not allowed"),
        ("SELECT (<\\u0042IF:now>() AS ?n) {}", "bif: are not allowed"),
        ("PREFIX s: <sql:> SELECT (s:now() AS ?n) {}", "sql: are not allowed"),
    ],
)
def test_what_is_no_reading_query_never_leaves(query: str, reason: str) -> None:
    with endpoint(good) as (store, address), pytest.raises(StoreError, match=reason) as caught:
        RemoteStore(Endpoint(address), SPACE).query(query)
    assert not isinstance(caught.value, UnavailableError | TimedOutError)
    assert store.asked == []


def test_fault_of_the_query_is_told_to_who_asked(release: Path) -> None:
    def refusing(handler: Handler) -> None:
        handler.send(400, b"line 1: no such thing", "text/plain")

    with endpoint(refusing) as (_, address):
        answer = site(release, address).test_client().get("/sparql?query=ASK%7B%7D")
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "line 1: no such thing" in answer.text
    assert "127.0.0.1" not in answer.text


def test_answers_are_read_whatever_the_format_the_store_likes() -> None:
    bodies = {
        "SELECT": (b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head><results>'
                   b'<result><binding name="x"><bnode>b</bnode></binding></result></results></sparql>',
                   "application/sparql-results+xml"),
        "CONSTRUCT": (b'<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .', "text/turtle"),
        "ASK": (b'{"head":{"link":[]},"boolean":true}', JSON),
    }  # fmt: skip

    def behaviour(handler: Handler) -> None:
        handler.send(200, *next(body for word, body in bodies.items() if word in handler.server.asked[-1][1]))

    with endpoint(behaviour) as (_, address):
        store = RemoteStore(Endpoint(address), SPACE)
        select, construct, yes = (
            store.query(text) for text in ("SELECT ?x {}", "CONSTRUCT WHERE { ?s ?p ?o }", "ASK {}")
        )
        assert (select.form, list(select.variables), list(select.rows())) == (Form.SELECT, ["x"], [(BNode("b"),)])
        true = Literal("true", datatype=XSD.boolean)
        assert list(construct.rows()) == [(URIRef("urn:a"), URIRef("urn:b"), true)]
        assert list(yes.rows()) == [(true,)]
        assert yes.serialize("text/csv") == b"true"


TWO = json.loads(ROW)
TWO["results"]["bindings"] *= 2
LONG = {
    "SELECT * {}": (json.dumps(TWO).encode(), JSON, "text/csv"),
    "CONSTRUCT WHERE { ?s ?p ?o }": (b"<urn:a> <urn:b> <urn:c> , <urn:d> ." + b" " * 99, "text/turtle", "text/turtle"),
}


@pytest.mark.parametrize("query", LONG)
@pytest.mark.parametrize(("most", "reason"), [(Most(rows=1), "limit is 1"), (Most(size=100), "too large")])
def test_answer_that_is_too_long_is_refused(most: Most, reason: str, query: str) -> None:
    body, sent_as, wished = LONG[query]
    with (
        endpoint(lambda handler: handler.send(200, body, sent_as)) as (_, address),
        pytest.raises(StoreError, match=reason) as caught,
    ):
        RemoteStore(Endpoint(address), SPACE, most).query(query).serialize(wished)
    assert "LIMIT" in caught.value.fix


def test_what_virtuoso_calls_true_is_true() -> None:
    with endpoint(good) as (_, address):
        (fact,) = RemoteStore(Endpoint(address), SPACE).outgoing(URIRef("http://example.org/s"))
    assert fact.object == Literal("true", datatype=XSD.boolean)


def test_literals_and_blank_nodes_are_not_asked_for() -> None:
    with endpoint(good) as (store, address):
        remote = RemoteStore(Endpoint(address), SPACE)
        assert (remote.outgoing(Literal("a")), remote.outgoing(BNode())) == ([], [])
        assert (remote.contains(Literal("a")), remote.contains(BNode())) == (False, False)
    assert store.asked == []


def test_client_of_the_command_line_has_a_time_limit_too() -> None:
    with endpoint(dripping) as (_, address), pytest.raises(TimedOutError):
        ask(address, "ASK {}", timeout=1)


def test_answer_to_another_question_is_not_taken_for_ours(release: Path) -> None:
    with endpoint(good) as (_, address):
        assert site(release, address).test_client().get("/").status_code == 502  # counts have another column
