"""The catalogue: DCAT and VoID that agree with the files and the data, in terms of the list."""

import csv
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, VOID, Graph, Literal, Namespace, URIRef

from publish.release.build import build
from publish.release.manifest import read_manifest, sha256
from publish.release.rooms import HouseRooms
from publish.store.dataset import Dataset
from publish.workspace import Workspace

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
BASE = "http://localhost:8000/"
RELEASE = URIRef(f"{BASE}release/2026.11.1")
TERMS = Path(__file__).parents[4] / "shared" / "vocabularies" / "terms.tsv"


@pytest.fixture
def release(workspace: Workspace) -> Path:
    return build(workspace, "2026-11-25", HouseRooms()).release


@pytest.fixture
def catalogue(release: Path) -> Graph:
    return Graph().parse(release / "catalogue.ttl")


@pytest.mark.accept("D04")
@pytest.mark.parametrize(
    ("term", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        (
            "entities",
            f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}id/"))'
            ' FILTER(!CONTAINS(STR(?s), "#")) }',
        ),
    ],
)
def test_counts_equal_those_of_a_query(release: Path, catalogue: Graph, term: str, query: str) -> None:
    counted = Dataset.read(release / "data" / "dataset.nq").rows(query)[1].decode()
    assert str(catalogue.value(RELEASE, VOID[term])) == counted
    assert int(counted) > 0


@pytest.mark.accept("D04")
def test_partitions_equal_a_query(release: Path, catalogue: Graph) -> None:
    rows = Dataset.read(release / "data" / "dataset.nq").rows("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")[1:]
    expected = {tuple(row.decode().split("\t")) for row in rows}
    parts = catalogue.objects(RELEASE, VOID.propertyPartition)
    stated = {(f"<{catalogue.value(part, VOID.property)}>", str(catalogue.value(part, VOID.triples))) for part in parts}
    assert stated == expected


@pytest.mark.accept("D05")
def test_distributions_match_the_files(release: Path, catalogue: Graph) -> None:
    distributions = list(catalogue.objects(RELEASE, DCAT.distribution))
    assert len(distributions) == 4
    for distribution in distributions:
        address = str(catalogue.value(distribution, DCAT.downloadURL))
        path = release / address.removeprefix(f"{RELEASE}/")
        checksum = catalogue.value(distribution, SPDX.checksum)
        assert str(catalogue.value(distribution, DCAT.byteSize)) == str(path.stat().st_size)
        assert str(catalogue.value(checksum, SPDX.checksumValue)) == sha256(path)
        assert catalogue.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert str(catalogue.value(distribution, DCAT.mediaType)).startswith(
            "https://www.iana.org/assignments/media-types/"
        )
        assert (RELEASE, VOID.dataDump, URIRef(address)) in catalogue


@pytest.mark.accept("D05")
def test_release_is_described(release: Path, catalogue: Graph) -> None:
    assert (RELEASE, RDF.type, DCAT.Dataset) in catalogue
    assert (RELEASE, DCAT.version, Literal("2026.11.1")) in catalogue
    languages = {str(each).rpartition("/")[2] for each in catalogue.objects(RELEASE, DCTERMS.language)}
    assert languages == {"ENG", "ZHO"}
    assert {title.language for title in catalogue.objects(RELEASE, DCTERMS.title)} == {"en", "zh"}
    publisher = catalogue.value(RELEASE, DCTERMS.publisher)
    assert str(publisher) in Dataset.read(release / "data" / "dataset.nq").subjects()
    contact = catalogue.value(RELEASE, DCAT.contactPoint)
    assert contact is not None
    assert set(catalogue.predicate_objects(contact))
    assert (URIRef(f"{BASE}dataset"), DCAT.hasCurrentVersion, RELEASE) in catalogue
    assert str(catalogue.value(RELEASE, DCTERMS.issued)) == read_manifest(release).date


@pytest.mark.accept("D05")
def test_next_release_names_the_one_before(release: Path, workspace: Workspace) -> None:
    record = workspace.records / "reading-rooms.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("街街有阅览室", "每条街都有阅览室"), encoding="utf-8")
    second = build(workspace, "2026-12-02", HouseRooms()).release
    graph = Graph().parse(second / "catalogue.ttl")
    assert (URIRef(f"{BASE}release/2026.12.1"), DCAT.previousVersion, RELEASE) in graph


def test_settings_show_in_the_catalogue(workspace: Workspace) -> None:
    from publish.workspace import open_workspace

    settings = workspace.root / "policygraph.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('mail = ""', 'mail = "data@example.org"').replace(
        'en = "A policy graph"', 'en = "Reading rooms"'
    )
    settings.write_text(text.replace("localhost:8000/", "localhost:8000/graph/"), encoding="utf-8")
    graph = Graph().parse(build(open_workspace(workspace.root), "2026-11-25", HouseRooms()).release / "catalogue.ttl")
    this = URIRef(f"{BASE}graph/release/2026.11.1")
    assert (this, DCTERMS.title, Literal("Reading rooms", lang="en")) in graph
    assert URIRef("mailto:data@example.org") in set(graph.objects())


def test_everything_has_an_iri_and_examples_are_in_the_data(release: Path, catalogue: Graph) -> None:
    assert all(isinstance(subject, URIRef) for subject in catalogue.subjects())
    assert not [subject for subject in catalogue.subjects() if not str(subject).startswith(BASE)]
    subjects = Dataset.read(release / "data" / "dataset.nq").subjects()
    examples = {str(each) for each in catalogue.objects(RELEASE, VOID.exampleResource)}
    assert examples
    assert examples <= subjects


@pytest.mark.skipif(not TERMS.exists(), reason="needs ../shared/vocabularies/terms.tsv")
def test_foreign_terms_are_those_of_the_list(catalogue: Graph) -> None:
    with TERMS.open(encoding="utf-8") as file:
        listed = {row["iri"] for row in csv.DictReader(file, delimiter="\t")}
    used = {str(each) for each in (*catalogue.predicates(), *catalogue.objects(None, RDF.type))}
    assert sorted(used - listed) == []
