"""Browsing and searching: one list of things, divided by facets that compose, as a page, as CSV and as SPARQL."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, Response, request
from rdflib import URIRef
from werkzeug.exceptions import BadRequest

from ontology.terms import VOCABULARY
from publish.index.database import MOST, SORTS, Found, Hit
from publish.index.facets import FACETS, KINDS, query
from publish.index.words import Phrase, marked, phrases
from publish.site.formats import HTML
from publish.site.languages import PAGE_TAG
from publish.site.names import shortened
from publish.site.pages import Value, visible
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording import wording

PAGE = 50  # things on a page
LONGEST_CSV = 10_000  # rows
_FIRST_OPTIONS = 7  # of a facet, before the rest is folded away
_AROUND = 60  # characters of a text before the word that was found
_LONGEST_EXCERPT = 220
_LAST_PAGE = MOST // PAGE
_OURS = {"agency", "document", "article"}  # facets whose values are things of ours
_KIND_BY_NAME = {shortened(str(kind)).removeprefix("pg:"): str(kind) for kind in KINDS}
_SPELLED = {"year": re.compile(r"\d{4}"), "kind": re.compile("|".join(map(re.escape, _KIND_BY_NAME)))}
_LOCAL = re.compile(r"[a-z]+/[a-z0-9.-]+")
_HAN = re.compile("[\u3400-\u9fff]")

Chosen = Mapping[str, Sequence[str]]  # by facet, as the address spells it


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: how many there are, and where choosing it (or letting it go) leads."""

    name: Value
    count: int
    href: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FacetShown:
    """A facet with its first values, and those folded away."""

    heading: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it was asked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in the list. What was asked for is marked in its name and in an excerpt."""

    href: str
    iri: str
    name: tuple[Piece, ...]
    language: str
    elsewhere: tuple[Piece, ...]
    elsewhere_language: str
    kinds: tuple[Value, ...]
    year: str
    excerpt: tuple[Piece, ...] = ()
    excerpt_language: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    path: str
    words: str
    chosen: Chosen
    sort: str
    page: int

    @property
    def wanted(self) -> list[Phrase]:
        """The words asked for."""
        return phrases(self.words)

    def address(self, **changed: object) -> str:
        """The query of an address that asks for the same but for this; `page` begins anew unless given."""
        fields: dict[str, object] = {"q": self.words, **self.chosen, "sort": self.sort, "page": 1, **changed}
        if fields["page"] == 1:
            fields.pop("page")
        if fields["sort"] == _default_sort(self.words):
            fields.pop("sort")
        written = urlencode({name: value for name, value in fields.items() if value}, doseq=True, safe="/:")
        return f"?{written}" if written else "?"


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    routes = Browse(site)
    app.add_url_rule("/browse", view_func=routes.browse)
    app.add_url_rule("/browse.csv", view_func=routes.browse_csv)
    app.add_url_rule("/search", view_func=routes.search)
    app.add_url_rule("/search.csv", view_func=routes.search_csv)


class Browse:
    """The routes of lists."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def browse(self) -> Response:
        """All things, or those of the values chosen."""
        return self._page("browse", "browse_title")

    def search(self) -> Response:
        """The things that some words lead to, the best first."""
        return self._page("search", "search_title")

    def browse_csv(self) -> Response:
        """The same as a table."""
        return self._csv("browse")

    def search_csv(self) -> Response:
        """The same as a table."""
        return self._csv("search")

    def _page(self, path: str, title: str) -> Response:
        site, language = self._site, self._site.language()
        asked, words = self._asked(path), wording(language)
        is_idle = path == "search" and not asked.words.strip()
        found = self._find(asked, language, PAGE) if not is_idle else Found(0, False, (), {})
        last = max(1, min(-(-found.total // PAGE), _LAST_PAGE))
        pages = [(words[key], asked.address(page=number)) for key, number in
                 (("previous", asked.page - 1), ("next", asked.page + 1)) if 1 <= number <= last]  # fmt: skip
        body = site.render(
            "browse.html",
            language,
            title=words[title],
            asked=asked,
            action=site.addresses.path(path),
            hidden=[(name, value) for name, values in asked.chosen.items() for value in values],
            is_search=path == "search",
            is_idle=is_idle,
            found=found,
            page_of=words["page_of"].format(page=asked.page, last=last) if last > 1 else "",
            entries=[self._entry(hit, asked, language) for hit in found.hits],
            facets=self._facets(asked, found, language),
            chosen=self._chosen(asked, language),
            sorts=[(words[f"sort_{each}"], asked.address(sort=each), each == asked.sort) for each in SORTS
                   if each != "rank" or asked.wanted],
            pages=pages,
            csv=site.addresses.path(f"{path}.csv") + asked.address(),
            sparql=site.addresses.query(self._sparql(asked, found, language)),
            other_language_href=asked.address(page=asked.page, lang="zh" if language == "en" else "en"),
        )  # fmt: skip
        return respond(body, HTML.content_type, vary=["Accept-Language"], language=PAGE_TAG[language])

    def _csv(self, path: str) -> Response:
        asked = self._asked(path)
        file = io.StringIO()
        rows = csv.writer(file)
        rows.writerow(("iri", "name_en", "name_zh", "kinds", "year"))
        if path == "browse" or asked.words.strip():
            for hit in self._find(asked, self._site.language(), LONGEST_CSV, counting=False).hits:
                kinds = " ".join(shortened(each) for each in hit.kinds)
                rows.writerow((hit.iri, hit.english, hit.chinese, kinds, hit.year))
        response = respond(file.getvalue(), "text/csv; charset=utf-8; header=present", vary=["Accept-Language"])
        response.headers["Content-Disposition"] = f'attachment; filename="{path}.csv"'
        return response

    def _asked(self, path: str) -> Asked:
        """What the address asks for. Raises `BadRequest` for a value that no facet can have."""
        given = request.args
        words = given.get("q", "") if path == "search" else ""
        chosen: dict[str, list[str]] = {}
        for name in FACETS:
            values = sorted(set(given.getlist(name)))
            if any(not _SPELLED.get(name, _LOCAL).fullmatch(value) for value in values):
                raise BadRequest(wording(self._site.language())["no_such_value"].format(facet=name))
            if values:
                chosen[name] = values
        sort = given.get("sort", "")
        page = given.get("page", "1")
        number = int(page) if re.fullmatch(r"[1-9]\d{0,3}", page) else 1
        return Asked(path, words[:LONGEST_WORDS], chosen, sort if sort in SORTS else _default_sort(words), number)

    def _find(self, asked: Asked, language: str, most: int, *, counting: bool = True) -> Found:
        sort = asked.sort if asked.wanted or asked.sort != "rank" else "name"
        if asked.words.strip() and not asked.wanted:
            return Found(0, False, (), {})
        first = (asked.page - 1) * PAGE if counting else 0
        return self._site.index.find(
            self._full(asked.chosen), asked.wanted, sort=sort, language=language, first=first, most=most,
            counting=counting,
        )  # fmt: skip

    def _full(self, chosen: Chosen) -> dict[str, list[str]]:
        """The values as the data has them."""
        return {name: [self._value(name, each) for each in values] for name, values in chosen.items()}

    def _value(self, facet: str, spelled: str) -> str:
        if facet == "year":
            return spelled
        if facet == "kind":
            return _KIND_BY_NAME[spelled]
        start = f"{self._site.addresses.base}id/" if facet in _OURS else f"{VOCABULARY}scheme/"
        things_too = (f"{self._site.addresses.base}id/", f"{VOCABULARY}scheme/")
        return next(
            (each + spelled for each in (start, *things_too) if self._is_known(each + spelled)), start + spelled
        )

    def _is_known(self, iri: str) -> bool:
        return self._site.store.contains(URIRef(iri))

    def spelled(self, facet: str, value: str) -> str | None:
        """A value as an address spells it; None for what cannot be spelled so."""
        if facet == "kind":
            return next((name for name, kind in _KIND_BY_NAME.items() if kind == value), None)
        if facet == "year":
            return value if _SPELLED["year"].fullmatch(value) else None
        local = (self._site.addresses.local(value) or "").removeprefix("id/").removeprefix("scheme/")
        return local if _LOCAL.fullmatch(local) else None

    def _sparql(self, asked: Asked, found: Found, language: str) -> str:
        """The query for what is chosen; for words, which SPARQL does not rank, for the things on this page."""
        these = [hit.iri for hit in found.hits] if asked.words.strip() else []
        return query(self._full(asked.chosen), language, these)

    def _facets(self, asked: Asked, found: Found, language: str) -> list[FacetShown]:
        words, shown = wording(language), []
        for name in FACETS:
            options = []
            for value, count in found.counts.get(name, ()):
                spelled = self.spelled(name, value)
                if spelled is not None and spelled not in asked.chosen.get(name, ()):
                    chosen = {**asked.chosen, name: [*asked.chosen.get(name, ()), spelled]}
                    options.append(Option(self._named(name, value, language), count, asked.address(**chosen)))
            if options:
                folded = tuple(options[_FIRST_OPTIONS:])
                shown.append(FacetShown(words[f"facet_{name}"], tuple(options[:_FIRST_OPTIONS]), folded))
        return shown

    def _chosen(self, asked: Asked, language: str) -> list[tuple[str, Option]]:
        """What is chosen, each with where letting it go leads."""
        words, options = wording(language), []
        for name, values in asked.chosen.items():
            for value in values:
                left = {**asked.chosen, name: [each for each in values if each != value]}
                shown = self._named(name, self._value(name, value), language)
                options.append((words[f"facet_{name}"], Option(shown, 0, asked.address(**left), chosen=True)))
        return options

    def _named(self, facet: str, value: str, language: str) -> Value:
        return Value(value) if FACETS[facet].is_text else self._site.pages(language).title(URIRef(value))

    def _entry(self, hit: Hit, asked: Asked, language: str) -> Entry:
        pages, wanted = self._site.pages(language), asked.wanted
        thing = URIRef(hit.iri)
        name, elsewhere = pages.title(thing), pages.title_elsewhere(thing)
        excerpt = _excerpt(hit.texts, wanted)
        kinds = tuple(pages.title(URIRef(each)) for each in hit.kinds)
        return Entry(
            href=pages.page(thing),
            iri=hit.iri,
            name=_pieces(name.text, wanted),
            language=name.language,
            elsewhere=_pieces(elsewhere.text, wanted) if elsewhere else (),
            elsewhere_language=elsewhere.language if elsewhere else "",
            kinds=kinds,
            year=hit.year,
            excerpt=excerpt,
            excerpt_language=_language_of(excerpt, language),
        )


LONGEST_WORDS = 200


def _default_sort(words: str) -> str:
    return "rank" if words.strip() else "name"


def _pieces(text: str, wanted: Sequence[Phrase]) -> tuple[Piece, ...]:
    return tuple(Piece(*each) for each in marked(text, wanted))


def _excerpt(texts: Sequence[str], wanted: Sequence[Phrase]) -> tuple[Piece, ...]:
    """The neighbourhood of the first place in these texts that was asked for."""
    for text in texts if wanted else ():
        pieces = _pieces(visible(text), wanted)
        at = next((number for number, piece in enumerate(pieces) if piece.hit), None)
        if at is not None:
            before = "".join(piece.text for piece in pieces[:at])
            short = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
            return _shortened([Piece(short, hit=False), *pieces[at:]])
    return ()


def _shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    kept, left = [], _LONGEST_EXCERPT
    for piece in pieces:
        if len(piece.text) > left:
            kept.append(Piece(f"{piece.text[:left]}…", piece.hit))
            break
        kept.append(piece)
        left -= len(piece.text)
    return tuple(piece for piece in kept if piece.text)


def _language_of(pieces: Sequence[Piece], language: str) -> str:
    """What `lang` says of an excerpt; empty where it is the page's."""
    found = "zh" if any(_HAN.search(piece.text) for piece in pieces) else "en"
    return "" if not pieces or found == language else PAGE_TAG[found]
