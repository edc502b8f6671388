"""How fast it is served: over HTTP, with wrk, beside other servers over the same data and in the same run.

    python tests/bench/serving.py RELEASE…       # release folders, such as those of generated articles
    python tests/bench/serving.py 16 162 1620    # so many generated articles: 10^3, 10^4 and 10^5 evidence graphs

Prints a table in Markdown. Each server is asked alone, one after the other, by wrk on the same machine; where wrk, or
one of the others, is not installed, its rows say so. `--rdflib-endpoint COMMAND` names the command of an environment
that has it; it must not be in ours, for it would bring its own versions.
"""

import argparse
import json
import os
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
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
DISTINCT = 60_000  # queries in one list: more than are asked while it is measured
PG = "https://w3id.org/policygraph/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RESULTS = "application/sparql-results+json"
LOOKUP = "SELECT ?p ?o { <%s> ?p ?o } LIMIT %d"
JOIN = f"""SELECT ?name ?of {{ <%s> <{SKOS}prefLabel> ?name ; <{PG}setOutIn> ?document .
  ?document <{SKOS}prefLabel> ?of FILTER(LANG(?of) = "zh" && LANG(?name) = "zh") }} LIMIT %d"""
SCRIPT = """
local paths, at = {}, tonumber(os.getenv("BENCH_FIRST")) or 0
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
    "POLICYGRAPH_QUERY_ROWS": "10000000",
    "POLICYGRAPH_QUERY_BYTES": "4000000000",
}
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

    def load(self, paths: Paths, seconds: int, headers: str = f'{{["Accept"] = "{RESULTS}"}}') -> Load:
        """Ask these addresses one after the other, over some connections, for some seconds."""
        with tempfile.TemporaryDirectory() as place:
            script, listed = Path(place) / "ask.lua", Path(place) / "paths"
            script.write_text(SCRIPT % headers, encoding="utf-8")
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


def mix(subjects: Sequence[str], measures: Sequence[str], number: int = DISTINCT) -> list[str]:
    """Lookups and joins of labels in turn, no two alike."""
    chance = random.Random(1)
    return [
        JOIN % (chance.choice(measures), 1000 + index)
        if index % 2
        else LOOKUP % (chance.choice(subjects), 1000 + index)
        for index in range(number)
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


def measured(release: Path, others: Sequence[str], program: str, seconds: int, *, audits: bool) -> Iterator[Row]:
    """All rows of one release; `others` are the servers to compare with, besides Oxigraph."""
    size = size_of(release)
    subjects, measures = things(release)
    queries, hundred = mix(subjects, measures), mix(subjects, measures, 100)
    with ours(release) as server:
        with oxigraph(release) as peer:
            warm = mix(subjects[:50], measures[:50], 50)
            for each in warm:
                server.ask(each)
                peer.ask(each)
            theirs = peer.load(peer.paths(queries), seconds)
            distinct = server.load(server.paths(queries), seconds)
            again = server.load(server.paths(hundred), seconds)
            theirs_again = peer.load(peer.paths(hundred), seconds)
            yield from _queries(size, distinct, theirs, again, theirs_again)
            if audits:
                yield from auditing(size, server, peer)
        if "rdflib-endpoint" in others:
            with rdflib_endpoint(release, program) as other:
                yield from _other(size, distinct, queries, seconds, ">= 12 x", other)
        if "virtuoso" in others:
            with tempfile.TemporaryDirectory() as place, in_virtuoso(release, Path(place) / "virtuoso") as other:
                yield from _other(size, distinct, queries, seconds, ">= 1.5 x", other)
        yield from pages(size, server, subjects, seconds)
        yield from memory(size, server)


def _queries(size: str, distinct: Load, theirs: Load, again: Load, theirs_again: Load) -> Iterator[Row]:
    yield Row("lookups and joins of labels, no two alike, of oxigraph serve-read-only", size,
              f"{distinct.rate / theirs.rate:.2f} x", ">= 0.4 x", f"{distinct}; against {theirs}")  # fmt: skip
    yield Row("the same hundred again and again, of oxigraph serve-read-only", size,
              f"{again.rate / theirs_again.rate:.2f} x", ">= 0.8 x", f"{again}; against {theirs_again}")  # fmt: skip


def _other(size: str, distinct: Load, queries: Sequence[str], seconds: int, bar: str, other: Running) -> Iterator[Row]:
    load = other.load(other.paths(queries), seconds)
    yield Row(f"lookups and joins of labels, no two alike, of {other.name}", size,
              f"{distinct.rate / load.rate:.1f} x", bar, f"against {load}")  # fmt: skip


def auditing(size: str, server: Running, peer: Running, repeat: int = 3) -> Iterator[Row]:
    """The queries behind the audit: medians, the whole answer read; each time another text, so that none is kept."""
    for name, query in QUERIES.items():
        if query:
            times: dict[str, list[float]] = {server.name: [], peer.name: []}
            for number in range(repeat):
                for each in (server, peer):
                    began = time.perf_counter()
                    each.ask(f"PREFIX n{number}: <urn:{number}>\n{query}")
                    times[each.name].append(time.perf_counter() - began)
            own, other = statistics.median(times[server.name]), statistics.median(times[peer.name])
            yield Row(f"audit query {name}, of oxigraph serve-read-only", size, f"{other / own:.2f} x", ">= 0.4 x",
                      f"{1000 * own:,.0f} ms against {1000 * other:,.0f} ms")  # fmt: skip


def pages(size: str, server: Running, subjects: Sequence[str], seconds: int) -> Iterator[Row]:
    """Pages of things against a constant answer: seen for the first time, seen again, and known to the client."""
    html = '{["Accept"] = "text/html"}'
    chance = random.Random(2)
    documents = ["/doc/" + each.partition("/id/")[2] for each in subjects]
    chance.shuffle(documents)
    for _ in range(20):  # both processes read their tables
        urllib.request.urlopen(f"http://127.0.0.1:{server.port}{chance.choice(documents)}", timeout=60).close()
    constant = server.load(["/context/v1.jsonld"], seconds, html)
    fresh = server.load([f"{each}?n={number}" for number, each in enumerate(documents * 20)], seconds, html)
    again = server.load(documents[:100], seconds, html)
    yield _page("pages of things, each for the first time, of a constant answer", size, fresh, constant, ">= 0.4 x")
    yield _page("a hundred pages of things again and again, of a constant answer", size, again, constant, ">= 0.4 x")
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{documents[0]}", headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=60) as response:
        etag = response.headers["ETag"].replace('"', '\\"')
    known = server.load([documents[0]], seconds, f'{{["Accept"] = "text/html", ["If-None-Match"] = "{etag}"}}')
    yield _page("a page that the client knows (304), of a constant answer", size, known, constant, ">= 0.7 x")


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
    parser.add_argument("--seconds", type=int, default=8, help="of each load")
    parser.add_argument("--rdflib-endpoint", default=shutil.which("rdflib-endpoint") or "", metavar="COMMAND")
    parser.add_argument("--no-audits", action="store_true")
    wanted = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: apt-get install wrk")
    others = [name for name, there in (("rdflib-endpoint", wanted.rdflib_endpoint),
                                       ("virtuoso", shutil.which("virtuoso-t"))) if there]  # fmt: skip
    print(f"Measured on {time.strftime('%Y-%m-%d')}, {wanted.seconds} s each; compared with: {', '.join(others)}.")
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
