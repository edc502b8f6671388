"""A small release, written by hand (small.trig), and the site over it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from ontology.ledger import Ledger
from publish.release import changes, naming
from publish.release.audit import audit_files
from publish.release.index import index_files
from publish.site.app import create_app
from publish.store.dataset import Dataset

HERE = Path(__file__).parent
HOUSE = HERE.parents[2]
BASE = "http://localhost:8000/"
MEASURE, OTHER, MERGED, WITHDRAWN, SPLIT = "mm6qpm60", "m71bnbbb", "mq6jttr9", "m5m2vd14", "mwm9m9jb"
DOCUMENT, TEXT, EVIDENCE, DISPUTED = "d37vmg67", "f5615j496r75swtm", "vj4zg4q7b9qhwtpf", "vdnbjdvx1kvsq0q6"
SUPERSEDED = "vk0zbbmntmvpppdh"
SMALL = (HERE / "small.trig").read_text(encoding="utf-8")
LICENCE = "http://creativecommons.org/licenses/by/4.0/"
CATALOGUE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix void: <http://rdfs.org/ns/void#> .
<release/2026.11.2> a dcat:Dataset, void:Dataset ; dcterms:license <http://creativecommons.org/licenses/by/4.0/> ;
    dcterms:title "Reading rooms"@en , "阅览室"@zh ;
    dcat:distribution <release/2026.11.2#data/dataset.nq> .
<release/2026.11.2#data/dataset.nq> dcat:downloadURL <release/2026.11.2/data/dataset.nq> .
"""


def write_release(
    folder: Path,
    base: str = BASE,
    version: str = "2026.11.2",
    more: Mapping[str, bytes] | None = None,
    *,
    data: str = SMALL,
    date: str = "2026-11-25",
    before: Path | None = None,
    things: Sequence[str] = (),
) -> Path:
    """A release folder with the data of small.trig, the real ontology, one shape file, and more files where given.

    Its name ends as the release room has it: with the digest of the manifest.
    """
    dataset = data.replace(BASE, base)
    lines = ox.serialize(ox.parse(dataset, format=ox.RdfFormat.TRIG), format=ox.RdfFormat.N_QUADS) or b""
    files = {
        "data/dataset.nq": b"\n".join(sorted(lines.splitlines())) + b"\n",
        "ontology/policy.ttl": (HOUSE / "ontology" / "policy.ttl").read_bytes(),
        "ontology/alignments.ttl": (HOUSE / "ontology" / "alignments.ttl").read_bytes(),
        "shapes/measure.ttl": (HOUSE / "shapes" / "measure.ttl").read_bytes(),
        "ledger.jsonl": "".join(f"{line}\n" for line in ledger().lines).encode(),
        "catalogue.ttl": CATALOGUE.replace("2026.11.2", version).encode(),
        **(more or {}),
    }
    described = Dataset.of(ox.parse(dataset, format=ox.RdfFormat.TRIG))
    files |= {
        naming.FILE_NAME: naming.names(described, base),
        **index_files(described, base),
        **audit_files(described),
        changes.FILE_NAME: changes.changes(described, base, (version, date), before, files, LICENCE),
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    manifest = {
        "format": "policygraph-release/1",
        "version": version,
        "date": date,
        "base": base,
        "previous": None,
        "files": {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        },
        "things": list(things),
        "evidence": {EVIDENCE: version, SUPERSEDED: "2026.11.1"},
    }
    written = json.dumps(manifest).encode()
    (folder / "manifest.json").write_bytes(written)
    return folder.rename(folder.with_name(f"{version}-{hashlib.sha256(written).hexdigest()[:12]}"))


def ledger() -> Ledger:
    """The life of the identifiers in small.trig: two in use, one merged in two hops, one split, one withdrawn."""
    book, when = Ledger(), {"at": "2026-11-24", "by": "editors"}
    for key, identifier in (("m1", MEASURE), ("m2", OTHER), ("old", MERGED), ("wrong", WITHDRAWN), ("whole", SPLIT)):
        assert book.mint("measure", [key], **when) == identifier
    book.merge(MERGED, MEASURE, why="the same measure in two languages", **when)
    book.split(SPLIT, [MEASURE, OTHER], why="two measures", **when)
    book.withdraw(WITHDRAWN, why="a recommendation, not a measure", **when)
    return book


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small release, named as the release room names them."""
    return write_release(tmp_path_factory.mktemp("releases") / "2026.11.2-0123456789ab")


@pytest.fixture(scope="session")
def client(release: Path) -> FlaskClient:
    """A client of the site at its base."""
    return create_app(release).test_client()
