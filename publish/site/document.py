"""The document about a thing as RDF: the description, what it hangs on, and what is said about the document itself."""

from collections.abc import Iterable, Iterator

from rdflib import FOAF, OWL, PROV, RDF, RDFS, XSD, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology.terms import OA, PG, PREFIXES
from publish.site.addresses import Addresses
from publish.site.description import VALUES_SHOWN, Describer, Description
from publish.site.formats import Format
from publish.site.jsonld import to_jsonld
from publish.site.lifecycle import GONE, Life, State
from publish.site.names import Names
from publish.site.release import Release, Since
from publish.store.interface import Fact, Quad
from publish.store.writing import serialize

_OF_A_SPAN = (OA.hasSelector, OA.hasSource)


class Documents:
    """Writes descriptions as RDF documents of one release."""

    def __init__(self, release: Release, addresses: Addresses, names: Names, describer: Describer) -> None:
        self._release, self._addresses, self._names, self._describer = release, addresses, names, describer

    def since(self, topic: str) -> Since:
        """The first release in which what we say about a topic is as it is now."""
        local = (self._addresses.local(topic) or "").partition("#")[0]
        return self._release.since("shape" if local.startswith("shape/") else local)

    def about_itself(self, document: URIRef, topic: URIRef) -> Iterator[Quad]:
        """What every document of ours says about itself.

        It names the release in which it became what it is, not the latest: so it changes when its topic does.
        """
        since = self.since(topic)
        yield document, RDF.type, FOAF.Document, None
        yield document, FOAF.primaryTopic, topic, None
        yield document, DCTERMS.license, URIRef(self._release.licence), None
        yield document, DCTERMS.modified, Literal(since.date, datatype=XSD.date), None
        yield document, PROV.wasDerivedFrom, URIRef(self._addresses.absolute(f"release/{since.version}")), None

    def describing(self, description: Description) -> list[Quad]:
        """The document about a thing. The evidence graphs stand in named graphs, all else in the default graph."""
        thing, document = description.thing, self._addresses.document(description.thing)
        this = URIRef(self._addresses.absolute(self._addresses.part(document, description.part)))
        quads = list(self.about_itself(this, thing))
        if description.part < description.part_count:
            following = URIRef(self._addresses.absolute(self._addresses.part(document, description.part + 1)))
            said = [f"Part {description.part} of {description.part_count}; the next is {following}",
                    *_left_out(description)]  # fmt: skip
            quads.append((this, RDFS.seeAlso, following, None))
            quads += [(this, RDFS.comment, Literal(each, lang="en"), None) for each in said]
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

    def last_words(self, thing: URIRef, life: Life) -> Iterator[Quad]:
        """What is said about a thing that is gone, beyond its tombstone: which release last had it.

        A release holds the tombstones of all things but of evidence, which is gone by being replaced.
        """
        if life.state not in GONE:
            return
        if life.state is State.SUPERSEDED:
            yield thing, OWL.deprecated, Literal("true", datatype=XSD.boolean), None
            yield thing, PG.tombstoneReason, Literal(life.why, lang="en"), None
            if life.at:
                moment = Literal(f"{life.at}T00:00:00Z", datatype=XSD.dateTime, normalize=False)
                yield thing, PROV.invalidatedAtTime, moment, None
        if life.last_release:
            document = self._addresses.document_iri(thing)
            said = f"The last release that has it is {life.last_release}."
            yield document, RDFS.comment, Literal(said, lang="en"), None
            yield document, RDFS.seeAlso, URIRef(self._addresses.absolute(f"release/{life.last_release}")), None

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
        return to_jsonld(quads, first)
    return serialize(quads, format.media_type, PREFIXES, first)


def _left_out(description: Description) -> Iterator[str]:
    """Of which properties, either way, this part has not all."""
    for predicate, total in sorted(description.totals.items()):
        if total > VALUES_SHOWN:
            yield f"It has at most {VALUES_SHOWN} of {total} values of {predicate}"
    for links in description.incoming:
        if links.total > len(links.subjects):
            yield f"It has {len(links.subjects)} of {links.total} subjects that point here by {links.predicate}"


def _accepted(subject: Node, facts: Iterable[Fact]) -> list[Quad]:
    return [(subject, fact.predicate, fact.object, None) for fact in facts if fact.accepted]
