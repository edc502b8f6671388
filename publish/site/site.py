"""One release, ready to be shown: what the routes share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from flask import render_template, request
from rdflib import URIRef

from ontology.terms import OW
from publish.index.database import Index, open_index
from publish.site.addresses import Addresses
from publish.site.description import Describer
from publish.site.document import Documents
from publish.site.languages import LANGUAGES, PAGE_TAG, choose_language
from publish.site.manner import number
from publish.site.names import Names
from publish.site.pages import Alternate, PageMaker
from publish.site.release import Release, Releases, Since
from publish.site.signposting import WebLink
from publish.site.texts import Texts
from publish.site.wording import wording
from publish.store.embedded import EmbeddedStore
from publish.store.interface import PolicyStore


@dataclass(frozen=True)
class Site:
    """A release, its store, and where it is served."""

    release: Release
    store: PolicyStore
    addresses: Addresses
    texts: Texts | None = None

    @cached_property
    def vocabulary(self) -> PolicyStore:
        """Ontology and shapes, which have blank nodes and so are not in the release's dataset."""
        return EmbeddedStore.in_memory([*self.release.ontology, *self.release.alignments, *self.release.shapes])

    @cached_property
    def index(self) -> Index:
        """Its things by word and by facet."""
        return open_index(self.release.folder)

    @cached_property
    def releases(self) -> Releases:
        """This release and those before it."""
        return Releases(self.release)

    @cached_property
    def names(self) -> Names:
        """Names of things and terms."""
        return Names((self.store, self.vocabulary), self.addresses)

    @cached_property
    def describer(self) -> Describer:
        """Descriptions of things."""
        return Describer(self.store)

    @cached_property
    def documents(self) -> Documents:
        """RDF documents about things."""
        return Documents(self.release, self.addresses, self.names, self.describer)

    @cached_property
    def around(self) -> dict[URIRef, frozenset[URIRef]]:
        """What the page of a thing shows besides its description, as far as somebody asked."""
        return {}

    @cached_property
    def spoken_of(self) -> Callable[[URIRef], frozenset[URIRef]]:
        """What the words of an article are about: the subjects and objects of all that rests on its text."""
        return lru_cache(maxsize=1_000)(self._spoken_of)

    def _spoken_of(self, article: URIRef) -> frozenset[URIRef]:
        links = self.store.incoming(article, 10)
        texts = [each for link in links if link.predicate == OW.instantiates for each in link.subjects]
        spans = [span.iri for text in texts if isinstance(text, URIRef) for span in self.describer.spans_of(text)]
        evidence = {each for span in spans for each in self.describer.users_of(span)}
        terms = {term for each in evidence for s, _, o in self.store.graph(each) for term in (s, o)}
        return frozenset(term for term in {*terms, *evidence} if isinstance(term, URIRef))

    def language(self) -> str:
        """The language of the page that was asked for."""
        return choose_language(request.headers.get("Accept-Language"), request.args.get("lang"))

    def pages(self, language: str) -> PageMaker:
        """What makes the pages in this language."""
        return PageMaker(self.addresses, self.names, self.describer, language)

    def render(
        self,
        template: str,
        language: str,
        alternates: tuple[Alternate, ...] = (),
        *,
        links: Iterable[WebLink] = (),
        since: Since | None = None,
        **content: Any,
    ) -> str:
        """A page in this language; `since` when it is as it is: pages of things do not change with every release."""
        other = next(each for each in LANGUAGES if each != language)
        return render_template(
            template,
            words=wording(language),
            number=partial(number, language=language),
            page_tag=PAGE_TAG[language],
            other_tag=PAGE_TAG[other],
            other_language_href=content.pop("other_language_href", f"?lang={other}"),
            addresses=self.addresses,
            release=self.release,
            alternates=alternates,
            head_links=[(link, self._href(link)) for link in links],
            since=since or self.release.itself,
            **content,
        )

    def _href(self, link: WebLink) -> str:
        """Where a link of the head leads: to a path of ours, unless it is the name of something."""
        local = link.target.removeprefix(self.addresses.base)
        return link.target if local == link.target or link.rel == "cite-as" else self.addresses.path(local)

    def thing(self, path: str, identifier: str) -> URIRef:
        """The IRI of a thing of ours."""
        return URIRef(f"{self.addresses.base}id/{path}/{identifier}")
