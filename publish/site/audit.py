"""The audit desk: the lists that were made when the release was built, each with its words, its query and its CSV."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from flask import Flask, Response, request
from rdflib import Literal, URIRef
from werkzeug.exceptions import NotFound

from ontology.terms import OW, SHAPE
from publish.site.article import mark_of
from publish.site.audit_queries import QUERIES
from publish.site.formats import CSV, HTML
from publish.site.languages import LANGUAGES, PAGE_TAG
from publish.site.pages import PageMaker, Value, visible
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording_of_audit import audit_wording
from publish.store.writing import parse

SUMMARY = "audit/summary.json"
LISTS = ("coverage", "announced", "contradictions", "findings", "single-source", "machine-only", "translation-only",
         "rules", "review", "samples")  # fmt: skip
ON_THE_DESK, ON_A_PAGE = 8, 100
_FILES = {"findings": "report/report.ttl"}  # where a list comes from that is not in the graph; else its own file
_PARTS = 12  # properties that a list is divided by
_NAMED = {"article", "text", "document", "subject", "predicate", "rule"}
_HEADS = {"announced": {"announced": "announced_count"}, "coverage": {"covered": "covered_count",
          "characters": "characters_total"}}  # fmt: skip
_SHARES = {"share", "acceptance_rate", "error_rate", "low", "high"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it shows, and whether it is a number or a share."""

    value: Value
    is_number: bool = False
    share: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """How many rows of a list are about one property."""

    name: Value
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the audit, or its first rows."""

    name: str
    title: str
    note: str
    total: int
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    parts: tuple[Part, ...]
    href: str
    csv: str
    query: str
    query_text: str
    no_query: Value | None = None  # why there is no query, and where the list comes from
    page: int = 1
    pages: int = 1


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    desk = Desk(site)
    app.add_url_rule("/audit", view_func=desk.overview, endpoint="audit")
    app.add_url_rule("/audit/<name>", view_func=desk.one, endpoint="audit_list")


class Desk:
    """The routes of the audit."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def overview(self) -> Response:
        """Every list with its first rows."""
        language = self._site.language()
        listings = [self._listing(name, language, 0, ON_THE_DESK) for name in LISTS if name in self._summary]
        return self._send("audit.html", language, listings=listings)

    def one(self, name: str) -> Response:
        """One list: as a page, or its file where the name ends in `.csv`."""
        stem, _, extension = name.partition(".")
        if stem not in self._summary or stem not in LISTS or extension not in ("", CSV.extension):
            raise NotFound
        if extension:
            content = (self._site.release.folder / "audit" / f"{stem}.csv").read_bytes()
            return respond(content, CSV.content_type, modified=self._site.release.modified)
        language, page = self._site.language(), self._page()
        listing = self._listing(stem, language, (page - 1) * ON_A_PAGE, ON_A_PAGE)
        if page > listing.pages:
            raise NotFound
        other = next(each for each in LANGUAGES if each != language)
        turned = f"?lang={other}" + (f"&page={page}" if page > 1 else "")
        return self._send("audit-list.html", language, each=listing, other_language_href=turned)

    def _page(self) -> int:
        """The page of a list that was asked for. Raises `NotFound` for what is no such number."""
        asked = re.fullmatch(r"[1-9][0-9]{0,5}", request.args.get("page", "1"))
        if asked is None:
            raise NotFound
        return int(asked[0])

    def _send(self, template: str, language: str, **content: Any) -> Response:
        page = self._site.render(template, language, audit=audit_wording(language), **content)
        return respond(
            page,
            HTML.content_type,
            vary=["Accept-Language"],
            language=PAGE_TAG[language],
            modified=self._site.release.modified,
        )

    @cached_property
    def _summary(self) -> Mapping[str, Mapping[str, object]]:
        """How long each list is; releases from before there were audits have none."""
        path = self._site.release.folder / SUMMARY
        found: Mapping[str, Mapping[str, object]] = json.loads(path.read_bytes()) if path.is_file() else {}
        return found

    def _listing(self, name: str, language: str, start: int, most: int) -> Listing:
        words, pages, addresses = audit_wording(language), self._site.pages(language), self._site.addresses
        summary = self._summary[name]
        rows = list(islice(self._rows(name), start, start + most))
        heads = tuple(rows[0]) if rows else ()
        shown = [head for head in heads if head != f"message_{'en' if language == 'zh' else 'zh'}"]
        return Listing(
            name=name,
            title=words[name],
            note=words[f"{name}_note"],
            total=int(str(summary["total"])),
            heads=tuple(_head(name, head, words) for head in shown),
            rows=tuple(tuple(self._cell(head, row[head], pages, words) for head in shown) for row in rows),
            parts=tuple(_parts(summary["by"], pages)),
            href=addresses.path(f"audit/{name}"),
            csv=addresses.path(f"audit/{name}.csv"),
            query=addresses.query(QUERIES[name]) if QUERIES[name] else "",
            query_text=QUERIES[name],
            no_query=self._no_query(name, words),
            page=start // most + 1,
            pages=max(1, -(-int(str(summary["shown"])) // most)),
        )

    def _no_query(self, name: str, words: Mapping[str, str]) -> Value | None:
        """Why a list has no query: it tells of the graph, and is not in it."""
        if QUERIES[name]:
            return None
        file = f"{self._site.release.local}/{_FILES.get(name, f'audit/{name}.csv')}"
        return Value(words[f"{name}_no_query"], href=self._site.addresses.path(file))

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        with (self._site.release.folder / "audit" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def _cell(self, head: str, text: str, pages: PageMaker, words: Mapping[str, str]) -> Cell:
        if not text:
            return Cell(Value(""))
        if head == "evidence":
            value = pages.iri(URIRef(text))
            return Cell(Value(words["evidence"], href=value.href, iri=text))
        if head == "span":
            return Cell(self._span(text, pages))
        if head == "rule" and not text.startswith("http"):
            return Cell(Value(text, href=self._site.addresses.path(f"quality/{text}"), iri=str(SHAPE[text])))
        if head == "object":
            return Cell(_object(text, pages))
        if head in _NAMED or (head == "part" and text.startswith("http")):
            return Cell(pages.iri(URIRef(text)))
        if head in ("status", "part") and text in words:
            return Cell(Value(words[text]))
        if head in _SHARES:
            return Cell(Value(f"{100 * float(text):.1f} %"), is_number=True, share=text if head == "share" else "")
        return Cell(Value(visible(text)), is_number=text.isdecimal())

    def _span(self, iri: str, pages: PageMaker) -> Value:
        """A span by its first words, with a link to where they are marked in the article."""
        span = self._site.describer.span(URIRef(iri))
        article = next(
            (f.object for f in self._site.store.outgoing(span.text) if f.accepted and f.predicate == OW.instantiates),
            None,
        )
        page = pages.page(article) if isinstance(article, URIRef) else ""
        shown = pages.words(span)
        text = shown.exact or (f"{shown.opens} …" if shown.opens else f"{span.start}–{span.end}")
        href = f"{page}#{mark_of(span.start, span.end)}" if page else shown.place.href
        return Value(text, pages.tag(span.language), href, iri)


def _object(text: str, pages: PageMaker) -> Value:
    """A term as N-Triples has it."""
    (_, _, term, _) = parse(f"<urn:s> <urn:p> {text} .".encode(), "application/n-triples")[0]
    return pages.value(term) if isinstance(term, URIRef | Literal) else Value(visible(text))


def _head(name: str, head: str, words: Mapping[str, str]) -> str:
    key = _HEADS.get(name, {}).get(head, head)
    if head.startswith("message_"):
        return words["in_plain_words"]
    return words.get(key, key)


def _parts(by: object, pages: PageMaker) -> Iterable[Part]:
    assert isinstance(by, dict)
    most = sorted(by.items(), key=lambda item: (-item[1], item[0]))[:_PARTS]
    return [Part(pages.title(URIRef(predicate)), count) for predicate, count in most]
