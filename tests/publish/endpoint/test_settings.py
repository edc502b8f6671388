"""What the settings say holds: rate, origins, services, limits; and what is not a setting of serving does not."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from publish.settings import Settings
from publish.store.limits import Limits

from .conftest import BYTES, LIMITS, MEGABYTES, ROWS, SECONDS
from .serving import Server, serving

ORIGIN = "https://example.org"
RATE = 20
NEIGHBOURS = {
    "head": {"vars": ["x"]},
    "results": {"bindings": [{"x": {"type": "literal", "value": "from next door"}}]},
}


class Neighbour(BaseHTTPRequestHandler):
    """A SPARQL endpoint that always says the same."""

    def answer(self) -> None:
        """Say it."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps(NEIGHBOURS).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing else."""


@pytest.fixture(scope="module")
def neighbour() -> Iterator[str]:
    """The address of another endpoint."""
    with HTTPServer(("127.0.0.1", 0), Neighbour) as other:
        thread = threading.Thread(target=other.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{other.server_port}/sparql"
        other.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def strict(files: list[Path], neighbour: str) -> Iterator[Server]:
    """A server with a low rate, one origin, one service, and proxies that say who asks."""
    settings = {
        "POLICYGRAPH_QUERY_RATE": str(RATE),
        "POLICYGRAPH_QUERY_SERVICES": neighbour,
        "POLICYGRAPH_HTTP_CORS": ORIGIN,
        "POLICYGRAPH_HTTP_CLIENT_HEADER": "X-Forwarded-For",
    }
    with serving(files, {**LIMITS, **settings}) as running:
        yield running


@pytest.mark.accept("Q13", "Q12")
def test_flood_of_cheap_queries_is_counted(strict: Server) -> None:
    asked = [strict.ask("ASK {}", client="127.0.0.3") for _ in range(2 * RATE * 10 + 2 * RATE * 5)]
    statuses = Counter(answer.status for answer in asked)
    assert set(statuses) == {200, 429}
    assert all(answer.headers["retry-after"] == "1" for answer in asked if answer.status == 429)
    assert strict.ask("ASK {}", client="127.0.0.4").status == 200
    through_proxy = strict.send("GET", "/sparql?query=ASK{}", headers={"X-Forwarded-For": "10.0.0.1, 203.0.113.7"},
                                client="127.0.0.3")  # fmt: skip
    assert through_proxy.status == 200


@pytest.mark.accept("E15", "Q14")
def test_service_may_ask_who_is_listed_and_nobody_else(strict: Server, neighbour: str) -> None:
    answer = strict.ask(f"SELECT ?x {{ SERVICE <{neighbour}> {{ ?s ?p ?x }} }}", "text/csv")
    assert answer.text.split("\r\n")[1] == "from next door"
    for call in (f"SERVICE <{neighbour}/>", "SERVICE ?v", f"SERVICE SILENT <{neighbour}?x=1>", "SERVICE n:x"):
        asked = f"PREFIX n: <{neighbour}> SELECT * {{ BIND(<{neighbour}> AS ?v) {call} {{ ?s ?p ?x }} }}"
        refused = strict.ask(asked)
        assert refused.status == 400
        assert f"allowed are {neighbour}" in refused.text
    described = strict.send("GET", "/sparql", headers={"Accept": "application/n-triples"}).text
    assert "sparql-service-description#BasicFederatedQuery" in described


@pytest.mark.accept("E11", "Q24")
def test_origin_is_the_one_that_is_set(strict: Server) -> None:
    for answer in (strict.ask("ASK {}", client="127.0.0.5"), strict.send("OPTIONS", "/sparql")):
        assert answer.headers["access-control-allow-origin"] == ORIGIN


def test_limits_are_published_for_people_and_programs(server: Server) -> None:
    page, data = (server.send("GET", "/limits", headers={"Accept": each}) for each in ("text/html", "application/json"))
    limits = json.loads(data.body)
    assert limits["endpoint"] == f"http://localhost:{server.port}/sparql"
    assert (limits["seconds"], limits["memory-megabytes"]) == (SECONDS, MEGABYTES)
    assert (limits["answer-rows"], limits["answer-bytes"], limits["services"]) == (ROWS, BYTES, [])
    assert limits["query-bytes"] == 65_536
    assert all(name in page.text for name in limits if name != "endpoint")
    assert server.send("GET", "/limits.json").body == data.body
    assert server.send("GET", "/limits.txt").status == 404


def test_every_limit_of_the_settings_is_published() -> None:
    names = {name for name in Settings().values if name.startswith("query.")}
    private = {"query.workers", "query.cache_megabytes"}
    assert len(names - private) + 5 == len(Limits.of(Settings()).published())
