"""JSON-LD with a context of our own: terms are shortened by our prefixes, nothing is fetched to read it.

https://www.w3.org/TR/json-ld11/
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rdflib import RDF, XSD, BNode, Literal
from rdflib.term import Node

from publish.store.interface import Quad


def to_jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str], first: str = "") -> bytes:
    """The default graph of the quads, one node for each subject, sorted; the node of `first` comes first."""
    nodes: dict[Node, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, target, graph in quads:
        if graph is None:
            nodes[subject][str(predicate)].add(target)
    used: dict[str, str] = {}
    written = [
        _node(subject, nodes[subject], _Shortener(prefixes, used))
        for subject in sorted(nodes, key=lambda each: (str(each) != first, isinstance(each, BNode), str(each)))
    ]
    document = {"@context": dict(sorted(used.items())), "@graph": written}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class _Shortener:
    """Shortens IRIs by prefixes, and remembers which it used."""

    def __init__(self, prefixes: Mapping[str, str], used: dict[str, str]) -> None:
        self._prefixes, self._used = prefixes, used

    def __call__(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            rest = iri.removeprefix(namespace)
            if rest != iri and rest and not rest.startswith("//"):
                self._used[prefix] = namespace
                return f"{prefix}:{rest}"
        return iri


def _node(subject: Node, statements: Mapping[str, set[Node]], short: _Shortener) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _identifier(subject, short)}
    for predicate in sorted(statements, key=lambda each: (each != str(RDF.type), each)):
        targets = sorted(statements[predicate], key=_order)
        if predicate == str(RDF.type):
            node["@type"] = [_identifier(target, short) for target in targets]
        else:
            values = [_value(target, short) for target in targets]
            node[short(predicate)] = values[0] if len(values) == 1 else values
    return node


def _identifier(term: Node, short: _Shortener) -> str:
    return f"_:{term}" if isinstance(term, BNode) else short(str(term))


def _value(term: Node, short: _Shortener) -> dict[str, str] | str:
    if not isinstance(term, Literal):
        return {"@id": _identifier(term, short)}
    if term.language:
        return {"@value": str(term), "@language": term.language}
    if term.datatype is None or term.datatype == XSD.string:
        return str(term)
    return {"@value": str(term), "@type": short(str(term.datatype))}


def _order(term: Node) -> tuple[str, str, str]:
    if isinstance(term, Literal):
        return "literal", str(term), term.language or str(term.datatype or "")
    return "node", str(term), ""
