"""SHACL: the one file that calls pySHACL.

It is given a pyoxigraph store, on which it is many times faster than on an rdflib graph, and always looks at the
union of the store's graphs. So the first run gets a store that holds the default graph and nothing else; the second
gets the evidence graphs, and the default graph under the name that `ACCEPTED` spells, so that a shape can tell what
is accepted from what is only asserted.
"""

from collections.abc import Iterator
from functools import cache

import pyshacl
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store
from pyshacl.errors import ReportableRuntimeError, ValidationFailure
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import Graph, Node

from ontology.errors import ValidationError
from ontology.terms import SH, VOCABULARY
from shapes.catalogue import Constraint
from shapes.findings import Finding

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
    """The same shapes, with each property shape aiming at its targets itself instead of hanging on a node shape.

    It means the same, and pySHACL then looks at all targets at once instead of preparing every constraint anew for
    each of them: several times faster.
    """
    flat = Graph()
    flat += shapes
    for predicate in (SH.targetClass, SH.targetSubjectsOf):
        for shape, target in shapes.subject_objects(predicate):
            for part in shapes.objects(shape, SH.property):
                flat.add((part, predicate, target))
                flat.remove((shape, SH.property, part))
    return flat


def run(store: Store, shapes: Graph, constraints: dict[str, Constraint]) -> Iterator[Finding]:
    """What `shapes` find in `store`.

    Raises `ValidationError` when pySHACL cannot use a shape.
    """
    try:
        _, results, text = pyshacl.validate(_Data(store), shacl_graph=flattened(shapes), inplace=True)
    except (ReportableRuntimeError, SyntaxError) as error:
        raise _unusable(str(error)) from error
    if isinstance(results, ValidationFailure) or not isinstance(results, Graph):
        raise _unusable(text)
    for result in results.objects(None, SH.result):
        yield _finding(results, result, constraints)


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
    )
