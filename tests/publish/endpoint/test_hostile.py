"""Queries that mean harm, against the real server: each gets its answer, and everybody else is served as before."""

import os
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from urllib.parse import quote, urlencode

import pytest

from .conftest import BYTES, ROWS, SECONDS, WORKERS
from .serving import DIRECT, FORM, Answer, Server, wait_until

OTHER = "127.0.0.2"  # another client
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FOREVER = f"SELECT (COUNT(*) AS ?n) {CROSS}"
SMALL = "SELECT * { <http://example.org/thing/7> ?p ?o }"
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(25))


@pytest.fixture(autouse=True)
def unharmed(server: Server) -> Iterator[None]:
    """Whatever a test does: within a second the workers stand, idle and answering, and nothing is left of the dead."""
    yield
    wait_until(lambda: len(server.workers()) == WORKERS, "a worker is missing", 1.5)
    wait_until(server.is_idle, "a worker is still at work", 1.5)
    assert server.zombies() == set()
    assert "word 7" in server.ask(SMALL).text


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """A server that must not be called."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening
        with pytest.raises(BlockingIOError):
            listening.accept()


def where(canary: socket.socket) -> str:
    """The address of the canary."""
    return f"http://127.0.0.1:{canary.getsockname()[1]}/"


TOO_DEEP = {
    "Q1": "ASK { FILTER(" + "(" * 20_000 + "1=1" + ")" * 20_000 + ") }",
    "Q2 groups": "ASK " + "{" * 10_000 + "}" * 10_000,
    "Q2 sub-selects": "SELECT * " + "{ SELECT * " * 4_000 + "{}" + "}" * 4_000,
    "Q2 optionals": "ASK " + "{ OPTIONAL " * 4_000 + "{}" + "}" * 4_000,
    "Q2 exists": "ASK " + "{ FILTER EXISTS " * 3_000 + "{}" + "}" * 3_000,
    "Q2 minus": "ASK " + "{ MINUS " * 4_000 + "{}" + "}" * 4_000,
    "Q3 calls": "SELECT (" + "CONCAT(" * 1_000 + '"x"' + ")" * 1_000 + " AS ?x) {}",
    "Q3 negations": "ASK { FILTER(" + "!" * 16_000 + "true) }",
    "Q3 sums": "ASK { FILTER(" + "1+" * 8_000 + "1 = 1) }",
    "Q3 triple terms": "ASK { " + "<<( ?s ?p " * 2_000 + "?o" + " )>>" * 2_000 + " ?p ?o }",
    "Q4 patterns": "ASK { " + "".join(f"?s ?p{n} ?o{n} . " for n in range(320)) + "}",
    "Q4 optionals": "ASK { " + "".join(f"OPTIONAL {{ ?s ?p{n} ?o{n} }} " for n in range(320)) + "}",
    "Q4 paths": "ASK { ?s " + "<urn:p>/" * 1_000 + "<urn:p> ?o }",
}


@pytest.mark.accept("Q1", "Q2", "Q3", "Q4")
@pytest.mark.parametrize("text", TOO_DEEP.values(), ids=TOO_DEEP)
def test_too_deep_or_long_is_refused_before_anybody_parses_it(server: Server, text: str) -> None:
    before = server.workers()
    answer = server.post(text)
    assert answer.status == 400
    assert "limit is" in answer.text or "more than" in answer.text
    assert answer.seconds < 0.5
    assert server.workers() == before


@pytest.mark.accept("Q5", "E16")
def test_cross_product_is_stopped_at_the_time_limit(server: Server) -> None:
    answer = server.ask(FOREVER)
    assert answer.status == 503
    assert f"stopped after {SECONDS} seconds" in answer.text
    assert SECONDS <= answer.seconds < SECONDS + 1


@pytest.mark.accept("Q6")
@pytest.mark.parametrize("text", [FOREVER, f"SELECT * {CROSS}"], ids=["silent", "streamed"])
def test_work_ends_when_the_client_leaves(server: Server, text: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: not server.is_idle(), seconds=0.9)
    wait_until(server.is_idle, "it works for nobody", 0.6)


@pytest.mark.accept("Q7", "Q8")
@pytest.mark.parametrize(
    "text",
    [
        f'SELECT (STRLEN(?x25) AS ?n) {{ BIND("0123456789abcdef" AS ?x0) {DOUBLED} }}',
        "SELECT (GROUP_CONCAT(?c) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
        "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
        "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        f'SELECT (STRLEN(REPLACE(?x20, "0", ?x10)) AS ?n) {{ BIND("0" AS ?x0) {DOUBLED} }}',
    ],
    ids=["doubling", "concatenation", "sorting", "distinct", "replacing"],
)
def test_greedy_query_ends_at_a_limit_and_harms_nobody(server: Server, text: str) -> None:
    answer = server.ask(text)
    assert answer.status == 503 or not answer.whole
    assert answer.seconds < SECONDS + 1
    assert "/limits lists" in answer.text


@pytest.mark.accept("Q9")
def test_regular_expression_does_not_explode(server: Server) -> None:
    text = 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER REGEX(CONCAT(?o, "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!"), "^(a+)+$") }'
    assert server.ask(text, "text/csv").text.split() == ["n", "0"]


LONG = f"SELECT ?c ?f {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS + 1}"


@pytest.mark.accept("Q10", "E17")
@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml",
                                    "text/csv", "text/tab-separated-values"])  # fmt: skip
def test_answer_over_the_limit_is_cut_off_in_plain_sight(server: Server, accept: str) -> None:
    answer = server.ask("SELECT ?c { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", accept)
    if answer.status == 200:  # it had begun
        assert not answer.whole
        assert "INCOMPLETE. query: the answer has more than" in answer.text[-200:]
        assert answer.headers["policygraph-limits"] == f"rows={ROWS}, bytes={BYTES}, seconds={SECONDS}"
        assert answer.headers["cache-control"] == "no-store"
    else:
        assert answer.status == 400
        assert f"the answer has more than {ROWS} rows" in answer.text


@pytest.mark.accept("Q10", "E17")
def test_limit_is_exact_and_short_answers_over_it_are_errors(server: Server) -> None:
    assert server.ask(f"SELECT (1 AS ?one) {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS}", "text/csv").text.count("1") == ROWS
    over = server.ask(f"SELECT (1 AS ?one) {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS + 1}", "text/csv")
    assert (over.status, over.whole) == (400, True)
    assert f"more than {ROWS} rows" in over.text
    wide = 'CONSTRUCT { ?a ?b ?x } { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(?c, ?f, "%s") AS ?x) }' % ("x" * 500)
    assert "INCOMPLETE" in server.post(wide, "application/n-triples").text[-200:]


@pytest.mark.accept("Q11")
def test_reader_that_takes_nothing_is_cut_off(server: Server) -> None:
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        text = quote(f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS}")
        client.sendall(f"GET /sparql?query={text} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        began = server.workers()
        wait_until(lambda: server.workers() != began, "the slot is still held", 5)


@pytest.mark.accept("Q12")
def test_many_heavy_queries_of_one_client_leave_the_others_alone(server: Server) -> None:
    heavy: list[Answer] = []
    with ThreadPoolExecutor(200) as crowd:
        futures = [crowd.submit(server.ask, f"{FOREVER} # {number}") for number in range(200)]
        time.sleep(0.3)
        light = [server.ask(SMALL.replace("7", str(number)), client=OTHER) for number in range(40)]
        pages = [server.send("GET", "/limits", client=OTHER) for _ in range(40)]
        heavy = [future.result() for future in futures]
    assert {answer.status for answer in light + pages} == {200}
    assert quantiles([answer.seconds for answer in light], n=20)[-1] < 1
    assert quantiles([answer.seconds for answer in pages], n=20)[-1] < 0.5
    statuses = Counter(answer.status for answer in heavy)
    assert set(statuses) == {429, 503}
    assert statuses[429] > 100
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in heavy if answer.status == 429)


CALLS = ["SERVICE <{}>", "SERVICE SILENT <{}>", "service ?v", "SERVICE<{}>", "\\u0053ERVICE <{}>"]


@pytest.mark.accept("Q14", "E15")
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("around", ["{}", "FILTER EXISTS {{ {} }}", "{{ SELECT * {{ {} }} }}"])
def test_service_opens_no_socket(server: Server, canary: socket.socket, call: str, around: str) -> None:
    inner = around.format(call.format(where(canary)) + " { ?s ?p ?o }")
    answer = server.ask(f"SELECT * {{ BIND(<{where(canary)}> AS ?v) {inner} }}")
    assert answer.status == 400
    assert "SERVICE is not allowed here" in answer.text


@pytest.mark.accept("Q15", "E15", "Q22")
@pytest.mark.parametrize("graph", ["http://169.254.169.254/latest", "file:///etc/passwd", "{canary}"])
def test_unknown_graphs_are_empty_and_never_fetched(server: Server, canary: socket.socket, graph: str) -> None:
    graph = graph.format(canary=where(canary))
    for clause, parameters in (
        (f"FROM <{graph}> {{ ?s ?p ?o }}", {}),
        (f"FROM NAMED <{graph}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", {}),
        ("{ ?s ?p ?o }", {"default-graph-uri": graph}),
        ("{ GRAPH ?g { ?s ?p ?o } }", {"named-graph-uri": graph}),
    ):
        path = "/sparql?" + urlencode({"query": f"SELECT ?s {clause}", **parameters})
        answer = server.send("GET", path, headers={"Accept": "text/csv"})
        assert (answer.status, answer.text) == (200, "s\r\n")


@pytest.mark.accept("Q16", "E14")
@pytest.mark.parametrize(
    "update", ["LOAD <{}>", "INSERT DATA {{ <urn:a> <urn:b> <urn:c> }}", "CLEAR ALL", "DROP ALL", "# {}\nDROP ALL"]
)
def test_updates_are_refused_however_they_come(server: Server, canary: socket.socket, update: str) -> None:
    text = update.format(where(canary))
    before = server.ask("SELECT * { ?s ?p ?o }", "text/csv").body
    form = urlencode({"update": text}).encode()
    multipart = f'--x\r\nContent-Disposition: form-data; name="update"\r\n\r\n{text}\r\n--x--\r\n'.encode()
    answers = [
        server.ask(text),
        server.post(text),
        server.send("GET", f"/sparql?update={quote(text)}"),
        server.send("POST", "/sparql", form, {"Content-Type": FORM}),
        server.send("POST", "/sparql", text.encode(), {"Content-Type": "application/sparql-update"}),
        server.send("POST", "/sparql", multipart, {"Content-Type": "multipart/form-data; boundary=x"}),
    ]
    assert {answer.status for answer in answers} <= {400, 403, 415}
    assert server.ask("SELECT * { ?s ?p ?o } ", "text/csv").body == before


@pytest.mark.accept("Q17", "Q18")
@pytest.mark.parametrize(
    ("path", "body", "content_type", "status"),
    [
        ("?query=ASK{}&query=ASK{}", None, None, 400),
        ("?query=ASK{}", b"query=ASK{}", FORM, 400),
        ("?query=ASK{}", b"ASK {}", DIRECT, 400),
        ("", b"query=ASK{}&query=ASK{}", FORM, 400),
        ("", b"ASK {}", "text/plain", 415),
        ("", b"ASK {}", None, 415),
        ("", "ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16", 415),
    ],
)
def test_what_is_not_one_query_is_refused(
    server: Server, path: str, body: bytes | None, content_type: str | None, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = server.send("GET" if body is None else "POST", f"/sparql{path}", body, headers)
    assert answer.status == status


@pytest.mark.accept("Q19")
@pytest.mark.parametrize(
    ("query", "position"),
    [("ASK%20%ff{}", "position 10"), ("ASK%20%00{}", "position 4"), ("ASK%20{FILTER(%22%ED%A0%80%22)}", "position 19"),
     ("ASK%20{FILTER(%22%5CuD800%22=%22%22)}", "line 1, column")],
    ids=["no UTF-8", "NUL", "surrogate", "escaped surrogate"],
)  # fmt: skip
def test_what_is_no_text_is_refused_where_it_stands(server: Server, query: str, position: str) -> None:
    for answer in (
        server.send("GET", f"/sparql?query={query}"),
        server.send("POST", "/sparql", f"query={query}".encode(), {"Content-Type": FORM}),
    ):
        assert answer.status == 400
        assert position in answer.text


@pytest.mark.accept("Q19")
def test_byte_order_mark_is_no_harm(server: Server) -> None:
    assert server.send("GET", "/sparql?query=%EF%BB%BFASK{}").status == 200


@pytest.mark.accept("Q20")
def test_empty_and_huge_queries_are_refused(server: Server) -> None:
    for empty in ("", " ", "# only a comment"):
        assert server.ask(empty).status == 400
    assert server.post("ASK {" + " " * 2_000_000 + "}").status == 413
    assert server.post("ASK {" + " " * 70_000 + "}").status == 400
    assert server.send("POST", "/sparql", b"query=" + b"x" * 20_000_000, {"Content-Type": FORM}).status == 413


@pytest.mark.accept("Q20")
def test_body_without_an_end_is_not_waited_for(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {DIRECT}\r\nTransfer-Encoding: chunked\r\n\r\n"
        client.sendall(head.encode() + b"3\r\nASK\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 408 ")


@pytest.mark.accept("Q21", "E09")
@pytest.mark.parametrize(
    ("accept", "status", "media_type"),
    [
        ("text/html;q=0.1, */*;q=0", 200, "text/html"),
        ("foo/bar", 406, "text/plain"),
        ("image/png", 406, "text/plain"),
        ("text/csv;q=NaN", 200, "application/sparql-results+json"),
        ("text/csv, " * 1_000, 200, "text/csv"),
        (";;;", 200, "application/sparql-results+json"),
        ("application/sparql-results+xml, application/rdf+xml;q=0.5", 200, "application/sparql-results+xml"),
    ],
)
def test_odd_accept_headers_get_a_sensible_answer(server: Server, accept: str, status: int, media_type: str) -> None:
    answer = server.ask("SELECT (1 AS ?x) {}", accept)
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (status, media_type)


@pytest.mark.accept("Q25")
@pytest.mark.parametrize("parameter", ["format", "callback", "output"])
def test_parameters_change_no_header_and_no_type(server: Server, parameter: str) -> None:
    answer = server.ask("ASK {}", **{parameter: "x\r\nSet-Cookie: a=b\r\n\r\n<script>"})
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert b"<script" not in answer.body


@pytest.mark.accept("Q26", "Q27")
def test_results_on_a_page_are_text_and_in_csv_as_the_standard_has_them(server: Server) -> None:
    text = 'BASE <javascript:alert(1)> SELECT (IRI("x") AS ?i) ("<script>alert(2)</script>" AS ?t) ("=1+1" AS ?f) {}'
    page = server.ask(text, "text/html")
    assert page.status == 200
    assert "&lt;script&gt;alert(2)" in page.text
    assert "<script>" not in page.text  # the editor's own have attributes
    assert 'href="javascript' not in page.text
    assert "javascript:x" in page.text
    assert server.ask(text, "text/csv").text == "i,t,f\r\njavascript:x,<script>alert(2)</script>,=1+1\r\n"


def test_page_shows_the_first_rows_and_says_that_there_are_more(server: Server) -> None:
    page = server.ask("SELECT (1 AS ?one) { ?s ?p ?o }", "text/html", lang="en")
    assert "more than 1000 rows" in page.text
    assert page.text.count("<tr>") == 1001
    for heavy in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        page = server.ask(heavy, "text/html", lang="en")
        rows = page.text.count("<tr>") - 1
        assert 100 < rows < 1000
        assert f"more than {rows} rows" in page.text
    assert "1 rows" in server.ask("ASK {}", "text/html", lang="en").text
    assert "word 7" in server.ask("DESCRIBE <http://example.org/thing/7>", "text/html").text


@pytest.mark.accept("X5")
def test_worker_that_is_killed_costs_one_request_at_most(server: Server) -> None:
    idle = server.workers()
    for pid in idle:
        os.kill(pid, signal.SIGKILL)
    answers = [server.ask(SMALL.replace("7", str(number + 100))) for number in range(10)]
    assert [answer.status for answer in answers] == [200] * 10
    wait_until(lambda: len(server.workers()) == len(idle) and not server.workers() & idle, seconds=1.5)
    slow: list[Answer] = []
    thread = threading.Thread(target=lambda: slow.append(server.ask(FOREVER)))
    thread.start()
    time.sleep(0.3)
    for pid in server.workers():
        os.kill(pid, signal.SIGKILL)
    thread.join()
    assert slow[0].status == 503
