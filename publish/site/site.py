"""One release, ready to be shown: what the routes share."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import render_template, request
from rdflib import URIRef

from publish.site.addresses import Addresses
from publish.site.description import Describer
from publish.site.document import Documents
from publish.site.languages import LANGUAGES, PAGE_TAG, choose_language
from publish.site.names import Names
from publish.site.pages import Alternate, PageMaker
from publish.site.release import Release, Releases, Since
from publish.site.signposting import WebLink
from publish.site.wording import wording
from publish.store.embedded import EmbeddedStore
from publish.store.interface import PolicyStore


@dataclass(frozen=True)
class Site:
    """A release, its store, and where it is served."""

    release: Release
    store: PolicyStore
    addresses: Addresses

    @cached_property
    def vocabulary(self) -> PolicyStore:
        """Ontology and shapes, which have blank nodes and so are not in the release's dataset."""
        return EmbeddedStore.in_memory([*self.release.ontology, *self.release.alignments, *self.release.shapes])

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
