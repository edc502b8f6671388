"""SHACL: the one file that calls pySHACL.

It is given a pyoxigraph store, on which it is many times faster than on an rdflib graph, and always looks at the
union of the store's graphs. So the first run gets a store that holds the default graph and nothing else; the second
gets the evidence graphs, and the default graph under the name that `ACCEPTED` spells, so that a shape can tell what
is accepted from what is only asserted.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pyshacl
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store
from pyshacl.errors import ReportableRuntimeError, ValidationFailure
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import Graph, Literal, Node

from ontology.errors import ValidationError
from ontology.terms import SH, VOCABULARY
from shapes.catalogue import Constraint
from shapes.findings import Finding

COMMENT = re.compile(r"(^|\s)#.*")  # a # within an IRI has no space before it
ACCEPTED = NamedNode(f"{VOCABULARY}graph/accepted")


def default_graph_alone(dataset: Store) -> Store:
    """A store that holds the default graph of `dataset` and no evidence graph."""
    store = Store()
    store.bulk_extend(dataset.quads_for_pattern(None, None, None, DefaultGraph()))
    return store


def default_graph_named(dataset: Store) -> Store:
    """A store that holds the evidence graphs of `dataset`, and its default graph as the named graph `ACCEPTED`."""
    store = Store()
    store.bulk_extend(
        Quad(quad.subject, quad.predicate, quad.object, ACCEPTED) if quad.graph_name == DefaultGraph() else quad
        for quad in dataset
    )
    return store


class _Data(OxigraphDataGraph):
    """A store that does not count all its triples whenever pySHACL asks whether it is there."""

    def __bool__(self) -> bool:
        return True


@cache
def flattened(shapes: Graph) -> Graph:
    """The same shapes, written so that pySHACL is several times faster with them.

    Each property shape aims at its targets itself instead of hanging on a node shape: then all targets are looked at
    at once, instead of every constraint being prepared anew for each. And each query stands on one line: its text is
    searched for forbidden words anew for every target, from the start of every line.
    """
    flat = Graph()
    flat += shapes
    for predicate in (SH.targetClass, SH.targetSubjectsOf):
        for shape, target in shapes.subject_objects(predicate):
            for part in shapes.objects(shape, SH.property):
                flat.add((part, predicate, target))
                flat.remove((shape, SH.property, part))
    for constraint, query in shapes.subject_objects(SH.select):
        flat.set((constraint, SH.select, Literal(on_one_line(str(query)))))
    return flat


def on_one_line(query: str) -> str:
    """A query without its comments and line breaks.

    >>> on_one_line("SELECT ?x {  # all\\n  ?x a <x:y#z>\\n}")
    'SELECT ?x { ?x a <x:y#z> }'
    """
    return " ".join(" ".join(COMMENT.sub("", line) for line in query.splitlines()).split())


def run(store: Store, shapes: Graph, constraints: dict[str, Constraint]) -> Iterator[Finding]:
    """What `shapes` find in `store`. One value may break two parts of a rule, such as kind and class: it is told once.

    Raises `ValidationError` when pySHACL cannot use a shape.
    """
    try:
        _, results, text = pyshacl.validate(_Data(store), shacl_graph=flattened(shapes), inplace=True)
    except (ReportableRuntimeError, SyntaxError) as error:
        raise _unusable(str(error)) from error
    if isinstance(results, ValidationFailure) or not isinstance(results, Graph):
        raise _unusable(text)
    found = (_finding(results, result, constraints) for result in results.objects(None, SH.result))
    last_first = sorted(found, key=lambda finding: finding.component, reverse=True)
    yield from {replace(finding, component=""): finding for finding in last_first}.values()


def _unusable(reason: str) -> ValidationError:
    return ValidationError(
        f"the validator gave up ({reason})", where="shapes", fix="Mend the shape that is named, or its query."
    )


def _finding(results: Graph, result: Node, constraints: dict[str, Constraint]) -> Finding:
    constraint = constraints[str(results.value(result, SH.sourceShape))]
    path = results.value(result, SH.resultPath)
    value = results.value(result, SH.value)
    return Finding(
        shape=constraint.iri,
        identifier=constraint.identifier,
        severity=constraint.severity,
        focus=str(results.value(result, SH.focusNode)),
        path=None if path is None else str(path),
        value=None if value is None else value.n3(),
        message_en=constraint.message_en,
        message_zh=constraint.message_zh,
        component=str(results.value(result, SH.sourceConstraintComponent)),
    )
