"""The worksheet of a sampled audit: what was drawn, in words that a person can judge, as CSV and as a page to print."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rdflib import SKOS, Literal, URIRef

from publish.release.checking import readable_texts
from publish.release.readings import GOOD, Evidence, Held, position
from publish.release.sampling import SHEET, VERDICTS, drawn
from publish.store.dataset import Dataset
from publish.store.embedded import EmbeddedStore, open_release
from publish.store.sorting import LineFile
from publish.store.writing import parse

_STYLE = """\
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #999; padding: .4rem .6rem;
vertical-align: top; text-align: left; } td.words { max-width: 24rem; }
code { font-size: .8em; overflow-wrap: anywhere; }
@media print { a { color: inherit; } tr { break-inside: avoid; } }"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: which release and seed, and its rows by the columns of `SHEET`."""

    release: str
    seed: int
    rows: tuple[Mapping[str, str], ...]

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"audit-{self.release}-seed-{self.seed}"

    def as_csv(self) -> str:
        """The rows with a head."""
        return sheet_csv(self.rows)

    def as_html(self) -> str:
        """A page to read and to print; verdicts go into the CSV."""
        rows = "".join(
            f"<tr><td>{row['number']}</td><td>{escape(row['statement'])}<br><code>{escape(row['predicate'])}</code></td>"
            f'<td class="words">{escape(row["words"])}<br><code>{escape(row["span"])}</code></td>'
            f'<td><a href="{escape(row["evidence"])}">evidence</a></td><td></td></tr>\n'
            for row in self.rows
        )
        choices = ", ".join(VERDICTS)
        return (
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{self.name}</title>'
            f"<style>{_STYLE}</style></head><body><h1>{self.name}</h1>\n"
            f"<p>{len(self.rows)} statements drawn by chance. Does the text say this? "
            f"Write {choices} into the CSV, with who judged and when.</p>\n"
            "<table><thead><tr><th>No.</th><th>Statement</th><th>Words</th><th>Why</th><th>Verdict</th></tr></thead>"
            f"<tbody>\n{rows}</tbody></table></body></html>\n"
        )


def make_sheet(release: Path, version: str, size: int, seed: int, archive: Path | None = None) -> Sheet:
    """Draw a worksheet from a release; with an archive, the words stand in it whole. Raises `StoreError`."""
    store = open_release(release)
    texts = readable_texts(release, archive) if archive else {}
    found = drawn(Dataset(LineFile(release / "data" / "dataset.nq")), size, seed)
    called = _Names(store)
    rows = []
    for number, held in enumerate(found, start=1):
        evidence = next(each for each in held.evidence if each.spans and each.status in GOOD)
        rows.append(_row(version, seed, number, held, evidence, called, lambda span: _words(store, span, texts)))
    return Sheet(version, seed, tuple(rows))


def sheet_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """Rows of a worksheet as CSV."""
    written = io.StringIO()
    writer = csv.DictWriter(written, SHEET, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def _row(
    release: str,
    seed: int,
    number: int,
    held: Held,
    evidence: Evidence,
    called: "_Names",
    words: Callable[[str], str],
) -> Mapping[str, str]:
    filled = {
        "release": release,
        "seed": str(seed),
        "number": str(number),
        "statement": called.statement(held),
        "predicate": held.predicate,
        "subject": held.subject,
        "object": held.object,
        "evidence": evidence.iri,
        "span": evidence.spans[0],
        "words": " … ".join(words(each) for each in evidence.spans),
    }
    return {column: filled.get(column, "") for column in SHEET}


def _words(store: EmbeddedStore, span: str, texts: Mapping[str, str]) -> str:
    """The words of a span: whole where the text is at hand, else as many as may be quoted."""
    start, end = position(span)
    text = texts.get(span.partition("#")[0])
    if text is not None:
        return text[start:end]
    found = store.query(
        "PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX pg: <https://w3id.org/policygraph/ontology#> "
        f"SELECT ?exact ?opens ?closes {{ OPTIONAL {{ <{span}> oa:hasSelector/oa:exact ?exact }} "
        f"OPTIONAL {{ <{span}> pg:opensWith ?opens ; pg:closesWith ?closes }} }}"
    )
    exact, opens, closes = next(iter(found.rows()))
    return str(exact) if exact is not None else f"{opens} … {closes}"


@dataclass(frozen=True, slots=True)
class _Names:
    """What things are called, in English where they have an English name."""

    store: EmbeddedStore

    def statement(self, held: Held) -> str:
        """A triple in words."""
        (_, _, term, _) = parse(f"<urn:s> <urn:p> {held.object} .".encode(), "application/n-triples")[0]
        value = self.name(term) if isinstance(term, URIRef) else str(term)
        return f"{self.name(URIRef(held.subject))} | {self.name(URIRef(held.predicate))} | {value}"

    def name(self, iri: URIRef) -> str:
        """The English name, else any, else the last part of the IRI."""
        names = [f.object for f in self.store.outgoing(iri) if f.predicate == SKOS.prefLabel and f.accepted]
        in_order: Sequence[Literal] = sorted(
            (each for each in names if isinstance(each, Literal)), key=lambda each: each.language != "en"
        )
        return str(in_order[0]) if in_order else str(iri).replace("#", "/").rpartition("/")[2]
