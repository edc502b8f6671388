"""The dumps of a release in the hands of strangers: four readers, the same counts."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.util import guess_format

from ontology.terms import DCAT, DEFAULT_BASE, SPDX
from publish.store.remote import ask

from .endpoints import virtuoso

REPOSITORY = Path(__file__).parents[2]
COMUNICA = (
    REPOSITORY / ".cache" / "comunica" / "node_modules" / ".bin" / "comunica-sparql-file"
)  # .ci/run puts it there
PACKAGE = "@comunica/query-sparql-file@4.5.0"  # later ones need Node 22
DUMPS = ("dataset.nq", "dataset.trig", "accepted.ttl", "accepted.jsonld")
NO_JSONLD = "Virtuoso 7.2.5 has no reader for JSON-LD: its bulk loader takes the file for Turtle"
KNOWN_FAILURES = {("virtuoso", "accepted.jsonld"): NO_JSONLD}
DEFAULT = "http://example.org/graph/of-statements-without-one"
EVIDENCE = 'FILTER(STRSTARTS(STR(?g), "http://localhost:8000/id/evidence/"))'
COUNT = f"""
SELECT (COUNT(*) AS ?n) (SUM(?one) AS ?named) WHERE {{
  {{ ?s ?p ?o BIND(0 AS ?one) }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} {EVIDENCE} BIND(1 AS ?one) }}
}}"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many triples stand in the default graph, and how many in evidence graphs."""

    default: int
    evidence: int


Reader = Callable[[Path], Counts]


def in_rdflib(file: Path) -> Counts:
    """By rdflib, the format told by the extension."""
    dataset = Dataset()
    with file.open("rb") as content:  # rdflib does not close what it opened itself
        dataset.parse(content, format=guess_format(file.name))
    default = len(dataset.default_graph)
    return Counts(default, sum(1 for _ in dataset.quads()) - default)


def in_pyoxigraph(file: Path) -> Counts:
    """By pyoxigraph, the format told by the extension."""
    store = ox.Store()
    store.bulk_load(path=str(file))
    default = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return Counts(default, len(store) - default)


def in_comunica(file: Path) -> Counts:
    """By Comunica, over the file itself; skips where it is not installed."""
    if shutil.which("node") is None or not COMUNICA.exists():
        pytest.skip(f"Comunica is not installed (npm install --prefix {COMUNICA.parents[2]} {PACKAGE})")
    command = [str(COMUNICA), str(file), "-q", COUNT, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return counted(done.stdout)


@pytest.fixture(scope="module")
def in_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """By Virtuoso's bulk loader; what has no graph of its own goes to one that is its default."""
    with virtuoso(tmp_path_factory.mktemp("dumps") / "virtuoso", DEFAULT) as server:

        def read(file: Path) -> Counts:
            server.isql("delete from DB.DBA.load_list; RDF_GLOBAL_RESET();")
            server.load(file, DEFAULT)
            return counted(ask(server.endpoint, COUNT).body)

        yield read


def counted(answer: str | bytes) -> Counts:
    """The counts in JSON results."""
    (row,) = json.loads(answer)["results"]["bindings"]
    every, named = (int(row[name]["value"]) for name in ("n", "named"))
    return Counts(every - named, named)


READERS: Mapping[str, Reader] = {"rdflib": in_rdflib, "pyoxigraph": in_pyoxigraph, "comunica": in_comunica}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the parsers of rdflib use what rdflib deprecates
@pytest.mark.accept("D06")
@pytest.mark.parametrize("dump", DUMPS)
@pytest.mark.parametrize("name", [*READERS, "virtuoso"])
def test_dump_loads_with_the_counts_of_the_manifest(
    name: str, dump: str, releases: Mapping[str, Path], request: pytest.FixtureRequest
) -> None:
    reader: Reader = READERS[name] if name in READERS else request.getfixturevalue("in_virtuoso")
    release = releases["first"]
    counts = json.loads((release / "manifest.json").read_bytes())["counts"]
    evidence = counts["evidence_triples"] if dump.startswith("dataset") else 0
    if (name, dump) in KNOWN_FAILURES:
        with pytest.raises(AssertionError, match="syntax error"):
            reader(release / "data" / dump)
    else:
        assert reader(release / "data" / dump) == Counts(counts["triples"], evidence)


@pytest.mark.accept("D05", "D06")
def test_server_gives_the_files_that_it_describes(servers: Mapping[str, str], releases: Mapping[str, Path]) -> None:
    """Each distribution has the size and the digest of its description; the data is what the endpoint holds."""
    server = servers["first"]
    described = Graph().parse(data=_got(f"{server}dataset.ttl"), format="turtle")
    version = json.loads((releases["first"] / "manifest.json").read_bytes())["version"]
    held = set()
    for file in set(described.subjects(DCAT.byteSize)):
        address = str(described.value(file, DCAT.downloadURL)).replace(DEFAULT_BASE, server)
        assert f"/release/{version}/" in address
        content = _got(address)
        assert len(content) == int(str(described.value(file, DCAT.byteSize)))
        checksum = described.value(file, SPDX.checksum)
        assert hashlib.sha256(content).hexdigest() == str(described.value(checksum, SPDX.checksumValue))
        if address.endswith("/dataset.nq"):
            held = {quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_QUADS)
                    if quad.graph_name == ox.DefaultGraph()}  # fmt: skip
    answer = ask(f"{server}sparql", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "turtle")
    assert {quad.triple for quad in ox.parse(answer.body, format=ox.RdfFormat.TURTLE)} == held


def _got(address: str) -> bytes:
    with urlopen(address, timeout=30) as response:
        content: bytes = response.read()
        return content
