"""What changed: between two releases, and of one thing through all of them, with the reasons that people gave.

Which pages changed was written down when each release was built; two releases further apart are compared by what any
release between them lists. So the work grows with what changed, and not with what there is.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response
from rdflib import OWL, PROV, RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS
from werkzeug.exceptions import NotFound

from ontology.ledger import Event
from ontology.terms import PG
from publish.site.formats import HTML
from publish.site.languages import PAGE_TAG
from publish.site.lifecycle import NOWHERE, State, life_of
from publish.site.pages import PageMaker, Statement, Value, visible
from publish.site.release import Release
from publish.site.responses import redirect, respond
from publish.site.site import Site
from publish.site.wording_of_changes import change_wording
from publish.store.interface import Fact
from publish.store.lookup import graphs_about, links_from, statements_about

LISTED = 100  # things with their statements, on one page
STATEMENTS = 30  # of one thing
REASONS = 10
MOST_OF_REVIEWS = 8 * 1024 * 1024  # bytes of a dump that are read for the reviews in it
DUMP = "data/dataset.nq"
FILE = "audit/changes.csv"
FOLLOWED = ("document", "measure", "target", "recommendation", "observation", "group", "directive", "issue", "article",
            "agent", "place")  # fmt: skip
_UNTOLD = {RDF.type, RDFS.label, OWL.deprecated, PG.tombstoneReason, PROV.invalidatedAtTime}
_OF_KINDS = {"added": 0, "removed": 1, "changed": 2}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something changed: what somebody did, who, when, and in what words."""

    what: str
    by: str
    at: str
    why: Value | None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, with the statements that came and went, and the reasons."""

    thing: Value
    kind: str
    change: str
    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]
    more: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a thing in one release."""

    version: str
    date: str
    change: str
    diff: str | None


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    routes = Differences(site)
    app.add_url_rule("/release/<version>/diff/<other>", view_func=routes.between, endpoint="diff")
    app.add_url_rule("/doc/<path>/<identifier>/history", view_func=routes.of_thing, endpoint="history")
    app.add_url_rule("/changes", view_func=routes.latest, endpoint="changes")


class Differences:
    """The routes of what changed."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def latest(self) -> Response:
        """To what the release that is served changed."""
        releases = self._site.releases.all()
        addresses = self._site.addresses
        if len(releases) < 2:
            return redirect(addresses.redirect("release/"), 302)
        before, now = releases[1].version, releases[0].version
        return redirect(addresses.redirect(f"release/{before}/diff/{now}"), 302)

    def between(self, version: str, other: str) -> Response:
        """What changed from one release to another."""
        before, now = (self._site.releases.find(each) for each in (version, other))
        if before is None or now is None:
            raise NotFound
        language = self._site.language()
        changed = self._changed(before, now)
        counts = Counter((local.split("/")[1] if local.startswith("id/") else local.split("/")[0], change)
                         for local, change in changed)  # fmt: skip
        followed = [each for each in changed if each[0].split("/")[1:2] and each[0].split("/")[1] in FOLLOWED]
        followed.sort(key=lambda each: (FOLLOWED.index(each[0].split("/")[1]), _OF_KINDS[each[1]], each[0]))
        shown = [self._change(local, change, before, now, language) for local, change in followed[:LISTED]]
        return self._send(
            "diff.html",
            language,
            before=before,
            now=now,
            counts=sorted(counts.items()),
            shown=shown,
            total=len(followed),
            in_order=_order(before) <= _order(now),
        )

    def of_thing(self, path: str, identifier: str) -> Response:
        """The history of one thing."""
        thing = self._site.thing(path, identifier)
        life = life_of(thing, self._site.release, self._site.store, self._site.releases.last_with)
        if life.state in NOWHERE:
            raise NotFound
        language = self._site.language()
        return self._send(
            "history.html",
            language,
            thing=self._site.pages(language).iri(thing),
            gone=life.state is not State.LIVE,
            steps=list(self._steps(f"id/{path}/{identifier}")),
            reasons=self._reasons(thing, None, self._site.release, language),
        )

    def _send(self, template: str, language: str, **content: Any) -> Response:
        body = self._site.render(template, language, change=change_wording(language), **content)
        return respond(body, HTML.content_type, vary=["Accept-Language"], language=PAGE_TAG[language])

    def _changed(self, before: Release, now: Release) -> list[tuple[str, str]]:
        """The pages that differ: what any release between the two lists, looked up in both."""
        first, last = sorted((before, now), key=_order)
        between = [each for each in self._site.releases.all() if _order(first) < _order(each) <= _order(last)]
        pages = {page for release in between for page, _ in changes_of(release)}
        found = []
        for page in sorted(pages):
            held, holds = (next((row[1] for row in each.changes.of(page)), "gone") for each in (before, now))
            if held != holds:
                found.append((page, "added" if held == "gone" else "removed" if holds == "gone" else "changed"))
        return found

    def _change(self, local: str, change: str, before: Release, now: Release, language: str) -> Change:
        thing = URIRef(f"{now.base}{local}")
        past, present = self._facts(before, thing), self._facts(now, thing)
        pages = self._site.pages(language)
        added, removed = (
            [fact for fact in one if fact not in other] for one, other in ((present, past), (past, present))
        )
        value = pages.iri(thing)
        named = next((f[1] for f in past if f[0] == DCTERMS.title or f[0].endswith("prefLabel")), None)
        if change == "removed" and named is not None:
            value = Value(visible(str(named)), href=None, iri=str(thing))
        return Change(
            thing=value,
            kind=local.split("/")[1],
            change=change,
            added=_statements(thing, added, pages),
            removed=_statements(thing, removed, pages),
            more=max(0, len(added) - STATEMENTS) + max(0, len(removed) - STATEMENTS),
            reasons=self._reasons(thing, before, now, language),
        )

    def _facts(self, release: Release, thing: URIRef) -> list[tuple[URIRef, object]]:
        """What a release says of a thing: from its dump, for its store may never have been opened."""
        facts = statements_about(release.folder / DUMP, thing)
        return [(fact.predicate, fact.object) for fact in facts if fact.predicate not in _UNTOLD]

    def _reasons(self, thing: URIRef, before: Release | None, now: Release, language: str) -> tuple[Reason, ...]:
        """What the ledger and the decisions say, since the release before; without one, ever."""
        since = len(before.ledger.lines) if before else 0
        events = [each for each in _events(now) if each.seq > since and thing.endswith(f"/{each.id}")]
        told = [self._of_ledger(each, language) for each in events if before is None or each.op != "mint"]
        return (*told, *self._verdicts(thing, before, now, language))[:REASONS]

    def _of_ledger(self, event: Event, language: str) -> Reason:
        words = change_wording(language)
        into = next(iter(event.into), "")
        kind = self._site.release.ledger.table.get(into)
        href = self._site.addresses.path(f"id/{kind.kind.path}/{into}") if kind else None
        why = Value(event.why, self._site.pages(language).tag("en"), href) if event.why else None
        return Reason(words.get(f"op_{event.op}", event.op), event.by, event.at, why, href)

    def _verdicts(self, thing: URIRef, before: Release | None, now: Release, language: str) -> Iterator[Reason]:
        """The reviews of what is asserted of a thing that the release before did not have."""
        pages = self._site.pages(language)
        for review in self._reviews_of(thing, now):
            facts = self._said_of(review, now)
            known = set(self._facts(before, review)) if before else set()
            if {(fact.predicate, fact.object) for fact in facts if fact.predicate == PG.verdict} <= known and known:
                continue
            yield _reason(review, facts, pages)

    def _reviews_of(self, thing: URIRef, release: Release) -> Iterable[URIRef]:
        """The reviews of the evidence about a thing: from the store of the release served, else from its dump."""
        if release.name != self._site.release.name:
            reviews = _reviews(release.folder / DUMP, release.base)
            names = graphs_about(release.folder / DUMP, thing)
            return dict.fromkeys(review for name in names for review in reviews.get(name, ()))
        store = self._site.store
        evidence = dict.fromkeys(name for fact in store.outgoing(thing) for name in fact.evidence)
        links = (link for name in evidence for link in store.incoming(name, REASONS) if link.predicate == PROV.used)
        return dict.fromkeys(review for link in links for review in link.subjects if isinstance(review, URIRef))

    def _said_of(self, review: URIRef, release: Release) -> Sequence[Fact]:
        if release.name == self._site.release.name:
            return self._site.store.outgoing(review)
        return statements_about(release.folder / DUMP, review)

    def _steps(self, local: str) -> Iterator[Step]:
        """The releases in which a thing came, changed or left, the newest first."""
        releases = self._site.releases.all()
        digests = [next((row[1] for row in each.changes.of(local)), "gone") for each in releases]
        for index, (release, digest) in enumerate(zip(releases, digests, strict=True)):
            held = digests[index + 1] if index + 1 < len(digests) else "gone"
            if digest == held:
                continue
            change = "added" if held == "gone" else "removed" if digest == "gone" else "changed"
            earlier = releases[index + 1].version if index + 1 < len(releases) else ""
            diff = self._site.addresses.path(f"release/{earlier}/diff/{release.version}") if earlier else None
            yield Step(release.version, release.date, change, diff)


def changes_of(release: Release) -> tuple[tuple[str, str], ...]:
    """The pages that a release lists as changed; none where it is the first, or older than such lists."""
    path = release.folder / FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["page"], row["change"]) for row in csv.DictReader(file) if row["page"])


@lru_cache(maxsize=4)
def _reviews(dump: Path, base: str) -> Mapping[URIRef, tuple[URIRef, ...]]:
    """Which reviews looked at each evidence of a release, its dump read; of very many, the first."""
    found: dict[URIRef, list[URIRef]] = {}
    for review, evidence in links_from(dump, f"{base}id/review/", PROV.used, MOST_OF_REVIEWS):
        found.setdefault(evidence, []).append(review)
    return {evidence: tuple(reviews[:REASONS]) for evidence, reviews in found.items()}


def _events(release: Release) -> Iterator[Event]:
    return (Event.model_validate_json(line) for line in release.ledger.lines)


def _reason(review: URIRef, facts: Sequence[Fact], pages: PageMaker) -> Reason:
    def first(predicate: URIRef) -> object:
        return next((fact.object for fact in facts if fact.predicate == predicate and fact.accepted), None)

    verdict, by, why = first(PG.verdict), first(PROV.wasAssociatedWith), first(RDFS.comment)
    return Reason(
        pages.title(verdict).text if isinstance(verdict, URIRef) else "",
        pages.title(by).text if isinstance(by, URIRef) else "",
        str(first(DCTERMS.date) or ""),
        pages.value(why) if isinstance(why, Literal) else None,
        pages.page(review),
    )


def _statements(thing: URIRef, facts: Sequence[tuple[URIRef, object]], pages: PageMaker) -> tuple[Statement, ...]:
    return tuple(
        Statement(pages.title(thing), pages.title(predicate), pages.value(value))  # type: ignore[arg-type]
        for predicate, value in facts[:STATEMENTS]
    )


def _order(release: Release) -> tuple[int, ...]:
    return tuple(int(part) for part in release.version.split("."))
