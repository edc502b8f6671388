"""Checking a release: is everything there, unchanged, and does each part say the same as the others?

The digests come first. Where one of them is wrong, the rest is not looked at: it would only repeat the damage in
other words.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from mappings.archive import Archive
from mappings.reanchoring import Fate, Quote, reanchor
from mappings.record.model import Source
from mappings.record.values import Span
from ontology.errors import ArchiveError, LedgerError, StoreError
from ontology.ledger import Ledger
from ontology.terms import SPDX, VOID
from publish.release import catalogue
from publish.release.manifest import FILE_NAME, Manifest, describe, name_fits, read_manifest
from publish.release.things import evidence_ids, minted_ids
from publish.store.dataset import Counts, Dataset, lines_of
from publish.store.embedded import open_release
from publish.store.sorting import LineFile, fingerprint

TEXTS = """
    PREFIX pg: <https://w3id.org/policygraph/ontology#> PREFIX spdx: <http://spdx.org/rdf/terms#>
    SELECT ?text ?file ?sha256 ?characters ?bytes ?decoder {
      ?text a pg:SourceText ; pg:fileName ?file ; pg:charLength ?characters ; pg:byteLength ?bytes ;
            pg:decoder ?decoder ; spdx:checksum/spdx:checksumValue ?sha256
    } ORDER BY ?file"""
SPANS = """
    PREFIX pg: <https://w3id.org/policygraph/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
    SELECT ?text ?span ?start ?end ?digest ?exact ?opens ?closes {
      ?span oa:hasSource ?text ; pg:spanDigest ?digest ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] .
      OPTIONAL { ?span oa:hasSelector [ oa:exact ?exact ] }
      OPTIONAL { ?span pg:opensWith ?opens ; pg:closesWith ?closes }
    } ORDER BY ?span"""

_PLACES = 5  # named for one quote


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what, how many of them, and what is wrong with them."""

    what: str
    count: int
    damages: tuple[str, ...] = ()


def check_written(folder: Path) -> Iterator[Check]:
    """Whether a release is on the disk as it was made: what a build looks at before it publishes.

    That dumps, counts and store say the same is not looked at: all are made from one set of pieces, and to compare them
    takes as long as a build. `check_release` does. Raises `ReleaseError` when there is no readable manifest.
    """
    manifest = read_manifest(folder)
    yield _check("files have the size and SHA-256 of the manifest", len(manifest.files), _files(folder, manifest))


def check_release(folder: Path) -> Iterator[Check]:
    """Everything that can be told of a release by itself. Raises `ReleaseError` when it has no readable manifest."""
    for files in check_written(folder):
        yield files
        if files.damages:
            return
    manifest = read_manifest(folder)
    dataset = Dataset(LineFile(folder / "data" / "dataset.nq"))
    yield _check(
        "statements stand sorted, once each, and alike in all four dumps", len(dataset), _dumps(folder, dataset)
    )
    yield _check("statements stand in the store as in the dump", len(dataset), _store(folder, dataset))
    counts = dataset.counts(f"{manifest.base}id/")
    yield _check("counts and checksums of the catalogue are right", len(counts.classes) + len(counts.properties) + 6,
                 _catalogue(folder, manifest, counts))  # fmt: skip
    evidence = set(evidence_ids(dataset, manifest.base))
    yield _check("evidence graphs are described and listed", len(evidence), _evidence(manifest, dataset, evidence))
    yield _check("minted identifiers are in the ledger", len(manifest.things), _ledger(folder, manifest, dataset))


def check_archive(folder: Path, archive: Path) -> Iterator[Check]:
    """Texts and spans of a release against the texts themselves."""
    sources = list(_sources(folder))
    texts: dict[str, str] = {}
    damages = []
    for iri, source in sources:
        try:
            texts[iri] = Archive(archive).text(source)
        except ArchiveError as error:
            damages.append(str(error))
        else:
            if len(texts[iri]) != source.characters:
                damages.append(f"{source.file}: {len(texts[iri])} code points, not {source.characters}")
    yield Check("texts have the bytes and the length that the release states", len(sources), tuple(damages))
    rows = list(_rows(folder, SPANS))
    spans = [row for row in rows if row[0] in texts]
    yield _check("spans have the digest and the words of the text", len(spans), _spans(spans, texts))
    changed = {iri: text for iri, source in sources if iri not in texts and (text := _as_it_is(archive, source))}
    if changed:
        looked_for = [row for row in rows if row[0] in changed]
        files = {iri: source.file for iri, source in sources}
        yield _check("quotes stand where they stood, in texts that have changed", len(looked_for),
                     _drift(looked_for, changed, files))  # fmt: skip


def readable_texts(folder: Path, archive: Path) -> dict[str, str]:
    """The texts of a release by their IRI, as far as the archive has them unchanged."""
    texts = {}
    for iri, source in _sources(folder):
        try:
            texts[iri] = Archive(archive).text(source)
        except ArchiveError:
            continue  # `check_archive` reports it
    return texts


def _check(what: str, count: int, damages: Iterable[str]) -> Check:
    return Check(what, count, tuple(damages))


def _files(folder: Path, manifest: Manifest) -> Iterator[str]:
    if not name_fits(folder):
        yield f"{FILE_NAME}: the folder is not named after this manifest, so one of the two was changed"
    found = describe(folder)
    for name in sorted(manifest.files.keys() | found.keys()):
        held, entry = found.get(name), manifest.files.get(name)
        if held is None:
            yield f"{name}: is missing"
        elif entry is None:
            yield f"{name}: does not belong to the release"
        elif held.bytes != entry.bytes:
            yield f"{name}: has {held.bytes} bytes, not {entry.bytes}"
        elif held.sha256 != entry.sha256:
            yield f"{name}: its SHA-256 is {held.sha256}, not {entry.sha256}"


def _dumps(folder: Path, dataset: Dataset) -> Iterator[str]:
    """The dumps against each other; where their fingerprints differ, they are compared line by line."""
    if not dataset.is_in_order():
        yield "data/dataset.nq: is not sorted, or holds a statement twice"
    whole, accepted = fingerprint(dataset.lines), fingerprint(dataset.accepted_lines())
    for name, expected in (("dataset.trig", whole), ("accepted.ttl", accepted), ("accepted.jsonld", accepted)):
        dump = folder / "data" / name
        if fingerprint(lines_of(dump)) != expected:
            wanted = dataset.lines if expected is whole else dataset.accepted_lines()
            yield from _differences(f"data/{name}", lines_of(dump), wanted)


def _store(folder: Path, dataset: Dataset) -> Iterator[str]:
    """The opened store against the dump."""
    try:
        store = open_release(folder)
        if fingerprint(store.lines()) != fingerprint(dataset.lines):
            yield from _differences("store", store.lines(), dataset.lines)
    except StoreError as error:
        yield str(error)


def _differences(name: str, held: Iterable[bytes], expected: Iterable[bytes]) -> Iterator[str]:
    present, wanted = set(held), set(expected)
    for what, lines in (("lacks", wanted - present), ("has besides", present - wanted)):
        if lines:
            yield f"{name}: {what} {len(lines)} statements, the first: {min(lines).decode(errors='replace')}"


def _catalogue(folder: Path, manifest: Manifest, counts: Counts) -> Iterator[str]:
    try:
        graph = Graph().parse(folder / catalogue.FILE_NAME, format="turtle")
    except (BadSyntax, ParserError, UnicodeDecodeError) as error:
        yield f"{catalogue.FILE_NAME}: is no Turtle: {error}"
        return
    release = catalogue.release_iri(manifest.base, manifest.version)
    stated: dict[str, tuple[object, object]] = {
        str(VOID.triples): (graph.value(release, VOID.triples), counts.triples),
        str(VOID.entities): (graph.value(release, VOID.entities), counts.entities),
        str(VOID.distinctSubjects): (graph.value(release, VOID.distinctSubjects), counts.subjects),
        str(VOID.distinctObjects): (graph.value(release, VOID.distinctObjects), counts.objects),
    }
    for kind, number in counts.classes.items():
        part = graph.value(None, VOID["class"], URIRef(kind))
        stated[kind] = (graph.value(part, VOID.entities) if part else None, number)
    for name, number in counts.properties.items():
        part = graph.value(None, VOID.property, URIRef(name))
        stated[name] = (graph.value(part, VOID.triples) if part else None, number)
    for dump in catalogue.DUMPS:
        distribution = URIRef(f"{release}#{dump.path}")
        checksum = graph.value(distribution, SPDX.checksum)
        entry = manifest.files[dump.path]
        stated[dump.path] = (graph.value(distribution, catalogue.DCAT.byteSize), entry.bytes)
        stated[f"{dump.path} (SHA-256)"] = (checksum and graph.value(checksum, SPDX.checksumValue), entry.sha256)
    for name, (said, true) in stated.items():
        if str(said) != str(true):
            yield f"{catalogue.FILE_NAME}: says {said} for {name}, which is {true}"


def _evidence(manifest: Manifest, dataset: Dataset, evidence: set[str]) -> Iterator[str]:
    undescribed = set(dataset.graph_names)
    undescribed.difference_update(dataset.each_subject(accepted=True))
    for name in sorted(undescribed):
        yield f"{name}: a graph that nothing describes"
    here = {name for name, version in manifest.evidence.items() if version == manifest.version}
    for name in sorted(here ^ evidence):
        yield f"{name}: stands in the manifest or in the data, and not in both"


def _ledger(folder: Path, manifest: Manifest, dataset: Dataset) -> Iterator[str]:
    try:
        ledger = Ledger.read(folder / "ledger.jsonl")
    except LedgerError as error:
        yield str(error)
        return
    for name in sorted(set(manifest.things) ^ set(minted_ids(dataset, manifest.base, ledger))):
        yield f"{name}: stands in the manifest or in the data, and not in both"
    for name in sorted(set(manifest.things) - ledger.table.keys()):
        yield f"{name}: was never minted"


def _sources(folder: Path) -> Iterator[tuple[str, Source]]:
    for iri, file, sha256, characters, size, decoder in _rows(folder, TEXTS):
        yield iri, Source(file=file, sha256=sha256, characters=int(characters), bytes=int(size), decoder=decoder)


def _spans(rows: Iterable[tuple[str, ...]], texts: dict[str, str]) -> Iterator[str]:
    for text, span, start, end, digest, exact, opens, closes in rows:
        words = texts[text][int(start) : int(end)]
        if hashlib.sha256(words.encode()).hexdigest() != digest:
            yield f"{span}: the digest is not that of the words there"
        elif exact and exact != words:
            yield f"{span}: the quotation is not the words there"
        elif not (words.startswith(opens) and words.endswith(closes)):
            yield f"{span}: the first or last words are not those of the text"


def _as_it_is(archive: Path, source: Source) -> str | None:
    """A text that is not the one we know, if it can be read all the same."""
    try:
        return (archive / source.file).read_bytes().decode(source.decoder)
    except (OSError, UnicodeDecodeError, LookupError):
        return None  # that it cannot be read was said


def _drift(rows: Iterable[tuple[str, ...]], texts: dict[str, str], files: dict[str, str]) -> Iterator[str]:
    """What became of each quote in a changed text; of those still at their place there is nothing to say."""
    quotes: dict[str, dict[Span, Quote]] = {}
    for text, _, start, end, digest, exact, opens, closes in rows:
        quotes.setdefault(text, {})[Span(int(start), int(end))] = Quote.of(digest, exact, opens, closes)
    for text, of_text in sorted(quotes.items()):
        for span, found in reanchor(texts[text], of_text).items():
            if found.fate is not Fate.SAME:
                places = ", ".join(map(str, found.places[:_PLACES])) + (" …" if len(found.places) > _PLACES else "")
                yield f"{files[text]}, {span}: {found.fate.value}" + (f": {places}" if places else "")


def _rows(folder: Path, query: str) -> Iterator[tuple[str, ...]]:
    for row in open_release(folder).query(query).rows():
        yield tuple("" if cell is None else str(cell) for cell in row)
