"""What programs look for first: the description of the dataset, the map of the site, rules for robots, the JSON-LD
context, and whether all is well."""

import json
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from xml.sax.saxutils import escape

from flask import Flask, Response
from rdflib import URIRef
from werkzeug.exceptions import NotFound

from ontology.errors import StoreError
from publish.site.jsonld import CONTEXT, context_file
from publish.site.responses import FOR_EVER, redirect, respond
from publish.site.site import Site

MAP_LENGTH = 50_000  # addresses in one file: sitemaps.org allows no more
_MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_TEXT, _XML = "text/plain; charset=utf-8", "application/xml; charset=utf-8"
_GONE = "gone"  # instead of a digest: an evidence that newer readings replaced


def register(app: Flask, site: Site, refused: tuple[str, ...] = ()) -> None:
    """Add these routes to an app; `refused` are releases that should be served, and are damaged."""
    routes = Discovery(site, refused)
    app.add_url_rule("/.well-known/void", view_func=routes.void)
    app.add_url_rule("/robots.txt", view_func=routes.robots)
    app.add_url_rule("/sitemap.xml", view_func=routes.sitemap)
    app.add_url_rule("/sitemap/<int:number>.xml", view_func=routes.sitemap_part)
    app.add_url_rule(f"/{CONTEXT}", view_func=routes.context)
    app.add_url_rule("/health", view_func=routes.health)


class Discovery:
    """The routes for programs."""

    def __init__(self, site: Site, refused: tuple[str, ...]) -> None:
        self._site, self._refused = site, refused

    def void(self) -> Response:
        """Where the description of the dataset is: RFC 8615, VoID section 7.2."""
        return redirect(self._site.addresses.redirect(self._site.release.local), 302)

    def robots(self) -> Response:
        """Everything may be read, but queries cost."""
        root, maps = self._site.addresses.root, self._site.addresses.absolute("sitemap.xml")
        return respond(f"User-agent: *\nDisallow: {root}sparql?\n\nSitemap: {maps}\n", _TEXT)

    def sitemap(self) -> Response:
        """The addresses of all pages; where they are too many for one file, the list of its parts."""
        if self._length <= MAP_LENGTH:
            return self.sitemap_part(1)
        count = -(-self._length // MAP_LENGTH)
        parts = (self._site.addresses.absolute(f"sitemap/{number}.xml") for number in range(1, count + 1))
        entries = "".join(f"<sitemap><loc>{escape(part)}</loc></sitemap>\n" for part in parts)
        return self._xml(f'<sitemapindex xmlns="{_MAPS}">\n{entries}</sitemapindex>\n')

    def sitemap_part(self, number: int) -> Response:
        """One part of the map."""
        first = (number - 1) * MAP_LENGTH
        if number < 1 or first >= self._length:
            raise NotFound
        entries = "".join(
            f"<url><loc>{escape(self._site.addresses.absolute(local))}</loc><lastmod>{date}</lastmod></url>\n"
            for local, date in islice(self._pages(), first, first + MAP_LENGTH)
        )
        return self._xml(f'<urlset xmlns="{_MAPS}">\n{entries}</urlset>\n')

    def context(self) -> Response:
        """The context of our JSON-LD. It never changes."""
        return respond(context_file(), "application/ld+json", caching=FOR_EVER)

    def health(self) -> Response:
        """Which release is served, and whether it is the one that should be, from a store that answers."""
        release = self._site.release
        problems = [f"release {name} is damaged and is not served" for name in self._refused]
        try:
            self._site.store.contains(URIRef(f"{release.base}dataset"))
        except StoreError:
            problems.append("the store does not answer")
        said = {
            "status": "degraded" if problems else "ok",
            "release": release.version,
            "digest": release.digest,
            "store": type(self._site.store).__name__,
            "problems": problems,
        }
        response = respond(json.dumps(said) + "\n", "application/json", status=503 if problems else 200)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _xml(self, content: str) -> Response:
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        return respond(head + content, _XML, modified=self._site.release.modified)

    @cached_property
    def _length(self) -> int:
        return sum(1 for _ in self._pages())

    def _pages(self) -> Iterator[tuple[str, str]]:
        """The landing pages with the date since when they are as they are; what left its place has none."""
        release = self._site.release
        departed = {identifier for identifier, _ in release.ledger.departed()}
        yield from ((local, release.date) for local in ("", "dataset", "release/"))
        yield from ((each.local, each.date) for each in self._site.releases.all())
        for key, digest, _, date in release.changes.rows():
            if digest != _GONE and key.rpartition("/")[2] not in departed and key != "shape":
                yield key.replace("id/", "doc/", 1) if key.startswith("id/") else key, date
