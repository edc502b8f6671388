"""An Atom feed of what changed, for those who follow the data without asking for it all. RFC 4287."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Flask, Response
from rdflib import URIRef

from publish.site.diff import FOLLOWED, changes_of
from publish.site.release import Release
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording_of_changes import change_wording

ENTRIES = 200
_RELEASES = 10
_ATOM = "http://www.w3.org/2005/Atom"
_TYPE = "application/atom+xml; charset=utf-8"


def register(app: Flask, site: Site) -> None:
    """Add the route to an app."""
    app.add_url_rule("/changes.atom", view_func=Feed(site).send, endpoint="feed")


class Feed:
    """The route of the feed."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def send(self) -> Response:
        """The newest changes, those of the newest release first."""
        language = self._site.language()
        feed, addresses = Element("feed", xmlns=_ATOM), self._site.addresses
        feed.set("xml:lang", "zh-Hans" if language == "zh" else "en")
        words = change_wording(language)
        _text(feed, "title", words["feed_title"])
        _text(feed, "id", addresses.absolute("changes"))
        _text(feed, "updated", _moment(self._site.release))
        _text(SubElement(feed, "author"), "name", "policygraph")
        _link(feed, "self", addresses.absolute("changes.atom"), "application/atom+xml")
        _link(feed, "alternate", addresses.absolute("changes"), "text/html")
        for number, (release, page, change) in enumerate(self._changes()):
            if number == ENTRIES:
                break
            self._entry(feed, release, page, change, language)
        content = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="utf-8")
        return respond(content, _TYPE, vary=["Accept-Language"], modified=self._site.release.modified)

    def _changes(self) -> Iterator[tuple[Release, str, str]]:
        for release in self._site.releases.all()[:_RELEASES]:
            for page, change in changes_of(release):
                kind = page.split("/")[1] if page.startswith("id/") else ""
                if kind in FOLLOWED:
                    yield release, page, change

    def _entry(self, feed: Element, release: Release, page: str, change: str, language: str) -> None:
        addresses, words = self._site.addresses, change_wording(language)
        thing = URIRef(f"{addresses.base}{page}")
        name = self._site.pages(language).title(thing).text
        document = addresses.document(thing)
        entry = SubElement(feed, "entry")
        _text(entry, "title", f"{words[change]}: {name}")
        _text(entry, "id", f"{addresses.absolute(document)}/history#{release.version}")
        _text(entry, "updated", _moment(release))
        _link(entry, "alternate", addresses.absolute(document), "text/html")
        _link(entry, "related", f"{addresses.absolute(document)}/history", "text/html")
        SubElement(entry, "category", term=change)
        _text(entry, "summary", words["in_release"].format(version=release.version))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, rel: str, href: str, media_type: str) -> None:
    SubElement(parent, "link", rel=rel, href=href, type=media_type)


def _moment(release: Release) -> str:
    return f"{release.date}T00:00:00Z"
