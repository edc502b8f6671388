"""The short way of ordinary queries: it says what the long way says, and leaves to it what is not ordinary."""

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import StoreError
from publish.settings import Settings
from publish.site.app import SERVICE, create_app
from publish.site.endpoint import Begun
from publish.site.gateway import BEGUN
from publish.site.hot_path import HotPath, unescaped

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
NAMES = "SELECT ?s ?name { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?s ?name"
ASK = "ASK { ?s a <https://w3id.org/policygraph/ontology#Measure> }"
GRAPH = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000"  # more than a megabyte
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WRONG = "SELECT * { ?s ?p }"
CLIENT = "203.0.113.9"
RESULTS = "application/sparql-results+json"
NUMBERS = count()
Request = tuple[str, str, dict[str, str], bytes]  # method, query string, headers, body


def asked(query: str, **headers: str) -> Request:
    """A query in the address."""
    return "GET", urlencode({"query": query}), {name.replace("_", "-"): value for name, value in headers.items()}, b""


def posted(content: str, content_type: str) -> Request:
    """A body."""
    return "POST", "", {"content-type": content_type, "accept": "text/csv"}, content.encode()


ORDINARY = {
    "no wish": asked(NAMES),
    "any": asked(NAMES, accept="*/*"),
    "JSON": asked(NAMES, accept=RESULTS),
    "XML before TSV": asked(NAMES, accept="application/sparql-results+xml, text/tab-separated-values;q=0.9"),
    "CSV": asked(NAMES, accept="text/csv", accept_language="zh"),
    "yes or no": asked(ASK, accept="application/json"),
    "graph as Turtle": asked(GRAPH, accept="text/turtle"),
    "graph as JSON-LD": asked(GRAPH, accept="application/ld+json"),
    "form": posted(urlencode({"query": NAMES}), FORM),
    "form that names its characters": posted(urlencode({"query": NAMES}), f"{FORM}; charset=utf-8"),
    "direct": posted(NAMES, DIRECT),
    "letters of all kinds": asked('SELECT ("政策=100%&+" AS ?x) {}', accept="text/csv"),
}
UNUSUAL = {
    "page": asked(NAMES, accept="text/html"),
    "nothing that there is": asked(NAMES, accept="image/png"),
    "known before": asked(NAMES, if_none_match='"x"'),
    "two parameters": ("GET", f"query={quote(NAMES)}&format=csv", {}, b""),
    "dataset": ("GET", f"query={quote(NAMES)}&default-graph-uri=urn%3Ax", {}, b""),
    "no query": ("GET", "", {}, b""),
    "empty query": ("GET", "query=", {}, b""),
    "blank query": ("GET", "query=%20%0A", {}, b""),
    "not UTF-8": ("GET", "query=ASK%7B%7D%FF", {}, b""),
    "NUL": ("GET", "query=ASK%7B%7D%00", {}, b""),
    "byte order mark": ("GET", "query=%EF%BB%BFASK%7B%7D", {}, b""),
    "head": ("HEAD", urlencode({"query": NAMES}), {}, b""),
    "update": posted("update=CLEAR%20ALL", FORM),
    "other characters": posted(NAMES, f"{DIRECT}; charset=latin-1"),
    "other body": posted(NAMES, "text/plain"),
    "query in both": ("POST", urlencode({"query": NAMES}), {"content-type": DIRECT}, NAMES.encode()),
    "longer than a pipe": posted(NAMES + " " * 40_000, DIRECT),
}


@pytest.fixture(scope="module")
def application(release: Path) -> Iterator[Flask]:
    """The application with its query workers, with a short time for a query."""
    app = create_app(release, settings=Settings({**Settings().values, "query.seconds": 1, "query.slots": 2}))
    app.extensions[SERVICE].queries.start()
    yield app
    app.extensions[SERVICE].queries.stop()


@pytest.fixture(scope="module")
def short(application: Flask) -> HotPath:
    """The short way to it."""
    found = HotPath.of(application, application.extensions[SERVICE])
    assert found is not None
    return found


def another() -> Request:
    """A query that was not asked before, so that no answer to it is kept."""
    return asked(f"ASK {{ ?s ?p {next(NUMBERS)} }}")


def read(short: HotPath, request: Request, path: bytes = b"/sparql") -> Any:
    """What the short way reads."""
    method, query_string, headers, body = request
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    return short.read(method, path, query_string.encode(), sent, body)


def answer(short: HotPath, request: Request) -> Any:
    """What the short way answers, once a worker stands."""

    async def run() -> Any:
        for _ in range(200):
            found = await short.answer(read(short, request), CLIENT, lambda _: None)
            if not (isinstance(found, Begun) and found == Begun()):
                break
            await asyncio.sleep(0.05)
        return found

    return asyncio.run(run())


def long_way(client: FlaskClient, request: Request, begun: Begun | None = None) -> tuple[int, dict[str, str], bytes]:
    """What the application answers by itself, or goes on with."""
    method, query_string, headers, body = request
    environment = {"environ_overrides": {BEGUN: begun}} if begun else {}
    with client.open(
        "/sparql", method=method, query_string=query_string, headers=headers, data=body, **environment
    ) as (  # type: ignore[arg-type]
        response
    ):
        headers = {name.lower(): value for name, value in response.headers if name != "Date"}  # of the server
        return response.status_code, headers, response.data


@pytest.mark.accept("E01", "E06", "H13")
@pytest.mark.parametrize("request_", ORDINARY.values(), ids=ORDINARY)
def test_short_way_says_what_the_long_way_says(application: Flask, short: HotPath, request_: Request) -> None:
    expected = long_way(application.test_client(), request_)
    for fresh in (False, True):  # kept by the long way, and asked again
        if fresh:
            vars(application.extensions[SERVICE]).pop("kept")
        status, headers, content = answer(short, request_)
        said = {name.decode(): value.decode() for name, value in headers}
        assert (status, said, content) == expected


@pytest.mark.parametrize("request_", UNUSUAL.values(), ids=UNUSUAL)
def test_what_is_not_ordinary_is_left_to_the_long_way(short: HotPath, request_: Request) -> None:
    assert read(short, request_) is None


def test_other_addresses_and_doubled_headers_are_left_to_the_long_way(short: HotPath) -> None:
    assert read(short, asked(NAMES), b"/sparql/") is None
    twice = [(b"accept", b"text/csv"), (b"accept", b"text/html")]
    assert short.read("GET", b"/sparql", urlencode({"query": NAMES}).encode(), twice, b"") is None


BEGUN_HERE = {
    "long": (asked(LONG, accept="text/csv"), 200),
    "slow": (asked(SLOW, accept="text/csv"), 503),
    "wrong": (asked(WRONG, accept="text/csv"), 400),
    "refused": (asked("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", accept="text/csv"), 400),
}


@pytest.mark.parametrize(("request_", "status"), BEGUN_HERE.values(), ids=BEGUN_HERE)
def test_what_is_begun_here_goes_on_there(application: Flask, short: HotPath, request_: Request, status: int) -> None:
    begun = answer(short, request_)
    assert isinstance(begun, Begun)
    assert begun.pieces or begun.error
    went_on = long_way(application.test_client(), request_, begun)
    assert went_on == long_way(application.test_client(), request_)
    assert went_on[0] == status
    assert answer(short, another())[0] == 200  # worker and slot are free again


def test_killed_worker_is_asked_again_by_the_long_way(application: Flask, short: HotPath) -> None:
    request = asked(SLOW + "# killed", accept="text/csv")
    begun = answer(short, request)
    pool = application.extensions[SERVICE].queries._pool
    (worker,) = pool._busy
    worker._process.kill()
    with pytest.raises(StoreError, match="killed"):
        list(begun.pieces)
    begun.leave()
    assert answer(short, another())[0] == 200


def test_no_slot_is_waited_for_by_the_long_way(application: Flask, short: HotPath) -> None:
    admission = application.extensions[SERVICE].admission
    taken = [admission.enter(CLIENT) for _ in range(2)]
    assert asyncio.run(short.answer(read(short, another()), CLIENT, lambda _: None)) == Begun()
    for leave in taken:
        leave()
    assert answer(short, another())[0] == 200


@given(st.text(alphabet="aF09%+=_ \r\n.?&é", max_size=20) | st.text(max_size=20).map(quote))
def test_values_of_parameters_are_read_as_the_standard_library_reads_them(value: str) -> None:
    assert unescaped(value.encode()) == unquote_to_bytes(value.encode().replace(b"+", b" "))
