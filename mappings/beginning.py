"""The record that an article begins with: what its reader found, each with its words, and no statement of content.

What is guessed is marked so in a comment. A name of a publisher or author is no key of an authority yet, and a date
that may be that of a crawl is none of publication: both stand in comments, for the editor to decide.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mappings.quotation import anchor
from mappings.readers import Clue, Passage, ReadArticle, Region
from mappings.readers.article import Version
from mappings.record.values import Span
from mappings.record.writing import quoted, with_spans

RIGHTS = "http://rightsstatements.org/vocab/CNE/1.0/"  # what a record states until somebody knows better
DEFAULT_GENRE = "news-feature"
LONGEST_EVIDENCE = 300
ORIGINS = {"original": "original", "translation": "machine-translation", "summary": "machine-summary"}
UNRESOLVED = ("publisher", "author", "updated", "crawled", "date")  # clues that the editor has to judge
FOUND_IN = {"dump": "declared"}  # formats whose fields are made for it say what is original and what translation
_FIRST_SENTENCE = re.compile(r"\S[^\r\n]*?(?=[。！？!?]|\.\s|\s*[\r\n]|\s*\Z)")
_LONGEST_TITLE = {"en": 120, "zh": 40}  # code points of a title that is no more than the beginning of the text
_ZONE = re.compile(r"([+-][0-9]{2})([0-9]{2})$")


@dataclass(frozen=True, slots=True)
class _Expression:
    key: str
    version: Version
    language: str
    regions: tuple[Span, ...]


def begin_record(name: str, article: ReadArticle, *, genre: str | None, today: str) -> str:
    """A new article's record with all its spans anchored; `genre` is one that a person gives."""
    title, title_span = _title(article)
    expressions = list(_expressions(article))
    captured = article.clue("archived_at") if article.clue("captured") else None
    lines = [
        "format: policygraph-record/1",
        f"name: {name}",
        f"reading: {{by: editors, rule: editorial-reading@1, at: {today}}}",
        f'curation: {{by: editors, at: {today}, source: "editors\' reading of the article"}}',
        "source:",
        f"  file: {quoted(article.file)}",
        f"  sha256: {article.sha256}",
        f"  characters: {len(article.text)}",
        f"  bytes: {article.bytes}",
        f"  decoder: {article.decoder}",
        "",
        f"# Guessed by the reader of the format {article.format}: languages, origins, regions, title and genre.",
        "expressions:",
        *_written_expressions(article, expressions, title),
        *(_written_capture(article, captured, expressions[0].key) if captured else ()),
        "",
        "article:",
        f"  label: {_label(article, title)}",
        f"  genre: {_genre(article, genre)}",
        f"  rights: {RIGHTS}",
        *_written_article(article, title, title_span),
        *_unresolved(article),
        "",
    ]
    used = {region for expression in expressions for region in expression.regions}
    used |= {Span.parse(span) for span in re.findall(r"span: ([0-9]+-[0-9]+)", "\n".join(lines))}
    return with_spans("\n".join(lines), {span: anchor(article.text, span, RIGHTS) for span in used})


def _title(article: ReadArticle) -> tuple[str, Span]:
    """The title as found; without one, the first sentence or its beginning."""
    if clue := article.clue("title"):
        return clue.value, clue.span
    first = next(article.blocks()).passage
    found = _FIRST_SENTENCE.match(first.text)
    words = first.text[: min(found.end() if found else len(first.text), _LONGEST_TITLE[article.language])].rstrip()
    return words, first.locate(0, len(words))


def _expressions(article: ReadArticle) -> Iterator[_Expression]:
    """One for each version, with its regions; regions that only blanks part are one."""
    keys: set[str] = set()
    versions = sorted({region.version for region in article.regions}, key=list(ORIGINS).index)
    for version in versions:
        regions = [region for region in article.regions if region.version == version]
        language = max(regions, key=lambda region: (region.part == "body", len(region.span))).language
        key = "summary" if version == "summary" and len(versions) > 2 else language
        key = key if key not in keys else version
        keys.add(key)
        held = any(region.part == "body" for region in regions)
        yield _Expression(key, version, language, tuple(_merged(article.text, regions)) if held else ())


def _merged(text: str, regions: Iterable[Region]) -> Iterator[Span]:
    spans = sorted(region.span for region in regions)
    kept = spans[0]
    for span in spans[1:]:
        if text[kept.end : span.start].strip():
            yield kept
            kept = span
        else:
            kept = Span(kept.start, span.end)
    yield kept


def _written_expressions(article: ReadArticle, expressions: list[_Expression], title: str) -> Iterator[str]:
    basis = FOUND_IN.get(article.format, "presumed")
    for number, expression in enumerate(expressions):
        held = bool(expression.regions)
        yield f"  - key: {expression.key}"
        yield f"    label: {_label(article, title)}"
        yield f"    language: {expression.language}"
        yield f"    origin: {ORIGINS[expression.version]}"
        yield f"    basis: {basis if expression.version == 'original' else 'presumed'}"
        yield f"    held: {'true' if held else 'false'}"
        if number and expression.version != "original":
            relation = "translation_of" if expression.version == "translation" else "derived_from"
            yield f"    {relation}: {expressions[0].key}"
        if held:
            yield f"    regions: [{', '.join(map(str, expression.regions))}]"


def _label(article: ReadArticle, title: str) -> str:
    """The titles in both languages where the file has them; else the one for both, until an editor translates it."""
    by_language = {
        region.language: clue.value
        for region, clue in itertools.product(article.regions, article.clues)
        if region.part == "title" and clue.field == "title" and region.span.start == clue.span.start
    }
    return f"{{en: {quoted(by_language.get('en', title))}, zh: {quoted(by_language.get('zh', title))}}}"


def _genre(article: ReadArticle, genre: str | None) -> str:
    clue = article.clue("genre")
    if genre:
        return genre
    if clue:
        words = Passage.plain(article.text, clue.span).text
        return f"{clue.value}  # guessed from {quoted(words[:60])}, {clue.span}"
    return f"{DEFAULT_GENRE}  # guessed: no words of the text tell it"


def _written_capture(article: ReadArticle, archived: Clue, of: str) -> Iterator[str]:
    captured, url = article.clue("captured"), article.clue("url")
    if captured is None:
        return
    at_once = [clue.field for clue in article.clues if clue.span == archived.span]
    day = captured.value[:10]
    yield ""
    yield "captures:"
    yield "  - key: capture"
    yield f"    label: {{en: Web capture of {day}, zh: {day}网页存档}}"
    yield f"    of: {of}"
    yield f"    archived_at: {quoted(archived.value)}"
    yield f"    captured: {captured.value}"
    if url and "url" in at_once:
        yield f"    url: {quoted(url.value)}"
    requested = article.clue("requested")
    if requested:
        yield f"    requested: {quoted(requested.value)}"
    says = ["exists", "archived_at", "captured", *(["url"] if url and "url" in at_once else [])]
    yield "    evidence:"
    yield f"      - {{span: {archived.span}, says: [{', '.join(says)}]}}"
    if requested:
        yield f"      - {{span: {requested.span}, says: [requested]}}"


def _written_article(article: ReadArticle, title: str, title_span: Span) -> Iterator[str]:
    said: dict[Span, list[str]] = {}
    for name in ("issued", "stated_datetime", "citation", "url"):
        clue = article.clue(name)
        if clue is None or (name == "stated_datetime" and not _belongs(article, clue)):
            continue
        value = _ZONE.sub(r"\1:\2", clue.value) if name == "stated_datetime" else clue.value
        yield f"  {name}: {quoted(value) if name in ('citation', 'url') else value}"
        for other in article.clues:
            if other.field == name and other.value == clue.value:
                said.setdefault(other.span, []).append(name)
    yield "  evidence:"
    foreign = [region for region in article.regions if region.part == "title" and region.span.start == title_span.start]
    language = f", language: {foreign[0].language}" if foreign and foreign[0].language != article.language else ""
    yield f"    - {{span: {title_span}, says: [exists], title: {quoted(title)}{language}{_why_long(title_span)}}}"
    for span, names in said.items():
        yield f"    - {{span: {span}, says: [{', '.join(names)}]{_why_long(span)}}}"


def _why_long(span: Span) -> str:
    return ", exception: one title, date or address with the tags in it" if len(span) > LONGEST_EVIDENCE else ""


def _belongs(article: ReadArticle, moment: Clue) -> bool:
    """Whether a moment is that of the date of issue, not of another date."""
    issued = article.clue("issued")
    return issued is not None and issued.span == moment.span


def _unresolved(article: ReadArticle) -> Iterator[str]:
    found = [clue for clue in article.clues if clue.field in UNRESOLVED]
    if found:
        yield "# Found, and left to the editor: names that need the key of an authority, dates that are none of issue."
    for clue in found:
        yield f"#   {clue.field}: {quoted(clue.value[:200])}, {clue.span}"
