"""The release, its files, and the description of the dataset."""

import hashlib
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import VOID

from ontology.errors import ReleaseError
from publish.site.app import create_app

from .conftest import BASE

RELEASE = URIRef(f"{BASE}release/2026.11.2")


@pytest.mark.accept("D04")
def test_description_of_the_dataset_is_where_robots_look(client: FlaskClient) -> None:
    response = client.get("/.well-known/void", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert response.mimetype == "text/turtle"
    assert (RELEASE, RDF.type, VOID.Dataset) in Graph().parse(response.data, format="turtle")


def test_latest_release_is_the_current_one(client: FlaskClient) -> None:
    response = client.get("/release/latest")
    assert (response.status_code, response.headers["Location"]) == (302, str(RELEASE))
    response = client.get("/release/latest/data/dataset.nq")
    assert (response.status_code, response.headers["Location"]) == (302, f"{RELEASE}/data/dataset.nq")


@pytest.mark.parametrize("path", ["/release/2026.11.2", "/dataset"])
def test_release_is_a_page_and_a_catalogue(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"})
    assert "data/dataset.nq" in page.text
    for suffix in ("ttl", "nt", "rdf", "jsonld"):
        assert client.get(f"{path}.{suffix}").status_code == 200
    assert client.get("/release/2020.1.1").status_code == 404


@pytest.mark.accept("D05")
def test_every_file_of_the_manifest_can_be_had(client: FlaskClient, release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_bytes())
    media_types = {"nq": "application/n-quads", "ttl": "text/turtle", "jsonl": "application/jsonl",
                   "tsv": "text/tab-separated-values", "csv": "text/csv", "json": "application/json"}  # fmt: skip
    for name, entry in manifest["files"].items():
        with client.get(f"/release/2026.11.2/{name}") as response:
            assert hashlib.sha256(response.data).hexdigest() == entry["sha256"]
            assert response.mimetype == media_types[name.rpartition(".")[2]]
            assert response.headers["ETag"] == f'"{entry["sha256"]}"'
    with client.get("/release/2026.11.2/manifest.json") as response:
        assert response.mimetype == "application/json"


def test_only_files_of_the_manifest_can_be_had(client: FlaskClient, release: Path) -> None:
    (release / "secret.txt").write_text("secret", encoding="utf-8")
    assert client.get("/release/2026.11.2/secret.txt").status_code == 404
    (release / "secret.txt").unlink()


@pytest.mark.accept("D07")
def test_robots_may_read_everything_but_queries(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert "Disallow: /sparql?" in response.text


def test_release_of_another_base_is_refused(release: Path) -> None:
    with pytest.raises(ReleaseError, match="named under"):
        create_app(release, "https://other.example/")


def test_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="manifest"):
        create_app(tmp_path)
