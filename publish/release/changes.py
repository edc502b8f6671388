"""Since which release each description is as it is: what `dcterms:modified` and `Last-Modified` of a document say.

A description is all that its document is made from: the statements about the thing and those that point at it, its
evidence with the words it rests on, and the names of the neighbours. Its digest is compared with that in the release
before; where they are equal, release and date are taken over. So a new release changes the documents of what changed,
and no others.

    id/measure/mb18wq0b <tab> digest <tab> version <tab> date      sorted; one line for each page

The digest of several statements is the sum of their digests: it does not depend on their order, and nothing but the sum
has to be kept in memory.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from ontology.terms import DCTERMS, OA, PG, RDFS, SKOS, VOCABULARY
from publish.release.pieces import Parted, parted
from publish.store.dataset import Dataset, Statement
from publish.store.sorting import sorted_lines
from publish.store.table import Row, SortedTable

FILE_NAME = "index/changes.tsv"
GONE = "gone"  # in the place of the digest: an evidence that newer readings replaced
_NAMING = {str(term) for term in (SKOS.prefLabel, RDFS.label, DCTERMS.title, PG.listPosition, PG.fileName)}
_TARGETS = {str(OA.hasTarget), str(PG.contextTarget)}
_EVIDENCE = "id/evidence/"
_SPAN = "#char="
_BYTES = 16


def changes(
    dataset: Dataset,
    base: str,
    now: tuple[str, str],
    before: Path | None,
    fixed: Mapping[str, bytes],
    licence: str,
) -> bytes:
    """The table for a release, `now` being its version and date, `before` the folder of the release before."""
    parts = parted(list(dataset.statements()), base)
    pages = pages_of([piece(parts, base, names_of_terms(parts.shared, base))], parts.shared, base, licence)
    return b"".join(merged(pages, now, before, fixed))


def merged(
    pages: Iterable[Row], now: tuple[str, str], before: Path | None, fixed: Mapping[str, bytes]
) -> Iterator[bytes]:
    """The lines of the table, of what `pages_of` gives; `now` and `before` as in `changes`.

    Both tables are read in one order, so neither is held in memory.
    """
    digests = chain(pages, _of_files(fixed).items())
    present = (line.decode().partition("\t") for line in sorted_lines("\t".join(row).encode() for row in digests))
    past = SortedTable(before / FILE_NAME).rows() if before else iter(())
    for key, digest, held in _side_by_side(((key, digest) for key, _, digest in present), past):
        if digest is None:
            if key.startswith(_EVIDENCE) and held:
                since = held[2:] if held[1] == GONE else now
                yield "\t".join((key, GONE, *since)).encode() + b"\n"
        else:
            since = held[2:] if held and held[1] == digest else now
            yield "\t".join((key, digest, *since)).encode() + b"\n"


def _side_by_side(
    present: Iterable[tuple[str, str]], past: Iterable[Row]
) -> Iterator[tuple[str, str | None, Row | None]]:
    """Each key of two sorted tables, with its digest now, if it has one, and its row before, if it had one."""
    earlier = iter(past)
    held = next(earlier, None)
    for key, digest in present:
        while held is not None and _order(held[0]) < _order(key):
            yield held[0], None, held
            held = next(earlier, None)
        if held is not None and held[0] == key:
            yield key, digest, held
            held = next(earlier, None)
        else:
            yield key, digest, None
    while held is not None:
        yield held[0], None, held
        held = next(earlier, None)


def _order(key: str) -> bytes:
    return f"{key}\t".encode()


def changed(table_now: Path, version: str, before: Path | None) -> list[Row]:
    """The pages that are not what they were in the release before: each with `added`, `changed` or `removed`.

    A first release has nothing to be compared with, so nothing in it has changed.
    """
    if before is None:
        return []
    found = []
    past = SortedTable(before / FILE_NAME).rows()
    for key, digest, held in _side_by_side(((row[0], row[1]) for row in SortedTable(table_now).rows()), past):
        known = held[1] if held else None
        if digest is None or (digest == GONE and known not in (None, GONE)):
            found.append((key, "removed"))
        elif digest != known and GONE not in (digest, known):
            found.append((key, "changed" if known else "added"))
    return sorted(found)


def _of_files(fixed: Mapping[str, bytes]) -> dict[str, str]:
    """The ontology and the shapes, each as a whole."""
    return {
        key: _written(sum(_digest(name.encode() + content) for name, content in fixed.items() if name.startswith(key)))
        for key in ("ontology", "shape")
    }


@dataclass(slots=True)
class _Sums:
    """Digests that are still being summed up: a number, and of pages that other units name too, how often each."""

    known: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    owed: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, page: str, number: int) -> None:
        """Add a digest to that of a page."""
        self.known[page] += number

    def add_all(self, page: str, others: "_Sums", of: str) -> None:
        """Add the whole sum of one key of others."""
        self.known[page] += others.known.get(of, 0)
        if of in others.owed:
            self.owed[page].update(others.owed[of])


@dataclass(frozen=True, slots=True)
class _Names:
    """What pages are called, as digests: of the unit's own things, and of terms; of others it is owed."""

    own: Mapping[str, int]
    terms: Mapping[str, int]
    base: str
    is_own: Callable[[str], bool]

    def add(self, sums: _Sums, page: str, named: str) -> None:
        """Add to the sum of a page what another is called."""
        if not named.startswith(self.base):
            sums.known[page] += self.terms.get(named, 0)
        elif self.is_own(named):
            sums.known[page] += self.own.get(named, 0)
        else:
            sums.owed[page][named] += 1


def names_of_terms(statements: Iterable[Statement], base: str) -> dict[str, int]:
    """The digest of what each term of the vocabulary is called."""
    return {page: digest for page, digest in _names(statements).items() if not page.startswith(base)}


def piece(parts: Parted, base: str, terms: Mapping[str, int]) -> dict[str, Any]:
    """What a unit contributes: to the pages that it describes, to others, and what its own things are called.

    `terms` are what `names_of_terms` gives of the vocabulary.
    """
    names = _Names(_names(parts.own), terms, base, parts.is_own)
    about, described = _sums(parts.own, names)
    pages = {page: local for page in about.known if (local := _local(page, base)) is not None}
    return {
        "pages": {pages[page]: f"{about.known[page]:x}" for page in described if parts.is_own(page) and page in pages},
        "others": {
            page: [f"{about.known[page]:x}", page in described]
            for page in pages
            if not (parts.is_own(page) and page in described)
        },
        "owed": _turned(about.owed, pages),
        "called": {page: f"{digest:x}" for page, digest in names.own.items() if parts.is_own(page)},
    }


def _turned(owed: Mapping[str, Counter[str]], pages: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """By the page whose name is owed."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for page, counted in owed.items():
        if page in pages:
            for other, count in counted.items():
                found[other][page] = count
    return found


def pages_of(
    pieces: Iterable[Mapping[str, Any]], shared: Sequence[Statement], base: str, licence: str
) -> Iterator[Row]:
    """Each page and the digest of its description: `pieces`, which are gone through twice, and what units share."""
    called = defaultdict(int, _names(shared))
    asked = {page for each in shared for page in (_page(each.subject), _page(each.object))}
    elsewhere, spoken_of = defaultdict[str, int](int), set[str]()
    for each in pieces:
        for page in asked & each["called"].keys():
            called[page] += int(each["called"][page], 16)
        for page, (digest, is_described) in each["others"].items():
            elsewhere[page] += int(digest, 16)
            if is_described:
                spoken_of.add(page)
    about, described = _sums(shared, _Names(called, called, base, lambda _: True))
    described |= spoken_of
    others = about.known
    for page, total in elsewhere.items():
        others[page] += total
    common = _digest(licence.encode())
    for each in pieces:
        owed: dict[str, int] = defaultdict(int)
        for other, counted in each["owed"].items():
            name = called.get(other, 0)
            for page, count in counted.items():
                owed[page] += count * name
        for local, digest in each["pages"].items():
            page = base + local
            yield local, _written(int(digest, 16) + owed.pop(page, 0) + others.pop(page, 0) + common)
            described.discard(page)
        for page, digest in owed.items():
            others[page] += digest
    for page in described:
        if (local := _local(page, base)) is not None:
            yield local, _written(others[page] + common)


def _sums(statements: Iterable[Statement], names: _Names) -> tuple[_Sums, set[str]]:
    """What statements contribute to pages, and the pages that they describe."""
    evidence = _evidence(statements, names)
    about, described = _Sums(), set[str]()
    for name in evidence.known:
        about.add_all(name, evidence, name)
    for each in statements:
        subject, target, line = _page(each.subject), _page(each.object), _digest(each.line)
        described.add(subject)
        about.add(subject, line)
        names.add(about, subject, target)
        names.add(about, subject, each.predicate)
        if each.graph:
            about.add_all(subject, evidence, each.graph)
        elif target and target != subject:
            about.add(target, line)
            names.add(about, target, subject)
            names.add(about, target, each.predicate)
    return about, described


def _names(statements: Iterable[Statement]) -> dict[str, int]:
    """The digest of what each page, or one of our terms, is called."""
    names: dict[str, int] = defaultdict(int)
    for each in statements:
        if each.predicate in _NAMING and not each.graph:
            names[_page(each.subject)] += _digest(each.line)
    return names


def _evidence(statements: Iterable[Statement], names: _Names) -> _Sums:
    """Of each evidence: what it asserts of whom, what is known of it, and the words it rests on."""
    asserted, known, spans = _Sums(), _Sums(), defaultdict[str, int](int)
    targets = []
    for each in statements:
        if each.graph:
            asserted.add(each.graph, _digest(each.line))
            names.add(asserted, each.graph, _page(each.subject))
            names.add(asserted, each.graph, _page(each.object))
            continue
        if _SPAN in each.subject:
            spans[each.subject.partition(";")[0]] += _digest(each.line)
        if each.predicate in _TARGETS:
            targets.append((each.subject, each.object))
        if each.subject.find(_EVIDENCE) > 0:
            known.add(each.subject, _digest(each.line))
            names.add(known, each.subject, _page(each.object))
    for name, span in targets:
        known.add(name, spans[span])
    for name in asserted.known:
        asserted.add_all(name, known, name)
    return asserted


def _local(page: str, base: str) -> str | None:
    for start, below in ((base, "id/"), (VOCABULARY, "scheme/")):
        if page.startswith(start + below):
            return page.removeprefix(start)
    return None


def _page(iri: str) -> str:
    """Where something is described; the terms of the ontology, which share a page, are told apart."""
    return iri.partition("#")[0] if not iri.startswith(f"{VOCABULARY}ontology") else iri


def _digest(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=_BYTES).digest())


def _written(total: int) -> str:
    return f"{total % (1 << 8 * _BYTES):0{2 * _BYTES}x}"
