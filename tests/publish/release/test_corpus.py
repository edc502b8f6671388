"""The release of the five articles: it is built, whole, and every statement leads to what it rests on."""

import shutil
import time
from pathlib import Path

import pytest

from ontology.ledger import Ledger
from publish.release.build import build
from publish.release.checking import check_archive, check_release
from publish.release.manifest import read_manifest
from publish.release.rooms import HouseRooms, check_shapes
from publish.store.dataset import Dataset
from publish.workspace import SHIPPED, Workspace, open_workspace

ARCHIVE = Path(__file__).parents[4] / "shared" / "corpus"
PREFIXES = """
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The shipped workspace, in a folder where a build may write."""
    return open_workspace(Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("corpus") / "workspace")))


@pytest.fixture(scope="module")
def release(corpus: Workspace) -> Path:
    began = time.monotonic()
    made = build(corpus, "2026-11-25", HouseRooms()).release
    assert time.monotonic() - began < 60
    return made


@pytest.fixture(scope="module")
def dataset(release: Path) -> Dataset:
    return Dataset.read(release / "data" / "dataset.nq")


def test_release_is_whole(release: Path) -> None:
    assert [(check.what, check.damages) for check in check_release(release) if check.damages] == []


def test_shipped_ledger_names_everything(corpus: Workspace, release: Path) -> None:
    assert Ledger.read(SHIPPED / "ledger.jsonl").lines == Ledger.read(corpus.ledger).lines


@pytest.mark.accept("C05")
def test_every_minted_identifier_is_in_the_data_or_has_left(corpus: Workspace, release: Path) -> None:
    ledger = Ledger.read(corpus.ledger)
    here = set(read_manifest(release).things)
    left = {name for name, _ in ledger.departed()}
    assert sorted(set(ledger.table) - here - left) == []


def test_unchanged_articles_come_from_the_cache(corpus: Workspace, release: Path) -> None:
    record = corpus.records / "001_beafd59f6889174d.yaml"
    written = record.read_text(encoding="utf-8")
    record.write_text(
        written.replace("数字化拓展生活服务消费新空间}", "数字化拓展生活服务消费的新空间}"), encoding="utf-8"
    )
    rooms = HouseRooms()
    build(corpus, "2026-11-25", rooms)
    record.write_text(written, encoding="utf-8")
    assert rooms.lifted == [record.stem]
    assert len(rooms.validated) == 1


@pytest.mark.accept("P10")
@pytest.mark.parametrize(
    ("question", "query"),
    [
        (
            "an activity without agent or time",
            """SELECT ?activity { ?activity a ?kind FILTER(?kind IN (pg:ExtractionRun, pg:Review))
               FILTER NOT EXISTS { ?activity prov:wasAssociatedWith ?who ; dcterms:date ?when } }""",
        ),
        (
            "a run whose rule has no version",
            """SELECT ?run { ?run a pg:ExtractionRun
               FILTER NOT EXISTS { ?run prov:used [ a pg:Rule ; owl:versionInfo ?version ] } }""",
        ),
        ("something derived from itself", "SELECT ?it { ?it prov:wasDerivedFrom+ ?it }"),
    ],
)
def test_provenance_is_complete_and_has_no_cycle(dataset: Dataset, question: str, query: str) -> None:
    assert dataset.rows(PREFIXES + query)[1:] == [], question


@pytest.mark.accept("P01")
@pytest.mark.parametrize(
    ("question", "query"),
    [
        (
            "a statement about a thing that no live evidence holds",
            """SELECT ?s ?p ?o { ?s ?p ?o
               FILTER EXISTS { GRAPH ?any { ?s ?q ?r } }
               FILTER(?p NOT IN (dcterms:replaces))
               FILTER NOT EXISTS {
                 GRAPH ?evidence { ?s ?p ?o }
                 ?evidence pg:reviewStatus ?status
                 FILTER(STRENDS(STR(?status), "/accepted") || STRENDS(STR(?status), "/auto-accepted")
                        || STRENDS(STR(?status), "/amended")) } }""",
        ),
        ("evidence without a graph", "SELECT ?e { ?e a pg:Evidence FILTER NOT EXISTS { GRAPH ?e { ?s ?p ?o } } }"),
        ("a graph without evidence", "SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?g a pg:Evidence } }"),
    ],
)
def test_statements_and_evidence_hold_each_other(dataset: Dataset, question: str, query: str) -> None:
    assert dataset.rows(PREFIXES + query)[1:] == [], question


@pytest.mark.accept("P05")
def test_two_statements_from_one_span_have_separate_records(dataset: Dataset) -> None:
    shared = dataset.rows(
        PREFIXES
        + """SELECT ?span { ?one oa:hasTarget ?span . ?two oa:hasTarget ?span FILTER(?one != ?two)
             GRAPH ?one { ?s ?p ?o } GRAPH ?two { ?t ?q ?r } FILTER(?s != ?t) } LIMIT 1"""
    )
    assert len(shared) == 2


@pytest.mark.corpus
@pytest.mark.accept("P02")
@pytest.mark.skipif(not ARCHIVE.exists(), reason="needs the texts of the five articles in ../shared/corpus")
def test_every_span_and_digest_agrees_with_the_articles(release: Path) -> None:
    texts, spans = check_archive(release, ARCHIVE)
    assert (texts.count, texts.damages) == (5, ())
    assert spans.damages == ()
    assert spans.count > 300
    assert check_shapes(release, ARCHIVE).damages == ()
