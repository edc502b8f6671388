"""The service that answers queries: what it is asked of, what it allows, and how it describes itself.

https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS

from ontology.terms import SD, VOID
from publish.settings import Settings
from publish.site.addresses import Addresses
from publish.site.admission import Admission, TooManyError, client_name
from publish.site.answers import KeptAnswers
from publish.site.examples import Question
from publish.site.languages import PAGE_TAG
from publish.site.past import PastReleases
from publish.site.wording import wording
from publish.store.interface import Quad
from publish.store.limits import Limits
from publish.store.queries import Queries

FORMATS_SPACE = "http://www.w3.org/ns/formats/"
FORMAT_NAMES = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
                "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")  # fmt: skip


@dataclass(frozen=True)
class Service:
    """An endpoint, whatever data it stands over. `licence` and `dataset` are empty where nothing is known of them."""

    queries: Queries
    addresses: Addresses
    settings: Settings
    render: Callable[..., str]
    language: Callable[[], str]
    licence: str = ""
    dataset: str = ""
    examples: tuple[str, ...] = ()
    evidence_space: str = ""
    shown: dict[str, Any] = field(default_factory=dict)
    grounds: Any = None  # what tells the words behind rows, where the data has evidence
    questions: tuple[Question, ...] = ()  # examples with a title
    terms: Callable[[], str] = lambda: "[]"  # what the editor completes, as JSON
    version: str = ""  # of the release
    past: PastReleases | None = None  # releases before it that can be asked by name

    @cached_property
    def limits(self) -> Limits:
        """What a query may cost."""
        return Limits.of(self.settings)

    @cached_property
    def admission(self) -> Admission:
        """Who may ask how much."""
        return Admission(self.limits.slots, self.limits.rate)

    @cached_property
    def kept(self) -> KeptAnswers[bytes]:
        """Answers for whoever asks the same again."""
        return KeptAnswers(self.limits.cache_size // 2)  # the other half is for those sent beneath Flask

    def admits(self, address: str, forwarded: str) -> bool:
        """Whether one more query of this client is not too many; it is counted."""
        try:
            self.admission.count(client_name(address, forwarded))
        except TooManyError:
            return False
        return True

    @property
    def iri(self) -> str:
        """The address of the endpoint, which relative IRIs in queries are relative to."""
        return self.addresses.absolute("sparql")

    def description(self) -> list[Quad]:
        """The service description."""
        return [(*triple, None) for triple in self._triples()]

    def _triples(self) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
        endpoint, limits = URIRef(self.iri), URIRef(self.addresses.absolute("limits"))
        service, dataset, graph = (URIRef(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph"))
        yield service, RDF.type, SD.Service
        yield service, SD.endpoint, endpoint
        yield service, SD.supportedLanguage, SD.SPARQL11Query
        yield service, SD.defaultDataset, dataset
        yield service, RDFS.seeAlso, limits
        for language, tag in PAGE_TAG.items():
            yield service, RDFS.comment, Literal(limits_text(self.limits, language), lang=tag)
        for name in FORMAT_NAMES:
            yield service, SD.resultFormat, URIRef(FORMATS_SPACE + name)
        if self.limits.services:
            yield service, SD.feature, SD.BasicFederatedQuery
        yield dataset, RDF.type, SD.Dataset
        yield dataset, SD.defaultGraph, graph
        yield graph, RDF.type, SD.Graph
        if self.licence:
            yield service, DCTERMS.license, URIRef(self.licence)
        if self.dataset:
            yield dataset, DCTERMS.source, URIRef(self.dataset)
            yield graph, VOID.uriSpace, Literal(f"{self.addresses.base}id/")
        if self.evidence_space:
            yield from self._evidence_graphs(dataset)

    def _evidence_graphs(self, dataset: URIRef) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
        """The kind of named graph that there is: described once, not for each of them."""
        kind = URIRef(f"{self.iri}#evidence-graphs")
        yield dataset, SD.namedGraph, kind
        yield kind, RDF.type, SD.NamedGraph
        yield kind, SD.name, URIRef(self.evidence_space)
        yield kind, VOID.uriSpace, Literal(self.evidence_space)
        yield kind, RDFS.comment, Literal("Every named graph is an evidence, named in this space.", lang="en")


def limits_text(limits: Limits, language: str) -> str:
    """The limits in one paragraph."""
    published = {name.replace("-", "_"): value for name, value in limits.published().items()}
    words = wording(language)
    services = words["services"].format(services=" ".join(limits.services)) if limits.services else words["no_services"]
    return f"{words['limits'].format_map(published)} {services}"
