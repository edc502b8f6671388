"""Authorities: the agencies, organisations, persons and places that articles name, by their readable key (`ndrc`).

Some are shipped with the ontology (`authorities/*.ttl`); a workspace adds its own in files of the same format. It adds
and never changes: what the shipped files say of the Ministry of Commerce holds in every workspace.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from rdflib import DCTERMS, FOAF, ORG, RDF, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ontology import loading
from ontology.errors import OntologyError
from ontology.identifiers import KINDS, mint, thing_iri
from ontology.terms import PG, SCHEMA

# What an authority can be, and the kind of identifier it then has.
KIND_OF = {
    PG.PublicAgency: "agent",
    PG.PartyOrgan: "agent",
    ORG.OrganizationalUnit: "agent",
    ORG.Organization: "agent",
    FOAF.Group: "agent",
    FOAF.Person: "person",
    SCHEMA.Place: "place",
}
PARENTS = (ORG.unitOf, ORG.subOrganizationOf, DCTERMS.isPartOf)
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, eq=False)
class Authorities:
    """All authorities of a workspace, named under one base; `digest` is that of the files that it adds."""

    base: str
    graph: Graph
    iris: Mapping[str, URIRef]
    files: Mapping[str, str]  # by key, for messages
    digest: str = ""

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key of each authority by its IRI."""
        return {str(iri): key for key, iri in self.iris.items()}

    def file(self, key: str) -> str:
        """The file in which one would look for an authority."""
        return self.files.get(key, "ontology/authorities")


@cache
def shipped_authorities(base: str) -> Authorities:
    """The authorities that come with the ontology. Nobody may change the graph: all share it."""
    return Authorities(base, loading.authorities_graph(base), loading.authority_iris(base), {})


def read_authorities(base: str, files: Iterable[Path]) -> Authorities:
    """The shipped authorities, and those in some Turtle files of a workspace.

    Raises `OntologyError`, naming file and fix, for a file that is no Turtle, and for an authority that has no key or
    one that is taken, an identifier that its key does not mint, or no class, label, citation or date.
    """
    paths = sorted(files)
    shipped = shipped_authorities(base)
    if not paths:
        return shipped
    graph, iris, places = Graph(bind_namespaces="none"), dict(shipped.iris), dict(shipped.files)
    graph += shipped.graph
    own = {path: loading.turtle_graph(path, base) for path in paths}
    for path, described in own.items():
        for found in _described(described, path, base):
            if found.key in iris:
                raise found.error(
                    f"the key {found.key} is taken by {places.get(found.key, 'the authorities that are shipped')}",
                    "Use that one, or choose another key.",
                )
            iris[found.key], places[found.key] = found.iri, str(path)
        graph += described
    for path, described in own.items():
        _check_parents(described, path, frozenset(iris.values()))
    return Authorities(base, graph, iris, places, _digest(paths))


class _Described(NamedTuple):
    """One authority in a file."""

    path: Path
    iri: URIRef
    key: str

    def error(self, what: str, fix: str) -> OntologyError:
        return OntologyError(what, where=f"{self.path}, {self.key or self.iri}", fix=fix)


def _described(graph: Graph, path: Path, base: str) -> Iterator[_Described]:
    """The authorities of one file, each of which is complete."""
    for subject in sorted(set(graph.subjects()), key=str):
        notations = [str(each) for each in graph.objects(subject, SKOS.notation)]
        key = notations[0] if len(notations) == 1 else ""
        found = _Described(path, URIRef(str(subject)), key)
        if isinstance(subject, BNode) or any(isinstance(each, BNode) for each in graph.objects(subject)):
            raise found.error("there is a blank node", "Write only statements about authorities that have an IRI.")
        if not _KEY.fullmatch(key):
            raise found.error(
                "an authority has exactly one key", 'Add skos:notation "a-readable-key": small letters and hyphens.'
            )
        _check_identifier(graph, found, base)
        _check_statements(graph, found)
        yield found


def _check_identifier(graph: Graph, found: _Described, base: str) -> None:
    classes = list(graph.objects(found.iri, RDF.type))
    if len(classes) != 1 or classes[0] not in KIND_OF:
        known = ", ".join(each.n3(graph.namespace_manager) for each in KIND_OF)
        raise found.error("an authority is of exactly one class", f"Use one of: {known}.")
    kind = KINDS[KIND_OF[URIRef(str(classes[0]))]]
    right = thing_iri(base, kind, mint(kind, f"{kind.path}:{found.key}"))
    if str(found.iri) != right:
        raise found.error(
            f"<{str(found.iri).removeprefix(base)}> is not the identifier of this key",
            f"Name it <{right.removeprefix(base)}>.",
        )


def _check_statements(graph: Graph, found: _Described) -> None:
    labels = [each for each in graph.objects(found.iri, SKOS.prefLabel) if isinstance(each, Literal)]
    if sorted(str(label.language) for label in labels) != ["en", "zh"]:
        raise found.error("an authority is named in both languages", 'Add skos:prefLabel "…"@en , "…"@zh.')
    if not graph.value(found.iri, DCTERMS.source):
        raise found.error("no citation", "Add dcterms:source: where the facts come from.")
    dates = [each for each in graph.objects(found.iri, DCTERMS.created) if isinstance(each, Literal)]
    if [(each.datatype, each.ill_typed) for each in dates] != [(XSD.date, False)]:
        raise found.error("no day on which this was written", 'Add dcterms:created, such as "2026-11-25"^^xsd:date.')


def _check_parents(graph: Graph, path: Path, known: frozenset[Node]) -> None:
    for link in PARENTS:
        for subject, parent in graph.subject_objects(link):
            if parent not in known:
                raise OntologyError(
                    f"{parent} is no authority", where=f"{path}, {subject}", fix="Describe it too, or correct the link."
                )


def _digest(paths: Iterable[Path]) -> str:
    parts = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        parts.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return parts.hexdigest()
