"""With the five texts at hand: every span is where the record says, and holds the words that its facts need."""

import hashlib
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mappings import Record, verify
from mappings.record.values import Span
from mappings.span import digest
from ontology.terms import DEFAULT_BASE

Row: TypeAlias = dict[str, str]
Ask: TypeAlias = Callable[[str], list[Row]]

REPOSITORY = Path(__file__).parents[2]
TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
WHOLE_WORDS, WHOLE_HAN = 12, 32
END_WORDS, END_HAN = 6, 16

# The same rule as the shared hook has it: a run this long is a quotation, unless it is bibliographic.
RUN_WORDS, RUN_HAN = 25, 45
BIBLIOGRAPHIC = re.compile(r"https?://|\b(title|alias|label|name|publisher|url)\w*\b", re.IGNORECASE)
LARGEST = 1_000_000
LETTERS = re.compile(r"[A-Za-z0-9]{2}")
SENTENCE_END = re.compile(r'[.!?]["”]?\s+["“A-Z]|[。！？].|\n')
SCALES = {None: 1.0, "million": 1e6, "billion": 1e9, "trillion": 1e12}

SPANS = """SELECT ?file ?start ?end ?digest ?exact ?opens ?closes {
  ?span oa:hasSource/pg:fileName ?file ; oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?span pg:spanDigest ?digest } OPTIONAL { ?span oa:hasSelector/oa:exact ?exact }
  OPTIONAL { ?span pg:opensWith ?opens ; pg:closesWith ?closes } }"""


@pytest.fixture(scope="module")
def spans(ask: Ask, texts: Mapping[str, str]) -> list[tuple[Row, str]]:
    """Every span of the dataset, and the words that the archive has there."""
    rows = ask(SPANS)
    assert len(rows) > 400
    return [(row, texts[row["file"][:3]][int(row["start"]) : int(row["end"])]) for row in rows]


def count(words: str) -> tuple[int, int]:
    """How many words and Han characters a text has."""
    tokens = TOKEN.findall(words)
    han = sum("\u3400" <= token[0] <= "\u9fff" for token in tokens)
    return len(tokens) - han, han


@pytest.mark.corpus
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_span_of_a_record_verifies(
    number: str, corpus_records: Mapping[str, Record], texts: Mapping[str, str]
) -> None:
    record = corpus_records[number]
    assert record.used_spans() <= record.spans.keys()
    assert verify(record, texts[number]) == []


def test_no_record_keeps_a_span_that_it_does_not_use(corpus_records: Mapping[str, Record]) -> None:
    left_over = {number: record.spans.keys() - record.used_spans() for number, record in corpus_records.items()}
    assert {number: spans for number, spans in left_over.items() if spans} == {}


@pytest.mark.corpus
@pytest.mark.accept("P02")
def test_every_digest_is_that_of_the_words_in_code_points(spans: list[tuple[Row, str]]) -> None:
    wrong = [row for row, words in spans if row["digest"] != hashlib.sha256(words.encode()).hexdigest()]
    assert wrong == []


@pytest.mark.corpus
@pytest.mark.accept("P02")
def test_every_quotation_and_every_anchor_is_in_the_words(spans: list[tuple[Row, str]]) -> None:
    wrong = [row for row, words in spans if "exact" in row and row["exact"] != words]
    wrong += [
        row
        for row, words in spans
        if "opens" in row and not (words.startswith(row["opens"]) and words.endswith(row["closes"]))
    ]
    assert wrong == []
    assert [row for row, _ in spans if ("exact" in row) == ("opens" in row)] == []


@pytest.mark.accept("P02")
def test_offsets_count_code_points_not_utf16_units_or_bytes() -> None:
    text = "住𠮷屋😀的人"
    assert digest(text, Span(1, 2)) == hashlib.sha256("𠮷".encode()).hexdigest()
    assert digest(text, Span(3, 5)) == hashlib.sha256("😀的".encode()).hexdigest()


@pytest.mark.corpus
@pytest.mark.accept("P02")
def test_every_source_text_has_the_digest_and_length_of_its_file(ask: Ask, archive: Path) -> None:
    rows = ask(
        """SELECT ?file ?sha ?characters ?bytes { ?text a pg:SourceText ; pg:fileName ?file ;
          pg:charLength ?characters ; pg:byteLength ?bytes ; spdx:checksum/spdx:checksumValue ?sha }"""
    )
    assert len(rows) == 5
    for row in rows:
        written = (archive / row["file"]).read_bytes()
        assert row["sha"] == hashlib.sha256(written).hexdigest()
        assert (int(row["bytes"]), int(row["characters"])) == (len(written), len(written.decode()))


def test_no_quotation_is_longer_than_the_rule_allows(ask: Ask) -> None:
    rows = ask(SPANS)
    for row in rows:
        words, han = count(row.get("exact", ""))
        assert words <= WHOLE_WORDS, row
        assert han <= WHOLE_HAN, row
        for end in ("opens", "closes"):
            words, han = count(row.get(end, ""))
            assert words <= END_WORDS, row
            assert han <= END_HAN, row


@pytest.mark.corpus
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_spans_of_evidence_cut_no_word_and_no_sentence(
    number: str, corpus_records: Mapping[str, Record], texts: Mapping[str, str]
) -> None:
    text = texts[number]
    readings = [reading for _, entry in corpus_records[number].entries() for reading in entry.evidence]
    for span in {span for reading in readings for span in (reading.span, *reading.context)}:
        words = text[span.start : span.end]
        assert words == words.strip(), span
        assert not any(LETTERS.fullmatch(text[max(end - 1, 0) : end + 1]) for end in (span.start, span.end)), span
        assert not SENTENCE_END.search(words), span


def test_a_long_span_of_evidence_says_why(ask: Ask) -> None:
    rows = ask(
        """SELECT ?span { ?e oa:hasTarget ?span . ?span oa:hasSelector ?p . ?p oa:start ?start ; oa:end ?end
          FILTER(?end - ?start > 300) FILTER NOT EXISTS { ?span pg:spanException ?why } }"""
    )
    assert rows == []


@pytest.mark.corpus
def test_who_issued_a_document_rests_on_words_that_name_the_issuer(ask: Ask, texts: Mapping[str, str]) -> None:
    """Rejected readings too: they are wrong about the deed, not about the name."""
    rows = ask(
        f"""SELECT ?e ?agency ?file ?start ?end (GROUP_CONCAT(DISTINCT ?name; separator="\\t") AS ?names) {{
          ?e a pg:TextEvidence ; oa:hasTarget ?span GRAPH ?e {{ ?document pg:issuedBy ?agency }}
          {_place()} ?agency skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name
          FILTER(STRSTARTS(STR(?document), "{DEFAULT_BASE}")) }} GROUP BY ?e ?agency ?file ?start ?end"""
    )
    assert len(rows) >= 18
    for row in rows:
        words = _words(row, texts)
        assert any(name in words for name in row["names"].split("\t")), (row, words)


@pytest.mark.corpus
def test_every_named_body_rests_on_words_that_name_it(ask: Ask, texts: Mapping[str, str]) -> None:
    """Approvers, drafters, publishers and the organisations a person belongs to."""
    rows = ask(
        f"""SELECT ?p ?agency ?file ?start ?end (GROUP_CONCAT(DISTINCT ?name; separator="\\t") AS ?names) {{
          ?e a pg:TextEvidence ; oa:hasTarget ?span GRAPH ?e {{ ?thing ?p ?agency }} {_place()}
          ?agency skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name
          FILTER(?p IN (pg:approvedBy, pg:draftedBy, pg:leadIssuer, pg:undertakenBy, dcterms:publisher, org:memberOf))
        }} GROUP BY ?p ?agency ?file ?start ?end"""
    )
    assert len(rows) >= 12
    for row in rows:
        words = _words(row, texts)
        assert any(name in words for name in row["names"].split("\t")), (row, words)


@pytest.mark.corpus
def test_a_value_rests_on_words_that_hold_the_figure_as_reported(ask: Ask, texts: Mapping[str, str]) -> None:
    rows = ask(
        f"""SELECT ?value ?reported ?file ?start ?end {{ ?e a pg:TextEvidence ; oa:hasTarget ?span
          GRAPH ?e {{ ?observation smea:obsValue ?value }} {_place()} ?observation pg:asReported ?reported }}"""
    )
    assert len(rows) == 18  # one of the seventeen figures is said twice
    for row in rows:
        assert row["reported"] in _words(row, texts), row
        assert float(row["value"]) == _figure(row["reported"]), row


@pytest.mark.corpus
def test_a_declared_count_rests_on_words_that_hold_the_number(ask: Ask, texts: Mapping[str, str]) -> None:
    """13 and 14 are what the rejected readings make of the words, so they are left out."""
    spelled = {"4": ("four",), "5": ("五", "five")}
    rows = ask(
        f"""SELECT ?n ?file ?start ?end {{ ?e a pg:TextEvidence ; oa:hasTarget ?span ;
          pg:reviewStatus c:review\\/accepted GRAPH ?e {{ ?document ?p ?n }} {_place()}
          FILTER(?p IN (pg:declaredMeasureCount, pg:declaredAspectCount, pg:declaredIssuerCount)) }}"""
    )
    assert len(rows) >= 12
    for row in rows:
        words = _words(row, texts)
        assert any(
            re.search(rf"(?<![0-9]){each}(?![0-9])", words) for each in (row["n"], *spelled.get(row["n"], ()))
        ), row


def _figure(reported: str) -> float:
    """The number in a figure as reported, in base units."""
    found = re.search(r"(?P<number>[0-9]+(\.[0-9]+)?)\s*(?P<scale>million|billion|trillion)?", reported)
    assert found is not None, reported
    return round(float(found["number"]) * SCALES[found["scale"]], 6)


def _place() -> str:
    return """?span oa:hasSource/pg:fileName ?file ; oa:hasSelector ?position .
      ?position oa:start ?start ; oa:end ?end ."""


def _words(row: Row, texts: Mapping[str, str]) -> str:
    return texts[row["file"][:3]][int(row["start"]) : int(row["end"])]


def runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """The runs of a text that are too long to stand in a file of ours."""
    han = ["\u3400" <= word[0] <= "\u9fff" for word in words]
    for first in range(len(words)):
        if first + RUN_WORDS <= len(words) and sum(han[first : first + RUN_WORDS]) < RUN_WORDS // 2:
            yield tuple(words[first : first + RUN_WORDS])
        if first + RUN_HAN <= len(words) and sum(han[first : first + RUN_HAN]) > RUN_HAN * 0.7:
            yield tuple(words[first : first + RUN_HAN])


def quoted(written: str, known: frozenset[tuple[str, ...]]) -> str | None:
    """The beginning of the first run in a file's text that stands in an article; bibliographic lines do not count."""
    kept = "\n".join(line for line in written.split("\n") if not BIBLIOGRAPHIC.search(line))
    run = next((run for run in runs(TOKEN.findall(kept)) if run in known), None)
    return " ".join(run[:9]) if run else None


@pytest.fixture(scope="module")
def known_runs(texts: Mapping[str, str]) -> frozenset[tuple[str, ...]]:
    """All runs of the five articles that would be too long a quotation."""
    return frozenset(run for text in texts.values() for run in runs(TOKEN.findall(text)))


@pytest.mark.corpus
def test_no_file_of_the_project_quotes_an_article_at_length(known_runs: frozenset[tuple[str, ...]]) -> None:
    listing = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(listing, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("the project's files are listed by git, and this folder is no checkout")
    found = {}
    for name in filter(None, listed.stdout.split("\0")):
        path = REPOSITORY / name
        if path.is_file() and path.stat().st_size <= LARGEST and (run := quoted(_decoded(path), known_runs)):
            found[name] = run
    assert found == {}, "keep offsets, digests, short anchors and your own words"


@pytest.mark.corpus
def test_a_quotation_of_one_word_too_many_is_found(
    known_runs: frozenset[tuple[str, ...]], texts: Mapping[str, str]
) -> None:
    words = TOKEN.findall(texts["003"])[:RUN_WORDS]
    assert quoted(" ".join(words), known_runs)
    assert quoted(" ".join(words[:-1]), known_runs) is None
    assert quoted(f"title: {' '.join(words)}", known_runs) is None


def _decoded(path: Path) -> str:
    """A file's text; of one that is no text, what can be read."""
    return path.read_bytes().decode("utf-8", errors="replace")
