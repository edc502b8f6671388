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
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ontology.terms import DCTERMS, OA, PG, RDFS, SKOS, VOCABULARY
from publish.store.dataset import Dataset, Statement
from publish.store.table import Row, SortedTable, table

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
    past = {row[0]: row[1:] for row in SortedTable(before / FILE_NAME).rows()} if before else {}
    digests = {**_of_pages(dataset, base, licence), **_of_files(fixed)}
    gone = {key for key in past if key.startswith(_EVIDENCE)} - digests.keys()
    return table(
        (key, digest, *(past[key][1:] if past.get(key, ("",))[0] == digest else now))
        for key, digest in {**digests, **dict.fromkeys(gone, GONE)}.items()
    )


def changed(table_now: bytes, version: str, before: Path | None) -> list[Row]:
    """The pages that are not what they were in the release before: each with `added`, `changed` or `removed`.

    A first release has nothing to be compared with, so nothing in it has changed.
    """
    if before is None:
        return []
    past = {row[0]: row[1] for row in SortedTable(before / FILE_NAME).rows()}
    found = []
    for line in table_now.decode().splitlines():
        key, digest, since, _ = line.split("\t")
        held = past.pop(key, None)
        if since == version and GONE not in (digest, held):
            found.append((key, "changed" if held else "added"))
        elif digest == GONE and held not in (None, GONE):
            found.append((key, "removed"))
    return sorted([*found, *((key, "removed") for key in past)])


def _of_files(fixed: Mapping[str, bytes]) -> dict[str, str]:
    """The ontology and the shapes, each as a whole."""
    return {
        key: _written(sum(_digest(name.encode() + content) for name, content in fixed.items() if name.startswith(key)))
        for key in ("ontology", "shape")
    }


def _of_pages(dataset: Dataset, base: str, licence: str) -> dict[str, str]:
    """The digest of each page's description, by its local address."""
    called = _names(dataset.statements())
    evidence = _evidence(dataset.statements(), called)
    about: dict[str, int] = defaultdict(int, evidence)
    described = set()
    for each in dataset.statements():
        subject, target, line = _page(each.subject), _page(each.object), _digest(each.line)
        described.add(subject)
        about[subject] += line + called(target) + called(each.predicate) + evidence.get(each.graph, 0)
        if target and target != subject and not each.graph:
            about[target] += line + called(subject) + called(each.predicate)
    common = _digest(licence.encode())
    return {local: _written(about[page] + common) for page in described if (local := _local(page, base)) is not None}


def _names(statements: Iterable[Statement]) -> Callable[[str], int]:
    """The digest of what a page, or one of our terms, is called; 0 for what has no name."""
    names: dict[str, int] = defaultdict(int)
    for each in statements:
        if each.predicate in _NAMING and not each.graph:
            names[_page(each.subject)] += _digest(each.line)
    return lambda page: names.get(page, 0)


def _evidence(statements: Iterable[Statement], called: Callable[[str], int]) -> dict[str, int]:
    """Of each evidence: what it asserts of whom, what is known of it, and the words it rests on."""
    asserted: dict[str, int] = defaultdict(int)
    known: dict[str, int] = defaultdict(int)
    spans: dict[str, int] = defaultdict(int)
    targets = []
    for each in statements:
        if each.graph:
            asserted[each.graph] += _digest(each.line) + called(_page(each.subject)) + called(_page(each.object))
            continue
        if _SPAN in each.subject:
            spans[each.subject.partition(";")[0]] += _digest(each.line)
        if each.predicate in _TARGETS:
            targets.append((each.subject, each.object))
        if each.subject.find(_EVIDENCE) > 0:
            known[each.subject] += _digest(each.line) + called(_page(each.object))
    for name, span in targets:
        known[name] += spans[span]
    return {name: digest + known[name] for name, digest in asserted.items()}


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
