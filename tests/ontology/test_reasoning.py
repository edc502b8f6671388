"""What follows from the ontology, what contradicts it, and that no ontology can make the reasoner run code or fetch."""

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import owlrl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from ontology.errors import OntologyError
from ontology.loading import alignments_graph, authorities_graph, ontology_graph
from ontology.reasoning import OWLREADY, harmless, java_is_there, reason
from ontology.terms import DEFAULT_BASE, PG, PREFIXES, VOCABULARY

CASES = sorted((Path(__file__).parents[1] / "cases" / "reasoning").glob("*.ttl"))
EX = Namespace(f"{VOCABULARY}case#")
EXPECT = Namespace(f"{VOCABULARY}case/expect#")
CONTRADICTIONS = [path for path in CASES if "# Clash: " in path.read_text(encoding="utf-8")]
CLASSIFICATIONS = [path for path in CASES if path not in CONTRADICTIONS]
OWLRL_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

needs_java = pytest.mark.skipif(not java_is_there(), reason="HermiT is a Java program, and there is no `java` here")


def read_case(path: Path) -> Graph:
    """Ontology and case as one graph."""
    return ontology_graph().parse(path)


def head_line(path: Path, name: str) -> str:
    (found,) = re.findall(rf"^# {name}: (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return str(found)


def clash(path: Path) -> set[str]:
    """The IRIs that the contradiction of a case is about."""
    manager = Graph().parse(path).namespace_manager
    return {str(manager.expand_curie(curie)) for curie in head_line(path, "Clash").split()}


def twin(path: Path) -> Graph:
    """Ontology and case without the statement that contradicts."""
    prefixes = "".join(f"@prefix {name}: <{namespace}> ." for name, namespace in PREFIXES.items())
    culprit = Graph().parse(data=f"{prefixes}@prefix ex: <{EX}> .{head_line(path, 'Without')}", format="turtle")
    whole = read_case(path)
    assert set(culprit) < set(whole), "the statement does not stand in the case"
    return whole - culprit


def all_twins() -> Graph:
    """Ontology and contradicting cases, each without its contradiction, as one graph."""
    together = Graph()
    for path in CONTRADICTIONS:
        together += twin(path)
    return together


def owlrl_errors(graph: Graph) -> list[str]:
    """The contradictions that the rules of OWL 2 RL find, in words."""
    axioms_and_facts = Graph()
    for triple in graph:
        if triple[1] not in (RDFS.label, SKOS.definition, SKOS.editorialNote, DCTERMS.source, RDFS.isDefinedBy):
            axioms_and_facts.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(axioms_and_facts)
    return sorted(str(each) for each in axioms_and_facts.objects(None, OWLRL_ERROR))


def individuals(graph: Graph) -> list[URIRef]:
    return sorted({each for each in graph.all_nodes() if isinstance(each, URIRef) and each in EX})


@needs_java
@pytest.mark.parametrize("with_alignments", [False, True], ids=["alone", "with alignments"])
def test_ontology_is_consistent_and_every_class_can_have_members(with_alignments: bool) -> None:
    graph = ontology_graph()
    if with_alignments:
        graph += alignments_graph()
    answer = reason(graph)
    assert answer.consistent
    assert answer.unsatisfiable == frozenset()


@needs_java
def test_class_that_can_have_no_members_is_found() -> None:
    graph = ontology_graph()
    graph.add((EX.Both, RDF.type, OWL.Class))
    graph.add((EX.Both, RDFS.subClassOf, PG.Measure))
    graph.add((EX.Both, RDFS.subClassOf, PG.Target))
    assert reason(graph).unsatisfiable == {EX.Both}


@needs_java
def test_authorities_are_consistent_with_the_ontology() -> None:
    graph = ontology_graph()
    graph += authorities_graph(DEFAULT_BASE)
    agencies = [each for each in graph.subjects(RDF.type, PG.PublicAgency) if isinstance(each, URIRef)]
    answer = reason(graph, all_different=agencies)
    assert answer.consistent
    assert answer.types
    assert PG.PublicBody in answer.types[agencies[0]]


@needs_java
@pytest.mark.parametrize("path", CLASSIFICATIONS, ids=lambda path: path.stem)
def test_individuals_classify_as_their_case_says(path: Path) -> None:
    graph = read_case(path)
    expected, unexpected = (set(graph.subject_objects(EXPECT[name])) for name in ("is", "isNot"))
    assert expected
    assert unexpected
    for name in ("is", "isNot"):
        graph.remove((None, EXPECT[name], None))
    answer = reason(graph, all_different=individuals(graph))
    assert answer.consistent
    inferred = {(this, kind) for this, kinds in answer.types.items() for kind in kinds}
    assert expected - inferred == set()
    assert unexpected & inferred == set()


@needs_java
@pytest.mark.parametrize("path", CONTRADICTIONS, ids=lambda path: path.stem)
def test_hermit_finds_the_contradiction(path: Path) -> None:
    assert not reason(read_case(path)).consistent


@needs_java
def test_hermit_finds_no_contradiction_when_its_statement_is_left_out() -> None:
    """All twins at once, for each run costs a second: names that recur in the cases stand for the same things."""
    assert reason(all_twins()).consistent


def test_owlrl_finds_the_same_contradictions() -> None:
    assert len(CONTRADICTIONS) >= 10
    for path in CONTRADICTIONS:
        errors = owlrl_errors(read_case(path))
        assert any(all(iri in error for iri in clash(path)) for error in errors), (path.stem, errors)


def test_owlrl_finds_nothing_where_there_is_no_contradiction() -> None:
    sound = all_twins()
    for path in CLASSIFICATIONS:
        sound += read_case(path)
    assert owlrl_errors(sound) == []


def test_owlrl_follows_chains_and_inverses() -> None:
    graph = ontology_graph()
    graph.add((EX.measure, PG.partOfGroup, EX.aspect))
    graph.add((EX.aspect, PG.setOutIn, EX.plan))
    graph.add((EX.ministry, PG.issuerOf, EX.plan))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert (EX.measure, PG.setOutIn, EX.plan) in graph
    assert (EX.measure, PG.announcedBy, EX.ministry) in graph
    assert (EX.plan, PG.setsOut, EX.measure) in graph
    assert (EX.aspect, PG.hasMember, EX.measure) in graph


@needs_java
def test_two_issuers_count_only_when_they_are_known_to_differ() -> None:
    graph = ontology_graph()
    graph.add((EX.plan, RDF.type, PG.PolicyDocument))
    issuers = [EX.ministry, EX.council]
    for issuer in issuers:
        graph.add((EX.plan, PG.issuedBy, issuer))
    alike, different = reason(graph), reason(graph, all_different=issuers)
    assert PG.JointPolicyDocument not in alike.types[EX.plan]
    assert PG.JointPolicyDocument in different.types[EX.plan]


@needs_java
def test_dates_outside_the_datatype_map_are_passed_over() -> None:
    graph = ontology_graph()
    graph.add((EX.plan, RDF.type, PG.PolicyDocument))
    for datatype, value in (("gYear", "2020"), ("gYearMonth", "2020-04"), ("date", "2020-04-07")):
        graph.add((EX.plan, PG.latestDate, Literal(value, datatype=URIRef(f"{PREFIXES['xsd']}{datatype}"))))
    assert reason(graph).consistent


@needs_java
def test_reasoning_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(OntologyError, match=r"HermiT: no answer in 0\.01 seconds"):
        reason(ontology_graph(), seconds=0.01)


@needs_java
def test_failure_of_hermit_is_translated() -> None:
    graph = ontology_graph()
    graph.add((PG.setOutIn, RDF.type, OWL.IrreflexiveProperty))  # not simple: it carries a chain
    with pytest.raises(OntologyError, match=r"HermiT: it failed: .+ OWL 2 DL"):
        reason(graph)


def test_missing_java_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda command: None)
    with pytest.raises(OntologyError, match="there is no Java"):
        reason(ontology_graph())


# ---- Ontologies of strangers


class Listener:
    """A web server that counts who calls and answers nobody."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/imported.owl"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.close()


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python module that a child process could import, and that leaves a file behind when it is."""
    sprung = tmp_path / "sprung"
    (tmp_path / "policygraph_trap.py").write_text(f"open({str(sprung)!r}, 'w').close()", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return sprung


def hostile_ontology(folder: Path, listener: Listener) -> Graph:
    """An OWL file that names a module for owlready2, imports from the web and from disk, and imports itself."""
    (folder / "neighbour.owl").write_text("<rdf:RDF/>", encoding="utf-8")
    path = folder / "hostile.owl"
    imports = (listener.address, (folder / "neighbour.owl").as_uri(), path.as_uri(), "urn:policygraph:reasoning")
    path.write_text(
        f"""<rdf:RDF xmlns:rdf="{RDF}" xmlns:owl="{OWL}" xmlns:rdfs="{RDFS}" xmlns:ready="{OWLREADY}">
          <owl:Ontology rdf:about="urn:policygraph:reasoning">
            <ready:python_module>policygraph_trap</ready:python_module>
            {"".join(f'<owl:imports rdf:resource="{each}"/>' for each in imports)}
          </owl:Ontology>
          <owl:Class rdf:about="{EX.Trap}"/>
          <rdf:Description rdf:about="{EX.bait}"><rdf:type rdf:resource="{EX.Trap}"/></rdf:Description>
        </rdf:RDF>""",
        encoding="utf-8",
    )
    return Graph().parse(path, format="xml")


@pytest.mark.accept("U15")
def test_harmless_strips_modules_and_imports_and_nothing_else(tmp_path: Path, listener: Listener) -> None:
    graph = hostile_ontology(tmp_path, listener)
    gone = {predicate for _, predicate, _ in graph - harmless(graph)}
    assert gone == {URIRef(f"{OWLREADY}python_module"), OWL.imports}
    assert (EX.bait, RDF.type, EX.Trap) in harmless(graph)


@needs_java
@pytest.mark.accept("U15")
def test_hostile_ontology_runs_no_code_and_fetches_nothing(tmp_path: Path, listener: Listener, trap: Path) -> None:
    answer = reason(hostile_ontology(tmp_path, listener))
    assert answer.consistent
    assert EX.Trap in answer.types[EX.bait]
    assert not trap.exists()
    assert listener.calls == 0


@needs_java
@pytest.mark.accept("U15")
def test_trap_springs_when_nothing_is_stripped(
    tmp_path: Path, listener: Listener, trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the test before this one would prove nothing."""
    monkeypatch.setattr("ontology.reasoning.harmless", lambda graph: graph)
    hostile = hostile_ontology(tmp_path, listener)
    hostile.remove((None, OWL.imports, None))
    reason(hostile)
    assert trap.exists()


def test_only_reasoning_py_knows_owlready2() -> None:
    repository = Path(__file__).parents[2]
    rooms = ("ontology", "mappings", "shapes", "publish")
    knowing = [
        str(path.relative_to(repository))
        for room in rooms
        for path in (repository / room).rglob("*.py")
        if re.search(r"^\s*(import|from) owlready2", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    ]
    assert knowing == ["ontology/reasoning.py"]
