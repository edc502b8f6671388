"""`policygraph export`, and the store that `policygraph serve` asks, as a user would name it."""

from pathlib import Path

import pyoxigraph as ox
import pytest

ACCEPTED = ox.NamedNode("http://localhost:8000/graph/accepted")


@pytest.fixture
def built(run, workspace: Path) -> Path:
    """A workspace with a release."""
    assert run("build", workspace, "--date", "2026-11-25").exit_code == 0
    return workspace


def quads(content: bytes) -> set[ox.Quad]:
    return set(ox.parse(content, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize(
    ("option", "name"), [((), ACCEPTED), (("--default-graph", "urn:x:y"), ox.NamedNode("urn:x:y"))]
)
def test_default_graph_gets_a_name_and_nothing_else_changes(run, built: Path, option, name) -> None:
    result = run("export", built, *option)
    assert result.exit_code == 0
    given = quads((built / "releases" / "current" / "data" / "dataset.nq").read_bytes())
    default = {quad for quad in given if quad.graph_name == ox.DefaultGraph()}
    named = {ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in default}
    assert quads(result.stdout_bytes) == (given - default) | named
    assert result.stdout_bytes.count(b"\n") == len(given)


def test_release_can_be_named(run, built: Path) -> None:
    here = run("export", "--release", built / "releases" / "current")
    assert here.stdout_bytes == run("export", built).stdout_bytes


@pytest.mark.parametrize("option", [("--default-graph", "no IRI"), ("--release", "/nowhere")])
def test_what_cannot_be_exported_is_told(run, built: Path, option) -> None:
    result = run("export", *option) if "--release" in option else run("export", built, *option)
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert "to do:" in result.stderr


def test_without_a_release_there_is_nothing_to_export(run, workspace: Path) -> None:
    result = run("export", workspace)
    assert result.exit_code == 2
    assert "policygraph build" in result.stderr


@pytest.mark.parametrize(
    "address", ["localhost:7878", "ftp://localhost/", "http://user:word@localhost/", "file:///etc"]
)
def test_store_must_be_a_web_address_without_a_password(run, built: Path, address: str) -> None:
    for result in (
        run("serve", built, "--store", address),
        run("serve", built, env={"POLICYGRAPH_STORE": address}),
    ):
        assert result.exit_code == 2
        assert "POLICYGRAPH_STORE" in result.stderr
        assert "full web address" in result.stderr


def test_store_that_is_away_is_told_before_anything_is_served(run, built: Path) -> None:
    settings = built / "policygraph.toml"
    text = settings.read_text(encoding="utf-8")
    assert 'store = ""' in text
    settings.write_text(text.replace('store = ""', 'store = "http://127.0.0.1:9/sparql"'), encoding="utf-8")
    result = run("serve", built, "--date", "2026-11-25")
    assert result.exit_code == 1
    assert "http://127.0.0.1:9/sparql" in result.stderr
    assert "Serving" not in result.stdout
