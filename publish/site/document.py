"""The document about a thing as RDF: the description, what it hangs on, and what is said about the document itself."""

from collections.abc import Iterable, Iterator

from rdflib import FOAF, PROV, RDF, RDFS, XSD, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology.terms import OA, PREFIXES
from publish.site.addresses import Addresses
from publish.site.description import Describer, Description
from publish.site.formats import Format
from publish.site.jsonld import to_jsonld
from publish.site.names import Names
from publish.site.release import Release
from publish.store.interface import Fact, Quad
from publish.store.writing import serialize

_OF_A_SPAN = (OA.hasSelector, OA.hasSource)


class Documents:
    """Writes descriptions as RDF documents of one release."""

    def __init__(self, release: Release, addresses: Addresses, names: Names, describer: Describer) -> None:
        self._release, self._addresses, self._names, self._describer = release, addresses, names, describer

    def about_itself(self, document: URIRef, topic: URIRef) -> Iterator[Quad]:
        """What every document of ours says about itself."""
        yield document, RDF.type, FOAF.Document, None
        yield document, FOAF.primaryTopic, topic, None
        yield document, DCTERMS.license, URIRef(self._release.licence), None
        yield document, DCTERMS.modified, Literal(self._release.date, datatype=XSD.date), None
        yield document, PROV.wasDerivedFrom, URIRef(self._addresses.absolute(self._release.local)), None

    def describing(self, description: Description) -> list[Quad]:
        """The document about a thing. The evidence graphs stand in named graphs, all else in the default graph."""
        thing = description.thing
        quads = list(self.about_itself(self._addresses.document_iri(thing), thing))
        quads += _accepted(thing, description.facts)
        for part, facts in description.parts.items():
            quads += _accepted(part, facts)
        for links in description.incoming:
            quads += [(subject, links.predicate, thing, None) for subject in links.subjects]
        for support in description.evidence:
            quads += self._evidence(support.iri)
            quads += [(*triple, support.iri) for triple in self._describer.graph(support.iri)]
        quads += self._labels(quads, described={thing})
        return list(dict.fromkeys(quads))

    def note(self, document: URIRef, text: str) -> list[Quad]:
        """A document that has nothing to say but why."""
        return [(document, RDF.type, FOAF.Document, None), (document, RDFS.comment, Literal(text, lang="en"), None)]

    def _evidence(self, evidence: URIRef) -> Iterator[Quad]:
        """An evidence with its spans: where the words are, and which they are."""
        facts = self._describer.facts_of(evidence)
        yield from _accepted(evidence, facts)
        for span in {fact.object for fact in facts if isinstance(fact.object, URIRef) and "#char=" in fact.object}:
            of_span = self._describer.facts_of(span)
            yield from _accepted(span, of_span)
            for part in {fact.object for fact in of_span if fact.predicate in _OF_A_SPAN}:
                yield from _accepted(part, self._describer.facts_of(URIRef(str(part))))

    def _labels(self, quads: Iterable[Quad], described: set[Node]) -> Iterator[Quad]:
        """Names of the things of ours that are mentioned, but not described here."""
        mentioned = {term for quad in quads for term in quad[:3] if isinstance(term, URIRef)} - described
        for iri in sorted(mentioned):
            if self._addresses.local(iri) is not None and "#char=" not in iri:
                for language, label in self._names.labels(iri).items():
                    if language:
                        yield iri, RDFS.label, Literal(label, lang=language), None


def write(quads: Iterable[Quad], format: Format, first: str = "") -> bytes:
    """An RDF document in one of our formats; equal statements give equal bytes."""
    if format.extension == "jsonld":
        return to_jsonld(quads, PREFIXES, first)
    return serialize(quads, format.media_type, PREFIXES, first)


def _accepted(subject: Node, facts: Iterable[Fact]) -> list[Quad]:
    return [(subject, fact.predicate, fact.object, None) for fact in facts if fact.accepted]
