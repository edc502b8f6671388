"""Typed links that tell a machine what a page is about, what describes it and under which licence: FAIR Signposting.

The same links stand in the `Link` header, in the head of the page, and in link sets. https://signposting.org/FAIR/,
RFC 8288 (links), RFC 9264 (link sets)
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ontology.terms import ONTOLOGY
from publish.site.addresses import Addresses
from publish.site.formats import RDF, Format
from publish.site.jsonld import CONTEXT
from publish.site.languages import LANGUAGES, PAGE_TAG

ABOUT_PAGE = "https://schema.org/AboutPage"
LINK_SETS = (
    Format("linkset.json", "application/linkset+json", "Link set"),
    Format("linkset", "application/linkset", "Link set"),
)
_LONGEST_TITLE = 100  # a header has its limits


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link from what is asked for to something else; the address of it is absolute."""

    target: str
    rel: str
    media_type: str = ""
    profile: str = ""
    language: str = ""
    title: str = ""

    def attributes(self) -> dict[str, str]:
        """What is said about the target, in the words of RFC 8288."""
        said = {"type": self.media_type, "profile": self.profile, "hreflang": self.language, "title": self.title}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Landing:
    """The page about a thing, as far as links are concerned."""

    local: str  # address of the document, without format
    topic: str
    kind: str  # class of schema.org
    licence: str
    titles: Mapping[str, str]  # of the pages, by language
    items: tuple[WebLink, ...] = ()  # the content, where we have it
    author: str = ""  # who publishes the description, by an IRI of ours; empty where the release does not say


def landing_links(page: Landing, addresses: Addresses) -> tuple[WebLink, ...]:
    """From the page about a thing: how to cite it, what describes it, what it is, and under which licence."""

    def representation(format: Format) -> str:
        return addresses.absolute(addresses.representation(page.local, format))

    return (
        WebLink(uri(page.topic), "cite-as"),
        *(
            WebLink(representation(format), "describedby alternate", format.media_type, _profile(format, addresses))
            for format in RDF
        ),
        WebLink(page.kind, "type"),
        WebLink(ABOUT_PAGE, "type"),
        WebLink(uri(page.licence), "license"),
        *([WebLink(uri(page.author), "author")] if page.author else []),
        *page.items,
        *(WebLink(representation(format), "linkset", format.media_type) for format in LINK_SETS),
        *(
            WebLink(
                addresses.absolute(f"{page.local}.html?lang={language}"),
                "alternate",
                "text/html",
                language=PAGE_TAG[language],
                title=page.titles.get(language, "")[:_LONGEST_TITLE],
            )
            for language in LANGUAGES
        ),
    )


def metadata_links(page: Landing, addresses: Addresses) -> tuple[WebLink, ...]:
    """From a description back to the page."""
    return (
        WebLink(addresses.absolute(page.local), "describes", "text/html"),
        WebLink(uri(page.licence), "license"),
        *(
            WebLink(addresses.absolute(addresses.representation(page.local, format)), "linkset", format.media_type)
            for format in LINK_SETS
        ),
    )


def alternate_links(local: str, licence: str, addresses: Addresses) -> tuple[WebLink, ...]:
    """From a page that is not the one about its topic: to its other formats."""
    return (
        *(
            WebLink(addresses.absolute(addresses.representation(local, format)), "alternate", format.media_type)
            for format in RDF
        ),
        WebLink(uri(licence), "license"),
    )


def content_links(page: str, licence: str) -> tuple[WebLink, ...]:
    """From a file back to the page that it belongs to."""
    return WebLink(uri(page), "collection", "text/html"), WebLink(uri(licence), "license")


def header(links: Iterable[WebLink], anchor: str = "", separator: str = ", ") -> str:
    """Links as the value of a `Link` header; with an anchor, where the links do not come from what was asked for."""
    return separator.join(_written(link, anchor) for link in links)


def link_set(page: Landing, addresses: Addresses, format: Format) -> bytes:
    """All links of a page, of its descriptions and of its content, in one document."""
    anchored: dict[str, Sequence[WebLink]] = {addresses.absolute(page.local): landing_links(page, addresses)}
    for each in RDF:
        described = addresses.absolute(addresses.representation(page.local, each))
        anchored[described] = metadata_links(page, addresses)
    for item in page.items:
        anchored[item.target] = content_links(addresses.absolute(page.local), page.licence)
    if format.extension == "linkset":
        lines = (header(links, anchor, ",\n") for anchor, links in anchored.items())
        return (",\n".join(lines) + "\n").encode()
    contexts = [_context(anchor, links) for anchor, links in anchored.items()]
    return (json.dumps({"linkset": contexts}, ensure_ascii=False, indent=1) + "\n").encode()


def uri(iri: str) -> str:
    """An IRI as it may stand in a header: what is not ASCII, and what would end the header, is percent-encoded."""
    return quote(iri, safe="!#$%&'()*+,/:;=?@[]~")


def _profile(format: Format, addresses: Addresses) -> str:
    profiles = {"jsonld": addresses.absolute(CONTEXT), "rdf": str(ONTOLOGY)}
    return profiles.get(format.extension, "")


def _written(link: WebLink, anchor: str) -> str:
    parts = [f"<{link.target}>", f'rel="{link.rel}"', *([f'anchor="{anchor}"'] if anchor else [])]
    for name, value in link.attributes().items():
        parts.append(f"title*=UTF-8''{quote(value, safe='')}" if name == "title" else f'{name}="{value}"')
    return "; ".join(parts)


def _context(anchor: str, links: Iterable[WebLink]) -> dict[str, object]:
    """The links of one anchor in the JSON of RFC 9264, where each relation has its list of targets."""
    targets: dict[str, list[dict[str, object]]] = {}
    for link in links:
        said: dict[str, object] = {"href": link.target}
        for name, value in link.attributes().items():
            said |= {"title*": [{"value": value}]} if name == "title" else {name: [value] if name != "type" else value}
        for rel in link.rel.split():
            targets.setdefault(rel, []).append(said)
    return {"anchor": anchor, **targets}
