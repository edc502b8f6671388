"""The catalogue: the release described in DCAT 3 and VoID, every count computed from the data.

The version-less dataset is `{base}dataset`, a release `{base}release/{version}`, a file of it
`{base}release/{version}/{path}`; what is said about parts of a release has a fragment of the release's IRI.
"""

# ruff: noqa: N815 — terms are spelled as their vocabulary spells them

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from ontology.terms import DCTERMS, FOAF, LANGUAGE, ONTOLOGY, PREFIXES, RDF, SPDX, VOID, XSD
from publish.release.manifest import FileEntry
from publish.settings import Settings
from publish.store.dataset import FORMATS, Counts


class DCAT(DefinedNamespace):
    """The terms of DCAT 3 that we use; the list that comes with rdflib is that of DCAT 2."""

    _NS = Namespace("http://www.w3.org/ns/dcat#")
    _fail = True

    DataService: URIRef
    Dataset: URIRef
    Distribution: URIRef
    accessURL: URIRef
    byteSize: URIRef
    contactPoint: URIRef
    distribution: URIRef
    downloadURL: URIRef
    endpointURL: URIRef
    hasCurrentVersion: URIRef
    hasVersion: URIRef
    landingPage: URIRef
    mediaType: URIRef
    previousVersion: URIRef
    servesDataset: URIRef
    version: URIRef


Triple = tuple[URIRef, URIRef, URIRef | Literal]
FILE_NAME = "catalogue.ttl"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Dump:
    """One of the files in which the data can be had, and what it holds."""

    path: str
    en: str
    zh: str

    @property
    def media_type(self) -> str:
        """The media type of the file."""
        return FORMATS[self.path.rpartition(".")[2]].media_type


DUMPS = (
    Dump("data/dataset.nq", "Everything, as sorted N-Quads", "全部数据（N-Quads，已排序）"),
    Dump("data/dataset.trig", "Everything, as TriG", "全部数据（TriG）"),
    Dump("data/accepted.ttl", "The default graph (what is accepted), as Turtle", "默认图即已采纳的内容（Turtle）"),
    Dump("data/accepted.jsonld", "The default graph (what is accepted), as JSON-LD", "默认图即已采纳的内容（JSON-LD）"),
)


@dataclass(frozen=True, slots=True)
class Description:
    """What the catalogue needs to know of a release."""

    settings: Settings
    version: str
    date: str
    previous_version: str | None
    publisher: URIRef
    counts: Counts
    examples: tuple[str, ...]
    files: Mapping[str, FileEntry]

    @property
    def dataset(self) -> URIRef:
        """The dataset, whatever its version."""
        return URIRef(f"{self.settings.base}dataset")

    @property
    def release(self) -> URIRef:
        """This version of the dataset."""
        return release_iri(self.settings.base, self.version)

    def part(self, fragment: str) -> URIRef:
        """Something that is described inside the release's page."""
        return URIRef(f"{self.release}#{fragment}")

    def file(self, path: str) -> URIRef:
        """Where a file of the release can be had."""
        return URIRef(f"{self.release}/{path}")


def release_iri(base: str, version: str) -> URIRef:
    """The IRI of a release.

    >>> str(release_iri("http://localhost:8000/", "2026.11.1"))
    'http://localhost:8000/release/2026.11.1'
    """
    return URIRef(f"{base}release/{version}")


def catalogue(description: Description) -> bytes:
    """The Turtle of the catalogue."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triples in (_dataset, _release, _contact, _service, _counts, _evidence, _distributions):
        for triple in triples(description):
            graph.add(triple)
    return graph.serialize(format="turtle").encode()


def _dataset(this: Description) -> Iterator[Triple]:
    """The dataset without a version: the name that outlives every release."""
    yield this.dataset, RDF.type, DCAT.Dataset
    yield from _naming(this, this.dataset)
    yield this.dataset, DCAT.hasVersion, this.release
    yield this.dataset, DCAT.hasCurrentVersion, this.release
    yield this.dataset, DCAT.landingPage, URIRef(this.settings.base)


def _release(this: Description) -> Iterator[Triple]:
    yield this.release, RDF.type, DCAT.Dataset
    yield this.release, RDF.type, VOID.Dataset
    yield from _naming(this, this.release)
    yield this.release, DCTERMS.isVersionOf, this.dataset
    yield this.release, DCAT.version, Literal(this.version)
    if this.previous_version:
        yield this.release, DCAT.previousVersion, release_iri(this.settings.base, this.previous_version)
    for date in (DCTERMS.issued, DCTERMS.modified):
        yield this.release, date, Literal(this.date, datatype=XSD.date)
    yield this.release, DCTERMS.conformsTo, ONTOLOGY
    yield this.file(FILE_NAME), RDF.type, VOID.DatasetDescription
    yield this.file(FILE_NAME), FOAF.primaryTopic, this.release


def _naming(this: Description, subject: URIRef) -> Iterator[Triple]:
    """What dataset and release have in common: names, licence, languages, who publishes and who answers."""
    for language in ("en", "zh"):
        yield subject, DCTERMS.title, Literal(this.settings.text(f"title.{language}"), lang=language)
        yield subject, DCTERMS.description, Literal(this.settings.text(f"description.{language}"), lang=language)
    yield subject, DCTERMS.license, URIRef(this.settings.text("licence"))
    yield subject, DCTERMS.language, LANGUAGE.ENG
    yield subject, DCTERMS.language, LANGUAGE.ZHO
    yield subject, DCTERMS.publisher, this.publisher
    yield subject, DCAT.contactPoint, this.part("contact")


def _contact(this: Description) -> Iterator[Triple]:
    contact = this.part("contact")
    yield contact, RDF.type, FOAF.Agent
    yield contact, FOAF.name, Literal(this.settings.text("contact.name"))
    yield contact, FOAF.page, URIRef(this.settings.text("contact.page") or this.settings.base)
    if mail := this.settings.text("contact.mail"):
        yield contact, FOAF.mbox, URIRef(f"mailto:{mail}")


def _service(this: Description) -> Iterator[Triple]:
    service, endpoint = this.part("service"), URIRef(f"{this.settings.base}sparql")
    yield service, RDF.type, DCAT.DataService
    yield service, DCTERMS.title, Literal("SPARQL endpoint", lang="en")
    yield service, DCTERMS.title, Literal("SPARQL 查询端点", lang="zh")
    yield service, DCAT.endpointURL, endpoint
    yield service, DCAT.servesDataset, this.release
    yield this.release, VOID.sparqlEndpoint, endpoint


def _counts(this: Description) -> Iterator[Triple]:
    """VoID's counts, of the default graph: what a plain `SELECT (COUNT(*) AS ?n) { ?s ?p ?o }` counts."""
    counts, release = this.counts, this.release
    yield release, VOID.uriSpace, Literal(f"{this.settings.base}id/")
    yield release, VOID.triples, _number(counts.triples)
    yield release, VOID.entities, _number(counts.entities)
    yield release, VOID.distinctSubjects, _number(counts.subjects)
    yield release, VOID.distinctObjects, _number(counts.objects)
    yield release, VOID.classes, _number(len(counts.classes))
    yield release, VOID.properties, _number(len(counts.properties))
    for kind, count in counts.classes.items():
        part = this.part(f"class={_short(kind)}")
        yield release, VOID.classPartition, part
        yield from ((part, VOID["class"], URIRef(kind)), (part, VOID.entities, _number(count)))
    for name, count in counts.properties.items():
        part = this.part(f"property={_short(name)}")
        yield release, VOID.propertyPartition, part
        yield from ((part, VOID.property, URIRef(name)), (part, VOID.triples, _number(count)))
    for namespace in _namespaces([*counts.classes, *counts.properties]):
        yield release, VOID.vocabulary, URIRef(namespace)
    for example in this.examples:
        yield release, VOID.exampleResource, URIRef(example)


def _evidence(this: Description) -> Iterator[Triple]:
    """The named graphs: one for each evidence, described once and not one by one."""
    evidence = this.part("evidence")
    yield this.release, VOID.subset, evidence
    yield evidence, RDF.type, VOID.Dataset
    yield evidence, DCTERMS.title, Literal("The evidence graphs: what each reading asserts", lang="en")
    yield evidence, DCTERMS.title, Literal("证据图：每一次解读所断言的内容", lang="zh")
    yield evidence, VOID.uriSpace, Literal(f"{this.settings.base}id/evidence/")
    yield evidence, VOID.triples, _number(this.counts.graph_triples)
    yield evidence, VOID.documents, _number(this.counts.graphs)


def _distributions(this: Description) -> Iterator[Triple]:
    for dump in DUMPS:
        entry, address = this.files[dump.path], this.file(dump.path)
        distribution, checksum = this.part(dump.path), this.part(f"{dump.path};sha256")
        yield this.release, DCAT.distribution, distribution
        yield this.release, VOID.dataDump, address
        yield distribution, RDF.type, DCAT.Distribution
        yield distribution, DCTERMS.title, Literal(dump.en, lang="en")
        yield distribution, DCTERMS.title, Literal(dump.zh, lang="zh")
        yield distribution, DCAT.accessURL, this.release
        yield distribution, DCAT.downloadURL, address
        yield distribution, DCAT.mediaType, URIRef(_MEDIA_TYPES + dump.media_type)
        yield distribution, DCAT.byteSize, Literal(str(entry.bytes), datatype=XSD.nonNegativeInteger)
        yield distribution, DCTERMS.license, URIRef(this.settings.text("licence"))
        yield distribution, SPDX.checksum, checksum
        yield checksum, RDF.type, SPDX.Checksum
        yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
        yield checksum, SPDX.checksumValue, Literal(entry.sha256, datatype=XSD.hexBinary)


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)


def _short(iri: str) -> str:
    """A term as prefix and name (`dcterms:title`), to make a readable fragment of."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _namespaces(terms: Iterable[str]) -> list[str]:
    """The vocabularies that these terms come from."""
    used = {namespace for term in terms for namespace in PREFIXES.values() if term.startswith(namespace)}
    return sorted(used)
