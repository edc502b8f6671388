"""HermiT, through owlready2: is what we say consistent, and what follows from it?

The only file that knows owlready2. That library imports Python modules named in an ontology, and fetches what
`owl:imports` points to; so nothing reaches it but N-Triples that rdflib has read and `harmless` has sifted, and it runs
in a child process with a world that is thrown away.

    python -m ontology.reasoning < ontology-and-data.nt > reasoning.json
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.errors import OntologyError

OWLREADY = "http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#"
FOREIGN_CLASSES = ("http://xmlns.com/foaf/0.1/Person", "http://www.w3.org/ns/oa#SpecificResource")


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What HermiT says of a graph. Of an inconsistent graph it says nothing more."""

    consistent: bool
    unsatisfiable: frozenset[URIRef] = frozenset()  # classes that can have no members
    types: Mapping[URIRef, frozenset[URIRef]] = field(default_factory=dict)  # of each individual, inferred ones too


def java_is_there() -> bool:
    """Whether HermiT can run at all: it is a Java program."""
    return shutil.which("java") is not None


def reason(graph: Graph, *, all_different: Iterable[URIRef] = (), seconds: float = 120) -> Reasoning:
    """What follows from `graph` (axioms and facts together), however little its author is to be trusted.

    `all_different` names individuals that are to count as different ones, or no cardinality ever fires: published data
    do not say so, for the axiom needs blank nodes.

    Raises `OntologyError` when Java is missing, HermiT fails, or it takes longer than `seconds`.
    """
    if not java_is_there():
        raise OntologyError("there is no Java", where="HermiT", fix="Install Java 17, or leave reasoning out.")
    sifted = harmless(graph)
    _declare(sifted)
    _declare_different(sifted, all_different)
    return _from_json(_in_child_process(sifted.serialize(format="nt"), seconds))


def harmless(graph: Graph) -> Graph:
    """A copy without what would make owlready2 import a Python module or fetch another ontology."""
    copy = Graph()
    for triple in graph:
        if OWL.imports not in triple and not any(str(node).startswith(OWLREADY) for node in triple):
            copy.add(triple)
    return copy


def _declare(graph: Graph) -> None:
    """Say what HermiT and owlready2 want said and our files do not: which classes of others are classes, and which
    terms are individuals."""
    individuals = {
        this for this, kind in graph.subject_objects(RDF.type) if not str(kind).startswith((str(OWL), str(RDFS)))
    }
    for link in list(graph.subjects(RDF.type, OWL.ObjectProperty)):
        individuals.update(node for pair in graph.subject_objects(link) for node in pair)
    for individual in individuals:
        if isinstance(individual, URIRef):
            graph.add((individual, RDF.type, OWL.NamedIndividual))
    for iri in FOREIGN_CLASSES:
        graph.add((URIRef(iri), RDF.type, OWL.Class))


def _declare_different(graph: Graph, individuals: Iterable[URIRef]) -> None:
    members: list[Node] = [*sorted(individuals)]
    if len(members) > 1:
        axiom, head = BNode(), BNode()
        Collection(graph, head, members)
        graph.add((axiom, RDF.type, OWL.AllDifferent))
        graph.add((axiom, OWL.distinctMembers, head))


def _in_child_process(triples: str, seconds: float) -> str:
    """What the child prints. Java, its own child, is killed with it."""
    with tempfile.TemporaryDirectory() as scratch:  # HermiT leaves its input behind when it finds an inconsistency
        given = Path(scratch) / "given.nt"
        given.write_text(triples, encoding="utf-8")
        with given.open("rb") as stdin:
            child = subprocess.Popen(
                [sys.executable, "-m", "ontology.reasoning"],
                cwd=Path(__file__).parents[1],
                env=os.environ | {"TMPDIR": scratch, "PYTHONUTF8": "1"},
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=True,
            )
        try:
            output, problems = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            raise OntologyError(
                f"no answer in {seconds} seconds", where="HermiT", fix="Give it fewer individuals, or more time."
            ) from error
    if child.returncode != 0:
        last = problems.strip().rpartition("\n")[2]
        raise OntologyError(f"it failed: {last}", where="HermiT", fix="See whether the graph is OWL 2 DL.")
    return output


def _from_json(text: str) -> Reasoning:
    answer = json.loads(text)
    return Reasoning(
        consistent=answer["consistent"],
        unsatisfiable=frozenset(map(URIRef, answer["unsatisfiable"])),
        types={URIRef(each): frozenset(map(URIRef, kinds)) for each, kinds in answer["types"].items()},
    )


def main() -> None:
    """The child: N-Triples from standard input, what HermiT says of them to standard output, as JSON."""
    import owlready2  # here, so that the parent never loads it

    world = owlready2.World()
    world.get_ontology("urn:policygraph:reasoning#").load(fileobj=sys.stdin.buffer, format="ntriples")
    try:
        # Dates such as xsd:gYear are outside the datatype map of OWL 2: HermiT must pass over them, not fail.
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        answer: dict[str, Any] = {"consistent": False, "unsatisfiable": [], "types": {}}
    else:
        answer = {
            "consistent": True,
            "unsatisfiable": [each.iri for each in world.inconsistent_classes() if each is not owlready2.Nothing],
            "types": {each.iri: _named(each.INDIRECT_is_a) for each in world.individuals()},
        }
    json.dump(answer, sys.stdout)


def _named(kinds: Iterable[Any]) -> list[str]:
    """The IRIs of the classes that have one."""
    return sorted(kind.iri for kind in kinds if hasattr(kind, "iri"))


if __name__ == "__main__":
    main()
