"""JSON-LD by a context of our own: nothing is fetched to read it.

`context/v1.jsonld` is published at `/context/v1.jsonld` and never changes: what has to be otherwise gets the next
number. A document carries those lines of it that it uses, so that it can be read where there is no network.
https://www.w3.org/TR/json-ld11/
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import RDF, XSD, BNode, Literal
from rdflib.term import Node

from publish.store.interface import Quad

CONTEXT = "context/v1.jsonld"  # its local address, and its place in this folder
_LINKED = {"@type": "@id"}  # the line of a property whose plain strings are IRIs


def context_file() -> bytes:
    """The context as it is published."""
    return (Path(__file__).parent / CONTEXT).read_bytes()


@cache
def _context() -> Mapping[str, Any]:
    lines: Mapping[str, Any] = json.loads(context_file())["@context"]
    return lines


def to_jsonld(quads: Iterable[Quad], first: str = "") -> bytes:
    """The default graph of the quads, one node for each subject, sorted; the node of `first` comes first."""
    nodes: dict[Node, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, target, graph in quads:
        if graph is None:
            nodes[subject][str(predicate)].add(target)
    short = _Shortener(_schemes(nodes))
    written = [
        _node(subject, nodes[subject], short)
        for subject in sorted(nodes, key=lambda each: (str(each) != first, isinstance(each, BNode), str(each)))
    ]
    document = {"@context": dict(sorted(short.used.items())), "@graph": written}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _schemes(nodes: Mapping[Node, Mapping[str, Iterable[Node]]]) -> set[str]:
    """What stands before the first colon of an IRI: as a prefix it would make another IRI of it."""
    objects = {str(each) for statements in nodes.values() for targets in statements.values() for each in targets
               if not isinstance(each, Literal)}  # fmt: skip
    predicates = {predicate for statements in nodes.values() for predicate in statements}
    return {iri.partition(":")[0] for iri in {*map(str, nodes), *objects, *predicates}}


class _Shortener:
    """Shortens IRIs by the context, and remembers which of its lines it used."""

    def __init__(self, schemes: set[str]) -> None:
        context = _context()
        self._prefixes = {name: line for name, line in context.items() if isinstance(line, str) and name not in schemes}
        self.used: dict[str, object] = {}

    def __call__(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            rest = iri.removeprefix(namespace)
            if rest != iri and rest and not rest.startswith("//"):
                self.used[prefix] = namespace
                return f"{prefix}:{rest}"
        return iri

    def linked(self, name: str) -> bool:
        """Whether the plain strings of this property are IRIs; then the line that says so is used."""
        if _context().get(name) != _LINKED:
            return False
        self.used[name] = _LINKED
        return True


def _node(subject: Node, statements: Mapping[str, set[Node]], short: _Shortener) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _identifier(subject, short)}
    for predicate in sorted(statements, key=lambda each: (each != str(RDF.type), each)):
        targets = sorted(statements[predicate], key=_order)
        if predicate == str(RDF.type):
            node["@type"] = [_identifier(target, short) for target in targets]
        else:
            name = short(predicate)
            linked = short.linked(name)
            values = [_value(target, short, linked) for target in targets]
            node[name] = values[0] if len(values) == 1 else values
    return node


def _identifier(term: Node, short: _Shortener) -> str:
    return f"_:{term}" if isinstance(term, BNode) else short(str(term))


def _value(term: Node, short: _Shortener, linked: bool) -> dict[str, str] | str:
    if not isinstance(term, Literal):
        return _identifier(term, short) if linked else {"@id": _identifier(term, short)}
    if term.language:
        return {"@value": str(term), "@language": term.language}
    if term.datatype is None or term.datatype == XSD.string:
        return {"@value": str(term)} if linked else str(term)
    return {"@value": str(term), "@type": short(str(term.datatype))}


def _order(term: Node) -> tuple[str, str, str]:
    if isinstance(term, Literal):
        return "literal", str(term), term.language or str(term.datatype or "")
    return "node", str(term), ""
