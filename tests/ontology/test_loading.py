"""Files that are missing, broken or at odds with each other are named, with what to do."""

from pathlib import Path

import pytest

from ontology import loading
from ontology.errors import OntologyError

AGENCY = '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<id/agent/{}> skos:notation "{}" .\n'


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "authorities").mkdir()
    monkeypatch.setattr(loading, "ROOM", tmp_path)
    return tmp_path


def test_missing_file_is_named(room: Path) -> None:
    with pytest.raises(OntologyError, match=r"policy\.ttl: file not found"):
        loading.ontology_graph()


def test_broken_turtle_is_named(room: Path) -> None:
    (room / "policy.ttl").write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"policy\.ttl: not Turtle"):
        loading.ontology_graph()


def test_two_authorities_with_one_key_are_refused(room: Path) -> None:
    (room / "authorities" / "a.ttl").write_text(AGENCY.format("n1", "ndrc"), encoding="utf-8")
    (room / "authorities" / "b.ttl").write_text(AGENCY.format("n2", "ndrc"), encoding="utf-8")
    with pytest.raises(OntologyError, match="share a key"):
        loading.authority_iris("http://two-with-one-key.example/")


def test_graphs_are_fresh_copies() -> None:
    graph = loading.ontology_graph()
    graph.remove((None, None, None))
    assert len(loading.ontology_graph()) > 0
