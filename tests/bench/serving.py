"""How fast it is served: over HTTP, with wrk, beside other servers over the same data and in the same run.

    python tests/bench/serving.py RELEASE…       # release folders, such as those of generated articles
    python tests/bench/serving.py 16 162 1620    # so many generated articles: 10^3, 10^4 and 10^5 evidence graphs

Prints a table in Markdown, and under it how busy the machine was. Each server is asked alone, by wrk on the same
machine, in rounds: ours, the other, ours, the other. Each is warm before the first round, and the figures are medians
of the rounds. Where one of the others is not installed, its rows are left out. `--rdflib-endpoint COMMAND` names the
command of an environment that has it; it must not be in ours, for it would bring its own versions.

Three given releases of up to 10^5 evidence graphs take less than twelve minutes.
"""

import argparse
import contextlib
import http.client
import json
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

HOUSE = Path(__file__).parents[2]
sys.path.insert(0, str(HOUSE))

import pyoxigraph as ox  # noqa: E402

from publish.site.audit_queries import QUERIES  # noqa: E402
from publish.store.embedded import open_release  # noqa: E402
from tests.bench.rows import Row, table  # noqa: E402
from tests.questions.endpoints import virtuoso  # noqa: E402
from tests.questions.serving import START, free_port  # noqa: E402

CONNECTIONS = 8
ROUNDS = 3
WARM_SECONDS = 2
A_ROUND = 40_000  # queries or pages of one round, no two alike: more than are asked while it is measured
REPEATS = 3  # of an audit query; one of many seconds is asked once
MANY_SECONDS = 8.0
DISTINCT = "lookups and joins of labels, no two alike"
PG = "https://w3id.org/policygraph/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RESULTS = "application/sparql-results+json"
LOOKUP = "SELECT ?p ?o { <%s> ?p ?o } LIMIT %d"
JOIN = f"""SELECT ?name ?of {{ <%s> <{SKOS}prefLabel> ?name ; <{PG}setOutIn> ?document .
  ?document <{SKOS}prefLabel> ?of FILTER(LANG(?of) = "zh" && LANG(?name) = "zh") }} LIMIT %d"""
SCRIPT = """
local paths, at = {}, 0
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], %s)
end
"""
UNLIMITED = {
    "POLICYGRAPH_QUERY_RATE": "1000000",
    "POLICYGRAPH_QUERY_SLOTS": "64",
    "POLICYGRAPH_QUERY_SECONDS": "300",
    "POLICYGRAPH_QUERY_MEMORY_MEGABYTES": "8000",
    "POLICYGRAPH_QUERY_ROWS": "10000000",
    "POLICYGRAPH_QUERY_BYTES": "4000000000",
}
HTML = {"Accept": "text/html"}
JSON = {"Accept": RESULTS}
Paths = Sequence[str]


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk found: requests a second, median and 99th percentile in milliseconds, and CPU time of the server."""

    rate: float
    median: float
    p99: float
    errors: int
    cpu: float  # milliseconds of the server's processes a request

    def __str__(self) -> str:
        failed = f", {self.errors} FAILED" if self.errors else ""
        return f"{self.rate:,.0f}/s, p50 {self.median:.1f} ms, p99 {self.p99:.1f} ms, {self.cpu:.2f} ms CPU{failed}"


@dataclass(frozen=True, slots=True)
class Running:
    """A server that is asked: its processes, and the path of its endpoint."""

    name: str
    pid: int
    port: int
    endpoint: str = "/sparql"

    def paths(self, queries: Iterable[str]) -> list[str]:
        """Queries as addresses."""
        return [f"{self.endpoint}?query={urllib.parse.quote(query, safe='')}" for query in queries]

    def ask(self, query: str) -> bytes:
        """The answer to one query."""
        address = f"http://127.0.0.1:{self.port}{self.paths([query])[0]}"
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": RESULTS}), timeout=900) as got:
            content: bytes = got.read()
            return content

    def status(self, path: str, headers: Mapping[str, str]) -> int:
        """How one request is answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=900)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=dict(headers))
            return connection.getresponse().status

    def load(self, paths: Paths, seconds: int, headers: Mapping[str, str]) -> Load:
        """Ask these addresses one after the other, over some connections, for some seconds.

        Raises `AssertionError` where the first one is not answered: a refusal or a redirect is quick too.
        """
        assert self.status(paths[0], headers) in (200, 304), paths[0]
        with tempfile.TemporaryDirectory() as place:
            script, listed = Path(place) / "ask.lua", Path(place) / "paths"
            said_too = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items())
            script.write_text(SCRIPT % f"{{{said_too}}}", encoding="utf-8")
            listed.write_text("\n".join(paths), encoding="utf-8")
            before = processor_seconds(self.pid)
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s",
                       str(script), f"http://127.0.0.1:{self.port}"]  # fmt: skip
            environment = {**os.environ, "BENCH_PATHS": str(listed)}
            said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
            used = processor_seconds(self.pid) - before
        total = int(found(said, r"(\d+) requests in"))
        broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
        errors = sum(map(int, broken.groups())) if broken else 0
        failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
        return Load(
            float(found(said, r"Requests/sec:\s+([\d.]+)")),
            milliseconds(found(said, r"\n\s+50%\s+(\S+)")),
            milliseconds(found(said, r"\n\s+99%\s+(\S+)")),
            errors + (int(failed[1]) if failed else 0),
            1000 * used / max(total, 1),
        )


def found(text: str, pattern: str) -> str:
    """The first group of a pattern that must be there."""
    match = re.search(pattern, text)
    assert match, text
    return match[1]


def milliseconds(said: str) -> float:
    """What wrk writes: 870.00us, 2.10ms, 1.20s."""
    number, unit = float(found(said, r"([\d.]+)")), found(said, r"[\d.]+(\w+)")
    return number * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[unit]


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            parents.setdefault(_parent(each), []).append(int(each.name))
    members, waiting = [pid], [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        members += children
        waiting += children
    return members


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def processor_seconds(pid: int) -> float:
    """Processor time of a process and its descendants, those that ended included."""
    ticks = 0
    for each in family(pid):
        try:
            fields = (Path("/proc") / str(each) / "stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Resident memory of one process in megabytes, pages of files that it maps included."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(found(text, r"VmRSS:\s+(\d+)")) / 1024


@contextmanager
def started(name: str, command: Sequence[str], port: int, endpoint: str, patience: float = 600) -> Iterator[Running]:
    """A server that a command starts, once it answers; it is ended at the end."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **UNLIMITED})
        server = Running(name, process.pid, port, endpoint)
        try:
            deadline = time.monotonic() + patience
            while True:
                try:
                    server.ask("ASK { ?s ?p ?o }")
                    break
                except OSError:
                    log.seek(0)
                    assert process.poll() is None, log.read()[-2000:]
                    assert time.monotonic() < deadline, log.read()[-2000:]
                    time.sleep(0.2)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)


@contextmanager
def ours(release: Path) -> Iterator[Running]:
    """The server of this project."""
    port = free_port()
    with started("policygraph", [sys.executable, "-c", START, str(release), str(port)], port, "/sparql") as server:
        yield server


@contextmanager
def oxigraph(release: Path) -> Iterator[Running]:
    """`oxigraph serve-read-only` over the very files that ours opens."""
    port, folder = free_port(), open_release(release).folder
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve-read-only", "--location", str(folder), "--bind",
               f"127.0.0.1:{port}"]  # fmt: skip
    with started("oxigraph serve-read-only", command, port, "/query") as server:
        yield server


@contextmanager
def rdflib_endpoint(release: Path, program: str) -> Iterator[Running]:
    """rdflib-endpoint over what is accepted, which is all that the queries ask for."""
    port = free_port()
    command = [program, "serve", "--store", "Oxigraph", "--host", "127.0.0.1", "--port", str(port),
               str(release / "data" / "accepted.ttl")]  # fmt: skip
    with started("rdflib-endpoint", command, port, "/") as server:
        yield server


@contextmanager
def in_virtuoso(release: Path, place: Path) -> Iterator[Running]:
    """Virtuoso over what is accepted, loaded as its default graph."""
    graph = "http://example.org/graph/accepted"
    with virtuoso(place, graph) as server:
        server.load(release / "data" / "accepted.ttl", graph)
        address = urllib.parse.urlsplit(server.endpoint)
        pid = next(int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and _runs(each, place))
        yield Running("Virtuoso", pid, address.port or 0, address.path)


def _runs(process: Path, place: Path) -> bool:
    """Whether a process was started with a configuration in this folder."""
    try:
        return str(place).encode() in (process / "cmdline").read_bytes()
    except OSError:
        return False


def mix(subjects: Sequence[str], measures: Sequence[str], number: int, first: int = 0) -> list[str]:
    """Lookups and joins of labels in turn, no two alike; `first` counts those that were asked before."""
    chance = random.Random(first)
    return [
        JOIN % (chance.choice(measures), 1000 + index)
        if index % 2
        else LOOKUP % (chance.choice(subjects), 1000 + index)
        for index in range(first, first + number)
    ]


def things(release: Path) -> tuple[list[str], list[str]]:
    """Subjects of ours, and those that are measures, as the store has them."""
    store = ox.Store.read_only(str(open_release(release).folder))
    said = store.query(f"SELECT DISTINCT ?s {{ ?s <{SKOS}prefLabel> ?l }}")
    measures = store.query(f"SELECT ?s {{ ?s a <{PG}Measure> ; <{PG}setOutIn> ?d }}")
    assert isinstance(said, ox.QuerySolutions)
    assert isinstance(measures, ox.QuerySolutions)
    own = [row[0].value for row in said if "/id/" in row[0].value]
    return sorted(own), sorted({row[0].value for row in measures})


def size_of(release: Path) -> str:
    """How large a release is."""
    counts = json.loads((release / "manifest.json").read_bytes())["counts"]
    return f"{counts['evidence']:,} evidence graphs, {counts['triples'] + counts['evidence_triples']:,} quads"


def measured(
    release: Path, others: Sequence[str], program: str, seconds: int, *, audits: bool, with_pages: bool = True
) -> Iterator[Row]:
    """All rows of one release; `others` are the servers to compare with, besides Oxigraph."""
    size = size_of(release)
    subjects, measures = things(release)
    hundred = mix(subjects, measures, 100)

    def fresh(number: int) -> list[str]:
        return mix(subjects, measures, A_ROUND, first=(number + 1) * A_ROUND)

    with ours(release) as server:
        with oxigraph(release) as peer:
            distinct, theirs = in_rounds(seconds, asked(server, fresh), asked(peer, fresh))
            yield _of(DISTINCT, size, distinct, theirs, peer, ">= 0.4 x")
            again, theirs = in_rounds(seconds, asked(server, lambda _: hundred), asked(peer, lambda _: hundred))
            yield _of("a hundred queries again and again", size, again, theirs, peer, ">= 0.8 x")
            if audits:
                yield from auditing(size, server, peer)
        if "rdflib-endpoint" in others:
            with rdflib_endpoint(release, program) as other:
                yield _of(DISTINCT, size, distinct, *in_rounds(seconds, asked(other, fresh)), other, ">= 12 x")
        if "virtuoso" in others:
            with tempfile.TemporaryDirectory() as place, in_virtuoso(release, Path(place) / "virtuoso") as other:
                yield _of(DISTINCT, size, distinct, *in_rounds(seconds, asked(other, fresh)), other, ">= 1.5 x")
        if with_pages:
            yield from pages(size, server, subjects, seconds)
        yield from memory(size, server)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a server is asked in each round, and last to be warm."""

    server: Running
    rounds: Sequence[Paths]
    headers: Mapping[str, str]


def asked(server: Running, queries: Callable[[int], Sequence[str]]) -> Asked:
    """Queries, by the number of the round."""
    return Asked(server, [server.paths(queries(number)) for number in range(ROUNDS + 1)], JSON)


def in_rounds(seconds: int, *each_asked: Asked) -> list[Load]:
    """The median of each: all are warm first, and then they take turns."""
    for each in each_asked:
        each.server.load(each.rounds[ROUNDS], WARM_SECONDS, each.headers)
    rounds = [
        [each.server.load(each.rounds[number], seconds, each.headers) for each in each_asked]
        for number in range(ROUNDS)
    ]
    return [median(loads) for loads in zip(*rounds, strict=True)]


def median(loads: Sequence[Load]) -> Load:
    """The median of each figure, and all errors."""
    return Load(
        *(statistics.median(getattr(each, name) for each in loads) for name in ("rate", "median", "p99")),
        errors=sum(each.errors for each in loads),
        cpu=statistics.median(each.cpu for each in loads),
    )


def _of(what: str, size: str, load: Load, theirs: Load, other: Running, bar: str) -> Row:
    ratio = load.rate / theirs.rate
    return Row(f"{what}, of {other.name}", size, f"{ratio:.2f} x" if ratio < 10 else f"{ratio:.0f} x", bar,
               f"{load}; against {theirs}; {theirs.cpu / load.cpu:.2f} x by CPU")  # fmt: skip


def auditing(size: str, server: Running, peer: Running) -> Iterator[Row]:
    """The queries behind the audit, the whole answer read; each time another text, so that none is kept."""
    for name, query in QUERIES.items():
        if query:
            times: list[tuple[float, float]] = []
            while len(times) < REPEATS and sum(map(sum, times)) < MANY_SECONDS:
                text = f"PREFIX n{len(times)}: <urn:{len(times)}>\n{query}"
                times.append((_seconds(server, text), _seconds(peer, text)))
            own, other = (statistics.median(each) for each in zip(*times, strict=True))
            yield Row(f"audit query {name}, of {peer.name}", size, f"{other / own:.2f} x", ">= 0.4 x",
                      f"{1000 * own:,.0f} ms against {1000 * other:,.0f} ms; asked {len(times)} x")  # fmt: skip


def _seconds(server: Running, query: str) -> float:
    began = time.perf_counter()
    server.ask(query)
    return time.perf_counter() - began


def pages(size: str, server: Running, subjects: Sequence[str], seconds: int) -> Iterator[Row]:
    """Pages of things against a constant answer: seen for the first time, seen again, and known to the client."""
    documents = ["/doc/" + each.partition("/id/")[2] for each in subjects]
    random.Random(2).shuffle(documents)
    part = len(documents) // (ROUNDS + 1)
    fresh = [
        [f"{each}?n={number}-{turn}" for turn in range(20) for each in documents[number * part :] + documents]
        for number in range(ROUNDS + 1)
    ]
    server.load(fresh[ROUNDS], WARM_SECONDS, HTML)  # both processes read their tables
    etag = _etag(server, documents[0])
    constant, first, again, known = in_rounds(
        seconds,
        Asked(server, [["/context/v1.jsonld"]] * (ROUNDS + 1), HTML),
        Asked(server, fresh, HTML),
        Asked(server, [documents[:100]] * (ROUNDS + 1), HTML),
        Asked(server, [documents[:1]] * (ROUNDS + 1), HTML | {"If-None-Match": etag}),
    )
    what = f"pages of {len(documents):,} things, no address twice, of a constant answer"
    yield _page(what, size, first, constant, ">= 0.4 x")
    yield _page("a hundred pages of things again and again, of a constant answer", size, again, constant, ">= 0.4 x")
    yield _page("a page that the client knows (304), of a constant answer", size, known, constant, ">= 0.7 x")


def _etag(server: Running, path: str) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers=HTML)
    with urllib.request.urlopen(request, timeout=60) as response:
        etag: str = response.headers["ETag"]
        return etag


def _page(what: str, size: str, load: Load, constant: Load, bar: str) -> Row:
    return Row(what, size, f"{load.rate / constant.rate:.2f} x; p99 {load.p99 / constant.p99:.1f} x",
               f"{bar}; p99 <= 5 x", f"{load}; against {constant}")  # fmt: skip


def memory(size: str, server: Running) -> Iterator[Row]:
    """Resident memory after all that."""
    workers, servers = [], []
    for pid in family(server.pid)[1:]:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"publish.store.worker" in command:
            workers.append(resident(pid))
        elif b"resource_tracker" not in command:
            servers.append(resident(pid))
    yield Row("resident memory of a server process", size, f"{max(servers):.0f} MB", "<= 200 MB",
              "the largest; mapped files of the store included, answers that are kept too")  # fmt: skip
    yield Row("resident memory of a query worker", size, f"{max(workers):.0f} MB", "<= 100 MB idle",
              "the largest, after the load; mapped files of the store included")  # fmt: skip


def release_of(named: str, folder: Path) -> Path:
    """A release folder as named, or one of so many generated articles."""
    if not named.isdigit():
        return Path(named).resolve()
    import generator  # its neighbour, which is found when this is run as a file

    from publish.release.build import build
    from publish.release.rooms import HouseRooms

    return build(generator.workspace(folder / named, int(named)), generator.DATE, HouseRooms()).release


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", nargs="*", default=["16", "162", "1620"], metavar="RELEASE|NUMBER")
    parser.add_argument("--seconds", type=int, default=4, help="of each load")
    parser.add_argument("--rdflib-endpoint", default=shutil.which("rdflib-endpoint") or "", metavar="COMMAND")
    parser.add_argument("--no-audits", action="store_true")
    wanted = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: apt-get install wrk")
    others = [name for name, there in (("rdflib-endpoint", wanted.rdflib_endpoint),
                                       ("virtuoso", shutil.which("virtuoso-t"))) if there]  # fmt: skip
    print(f"Measured on {time.strftime('%Y-%m-%d')}, medians of {ROUNDS} rounds of {wanted.seconds} s, {CONNECTIONS} "
          f"connections; compared with: {', '.join(['oxigraph serve-read-only', *others])}.")  # fmt: skip
    print(", ".join(f"{name} {version(name)}" for name in ("granian", "uvloop", "flask", "pyoxigraph", "oxigraph"))
          + f", Python {platform.python_version()}, {os.cpu_count()} cores.")  # fmt: skip
    print(f"{os.getloadavg()[0]:.1f} processes were running or waiting for a core when it began.\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="policygraph-bench-") as folder:
        releases = [release_of(each, Path(folder)) for each in wanted.releases]
        for line in table(
            row
            for release in releases
            for row in measured(
                release,
                others if release == releases[-1] else (),
                wanted.rdflib_endpoint,
                wanted.seconds,
                audits=release == releases[-1] and not wanted.no_audits,
            )
        ):
            print(line, flush=True)
    print(f"\n{os.getloadavg()[0]:.1f} processes were running or waiting when it ended.")


if __name__ == "__main__":
    main()
