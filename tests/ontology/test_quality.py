"""Each quality check finds what its case breaks, that alone, and nothing in the files we ship."""

import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from ontology.errors import OntologyError
from ontology.quality import CHECKS, LEVELS, Check, failures, read_checks, vocabulary_graph
from ontology.terms import DEFAULT_BASE

CASES = Path(__file__).parents[1] / "cases" / "checks"
BY_NAME = {check.name: check for check in read_checks()}


def read_case(path: Path) -> tuple[Graph, set[URIRef]]:
    """The graph of a case, and the terms that its head says a check must find in it."""
    text = path.read_text(encoding="utf-8")
    graph = Graph().parse(data=text, format="turtle")
    found = re.findall(r"^# Finds: (\S+)$", text, flags=re.MULTILINE)
    expand = graph.namespace_manager.expand_curie
    return graph, {URIRef(name.strip("<>")) if name.startswith("<") else expand(name) for name in found}


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return vocabulary_graph(DEFAULT_BASE)


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_check_finds_what_its_case_breaks_and_no_other_check_does(name: str) -> None:
    graph, expected = read_case(CASES / f"{name}.ttl")
    found = {(failure.check.name, failure.term) for failure in failures(graph)}
    assert found == {(name, term) for term in expected}


@pytest.mark.parametrize("check", BY_NAME.values(), ids=sorted(BY_NAME))
def test_shipped_files_pass(check: Check, shipped: Graph) -> None:
    assert check.failures(shipped) == ()


def test_every_check_has_a_case_and_every_case_a_check() -> None:
    cases = {path.stem for path in CASES.glob("*.ttl")}
    assert cases == set(BY_NAME)
    assert all(read_case(path)[1] for path in CASES.glob("*.ttl"))


def test_every_head_is_complete() -> None:
    assert len(BY_NAME) >= 10
    assert {path.stem for path in CHECKS.glob("*.rq")} == set(BY_NAME)
    for check in BY_NAME.values():
        assert check.problem.endswith("."), check.name
        assert check.solution.endswith("."), check.name
        assert check.level in LEVELS, check.name
    assert len({check.title for check in BY_NAME.values()}) == len(BY_NAME)


@pytest.mark.parametrize("line", ["# Problem:", "# Solution:", "# Level:", "# Source:"])
def test_check_without_a_line_of_its_head_is_refused(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (CHECKS / "missing-label.rq").read_text(encoding="utf-8")
    kept = [each for each in whole.splitlines() if not each.startswith(line)]
    (tmp_path / "headless.rq").write_text("\n".join(kept), encoding="utf-8")
    monkeypatch.setattr("ontology.quality.CHECKS", tmp_path)
    with pytest.raises(OntologyError, match="the head is incomplete"):
        read_checks()


def test_failure_says_what_is_wrong_and_what_to_do() -> None:
    graph, _ = read_case(CASES / "missing-label.ttl")
    (failure,) = failures(graph)
    assert str(failure).startswith("error: https://w3id.org/policygraph/case#Unnamed: ")
    assert failure.check.solution in str(failure)
