"""Releases: the list of them, a page and a catalogue for each, their files, and the dataset whose versions they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, send_file
from rdflib import DCTERMS, FOAF, RDF, RDFS, Literal, URIRef
from werkzeug.exceptions import NotFound

from ontology.terms import DCAT
from publish.site.dereferencing import Dereferencing, Document, Links
from publish.site.description import Description
from publish.site.formats import FILES, OTHER
from publish.site.release import Release
from publish.site.responses import FOR_EVER, redirect
from publish.site.schema_org import as_schema_org
from publish.site.signposting import WebLink, content_links, header
from publish.site.site import Site
from publish.store.interface import Fact, Quad

_LATEST = "latest"
_VERSION = re.compile(r"(?P<version>\d+\.\d+\.\d+)(?:\.(?P<extension>[a-z.]+))?")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release."""

    name: str
    href: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A release in the list."""

    version: str
    date: str
    href: str
    name: str
    is_served: bool


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    routes = ReleasePages(site)
    app.add_url_rule("/dataset", view_func=routes.dataset)
    app.add_url_rule("/dataset.<extension>", view_func=routes.dataset)
    app.add_url_rule("/release/", view_func=routes.all)
    app.add_url_rule("/release.<extension>", view_func=routes.all)
    app.add_url_rule("/release/<version>", view_func=routes.release)
    app.add_url_rule("/release/<version>/<path:name>", view_func=routes.file)


class ReleasePages:
    """The routes of releases and of the dataset."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def dataset(self, extension: str = "") -> Response:
        """The dataset, whatever its version."""
        topic = URIRef(self._site.addresses.absolute("dataset"))
        versions: list[Quad] = [(topic, DCAT.hasVersion, self._iri(each), None) for each in self._site.releases.all()]
        return self._catalogue("dataset", self._site.release, versions, extension)

    def all(self, extension: str = "") -> Response:
        """The list of all releases."""
        topic = URIRef(self._site.addresses.absolute("release/"))
        document = Document(
            "release",
            topic,
            page=self._list,
            quads=lambda: [
                (topic, RDF.type, FOAF.Document, None),
                *((topic, RDFS.seeAlso, self._iri(each), None) for each in self._site.releases.all()),
            ],
            since=self._site.release.itself,
            is_landing=False,
        )
        return Dereferencing(self._site).send(document, extension)

    def release(self, version: str) -> Response:
        """A release: its files as a page, its catalogue as RDF."""
        if version == _LATEST:
            return self._latest()
        named = _VERSION.fullmatch(version)
        release = self._site.releases.find(named["version"]) if named else None
        if named is None or release is None:
            raise NotFound
        return self._catalogue(release.local, release, [], named["extension"] or "")

    def file(self, version: str, name: str) -> Response:
        """A file of a release, as it is. It never changes."""
        if version == _LATEST:
            return self._latest(name)
        release = self._site.releases.find(version)
        if release is None or not release.has(name):
            raise NotFound
        format = FILES.get(name.rpartition(".")[2], OTHER)
        checksum = release.files.get(name, {}).get("sha256") or release.digest
        response = send_file(
            release.folder / name,
            mimetype=format.media_type,
            conditional=True,
            etag=str(checksum),
            last_modified=release.modified,
        )
        response.headers["Content-Type"] = format.content_type
        response.headers["Cache-Control"] = FOR_EVER
        response.headers["Link"] = header(content_links(str(self._iri(release)), release.licence))
        return response

    def _latest(self, name: str = "") -> Response:
        local = self._site.release.local + (f"/{name}" if name else "")
        return redirect(self._site.addresses.redirect(local), 302)

    def _iri(self, release: Release) -> URIRef:
        return URIRef(self._site.addresses.absolute(release.local))

    def _catalogue(self, local: str, release: Release, more: list[Quad], extension: str) -> Response:
        topic = URIRef(self._site.addresses.absolute(local))
        dumps = sorted(str(each[2]) for each in release.catalogue if each[1] == DCAT.downloadURL)
        document = Document(
            local,
            topic,
            page=lambda language, links: self._page(release, topic, language, links),
            quads=lambda: list(dict.fromkeys([*release.catalogue, *more])),
            since=release.itself,
            kind="Dataset",
            items=tuple(WebLink(dump, "item", _media_type(dump)) for dump in dumps),
            titles=self._titles(release, topic),
        )
        return Dereferencing(self._site).send(document, extension)

    def _titles(self, release: Release, topic: URIRef) -> Mapping[str, str]:
        return {
            title.language or "": str(title)
            for subject, predicate, title, _ in release.catalogue
            if subject == topic and predicate == DCTERMS.title and isinstance(title, Literal)
        }

    def _page(self, release: Release, topic: URIRef, language: str, links: Links) -> str:
        addresses = self._site.addresses
        files = [
            File(
                name,
                addresses.path(f"{release.local}/{name}"),
                str(entry.get("bytes", "")),
                str(entry.get("sha256", "")),
            )
            for name, entry in sorted(release.files.items())
        ]
        local = str(topic).removeprefix(addresses.base)
        facts = tuple(Fact(p, o, accepted=True) for s, p, o, _ in release.catalogue if s == topic)
        return self._site.render(
            "release.html",
            language,
            self._site.pages(language).alternates(local),
            links=links,
            since=release.itself,
            schema_org=as_schema_org(Description(topic, facts), str(topic), release.licence),
            iri=str(topic),
            shown=release,
            files=files,
        )

    def _list(self, language: str, links: Links) -> str:
        served, addresses = self._site.release.version, self._site.addresses
        listed = [
            Listed(each.version, each.date, addresses.path(each.local), each.name, each.version == served)
            for each in self._site.releases.all()
        ]
        return self._site.render(
            "releases.html", language, links=links, iri=addresses.absolute("dataset"), releases=listed
        )


def _media_type(address: str) -> str:
    return FILES.get(address.rpartition(".")[2], OTHER).media_type
