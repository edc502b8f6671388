"""Documents: one entry per document, whatever the article calls it, and the words that point back to it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mappings.extract.candidate import Candidate, Fired, Mention, Status
from mappings.extract.context import Context
from mappings.extract.issuing import Issue, issue_of
from mappings.extract.normal import normal
from mappings.extract.rules import likely, of_kind
from mappings.extract.sentences import Sentence
from mappings.extract.titles import Title, same_title, titles_in
from mappings.record.values import Span

_REPORT = re.compile(
    r"white paper|blue book|(?<!work )report|白皮书|蓝皮书|绿皮书|(?<!工作)报告|公报|年鉴", re.IGNORECASE
)
_NOUN = re.compile(r"[A-Za-z]+|[\u3400-\u9fff]+")
_ANY_DOCUMENT = frozenset(("document", "documents", "package", "policy", "文件", "政策"))
_SINGULAR = re.compile(r"s$")


@dataclass(slots=True)
class _Document:
    """The mentions of one document while they are gathered."""

    titles: list[Title]
    shorts: list[Title] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    @property
    def first(self) -> Title:
        return min(self.titles, key=lambda each: (*_rank(each.sentence), each.sentence.index, each.start))

    @property
    def cores(self) -> set[str]:
        return {each.core for each in self.titles}


def find_documents(context: Context) -> tuple[list[Candidate], list[Mention]]:
    """The documents of an article, and all mentions of them in the order of the text, anaphors included.

    The field `title` of a mention is that of the document it means, and empty where it means none of the article.
    """
    titles = [
        each
        for sentence in context.sentences
        for each in titles_in(sentence, context.vocabulary)
        if not _is_agency(each, context)
    ]
    documents = _grouped([each for each in titles if not each.short])
    documents = _with_translations(documents, context)
    _name_definitions(documents, context)
    known = [_candidate(each, context) for each in documents]
    mentions = list(_mentions(documents, known, titles, context))
    shorts = _shorts_of(mentions)
    return [_with_shorts(each, shorts.get(str(each.fields["title"]), [])) for each in known], mentions


def _is_agency(title: Title, context: Context) -> bool:
    """Whether the words are the name of a body: the State Administration for Market Regulation is no regulation."""
    return any(
        each.start <= title.start and title.end <= each.end
        for each in context.mentions_in(title.sentence.index, "agency")
    )


def _rank(sentence: Sentence) -> tuple[bool, bool]:
    region = sentence.block.region
    return region.version != "original", region.part == "title"


def _grouped(titles: Iterable[Title]) -> list[_Document]:
    found: list[_Document] = []
    for each in titles:
        match = next((one for one in found if any(same_title(each.core, core) for core in one.cores)), None)
        if match:
            match.titles.append(each)
        else:
            found.append(_Document([each]))
    return found


def _with_translations(documents: list[_Document], context: Context) -> list[_Document]:
    """Titles that only a translation or summary has belong to the document of the same kind, in the same order."""
    own = [each for each in documents if each.first.sentence.block.region.version == "original"]
    other = [each for each in documents if each not in own]
    if not own or not other or all(each.first.sentence.language == own[0].first.sentence.language for each in other):
        return documents
    waiting = list(other)
    for document in own:
        kind = _kinds(document.first, context)
        match = next((each for each in waiting if _kinds(each.first, context) & kind), None)
        if match:
            waiting.remove(match)
            document.titles += match.titles
    return [*own, *waiting]


def _kinds(title: Title, context: Context) -> frozenset[str]:
    """The kinds of document that a title names, the wider ones too."""
    language = title.sentence.language
    words = normal(title.title, language).lower()
    found = [each for each in context.vocabulary.of("doctype", language) if each.text in words]
    longest = max((len(each.text) for each in found), default=0)
    slugs = {each.slug for each in found if len(each.text) == longest}
    return frozenset(
        {"opinions" if slug == "guiding-opinions" else slug for slug in slugs}
        | ({"report"} if _REPORT.search(words) else set())
    )


def _name_definitions(documents: Sequence[_Document], context: Context) -> None:
    """Short forms that the text defines right behind a title."""
    for document in documents:
        for title in document.titles:
            words = title.sentence.text
            for rule in of_kind("document-definition"):
                if rule.language == title.sentence.language:
                    for match in rule.find(words, context.vocabulary):
                        if 0 <= match.start - title.end <= 45 and (name := match.part("title", words)):
                            document.aliases.add(name.strip())


def _candidate(document: _Document, context: Context) -> Candidate:
    first = document.first
    issue = _issue(document, context)
    span = first.sentence.passage.locate(first.start, first.end)
    title = first.title
    aliases = {each.title for each in document.titles} | document.aliases
    aliases |= {re.sub(r"\s*[(（][^()（）]*[)）]$", "", each) for each in aliases | {title}}
    fired = [Fired(first.rule.name, first.rule.weight, span)]
    if issue.is_issued:
        fired.append(Fired("issue-english@1" if first.sentence.language == "en" else "issue-chinese@1", 0.5))
    return Candidate(
        kind="document",
        span=span,
        sentence=first.sentence.index,
        start=first.start,
        end=first.end,
        label=title,
        fields={
            "title": title,
            "aliases": tuple(sorted(each for each in aliases if each and each != title)),
            "lang": first.sentence.language,
            "issuers": tuple(_names(issue.issuers, context)),
            "date": issue.date,
            "kind": "report" if _REPORT.search(title) else "policy",
        },
        fired=tuple(fired),
        alts=tuple(_spans(document, span)),
        status=_status(document),
    )


def _status(document: _Document) -> Status:
    """A title that only a headline or a translation has names no document of its own."""
    return "entry" if any(not _rank(each.sentence)[0] for each in document.titles) else "optional"


def _issue(document: _Document, context: Context) -> Issue:
    """What the first sentences say that say anything, the original before the translation."""
    agencies = [each for each in context.mentions if each.kind == "agency"]
    ordered = sorted(document.titles, key=lambda each: (*_rank(each.sentence), each.sentence.index, each.start))
    found = [(each, issue_of(each, context, agencies)) for each in ordered]
    issuers = next((issue.issuers for _, issue in found if issue.issuers), ())
    date = next((issue.date for _, issue in found if issue.date), None)
    return Issue(issuers, date, any(issue.is_issued for _, issue in found))


def _names(identities: Iterable[str], context: Context) -> Iterator[str]:
    """The names of issuers, as the agencies of the article have them."""
    for identity in identities:
        for mention in context.mentions:
            if mention.kind == "agency" and mention.fields["identity"] == identity:
                agency = next((each for each in context.agencies if mention.span in (each.span, *each.alts)), None)
                yield agency.label if agency else mention.fields["name"]
                break


def _spans(document: _Document, quote: Span) -> Iterator[Span]:
    seen = {quote}
    for each in document.titles:
        inner = _inner(each)
        for start, end in ((each.start, each.end), inner):
            span = each.sentence.passage.locate(start, end)
            if span not in seen:
                seen.add(span)
                yield span


def _inner(title: Title) -> tuple[int, int]:
    """The title without the marks around it."""
    start = title.sentence.text.find(title.title, title.start, title.end)
    return (start, start + len(title.title)) if start >= 0 else (title.start, title.end)


def _mentions(
    documents: Sequence[_Document], known: Sequence[Candidate], titles: Sequence[Title], context: Context
) -> Iterator[Mention]:
    """Titles, short forms and anaphors in the order of the text, each with the title of what it means."""
    title_of = {
        id(title): str(one.fields["title"])
        for document, one in zip(documents, known, strict=True)
        for title in document.titles
    }
    aliases = {
        alias: str(one.fields["title"])
        for document, one in zip(documents, known, strict=True)
        for alias in document.aliases
    }
    by_sentence: dict[int, list[Title]] = {}
    for each in titles:
        by_sentence.setdefault(each.sentence.index, []).append(each)
    kinds = {str(one.fields["title"]): _kinds_words(document) for document, one in zip(documents, known, strict=True)}
    latest: list[str] = []
    for sentence in context.sentences:
        here = list(_in_sentence(sentence, by_sentence.get(sentence.index, []), context))
        for start, end, name, title, rule in sorted(here, key=lambda each: each[:2]):
            if title is not None and not title.short:
                meant, kind = title_of[id(title)], "document"
                latest = [each for each in latest if each != meant] + [meant]
            else:
                kind = "document" if title is not None else "anaphor"
                meant = aliases.get(name) or _meant(
                    name, latest, kinds, is_new=bool(re.match(r"an?\s", sentence.text[start:end], re.I))
                )
                kind = kind if meant else "anaphor"
            span = sentence.passage.locate(start, end)
            yield Mention(kind, span, sentence.index, start, end, None, rule, {"title": meant, "noun": name})


_Here = tuple[int, int, str, Title | None, str]


def _in_sentence(sentence: Sentence, titles: Sequence[Title], context: Context) -> Iterator[_Here]:
    for each in titles:
        yield each.start, each.end, each.title, each, each.rule.name
    taken = [(each.start, each.end) for each in titles]
    for rule in likely(("anaphor",), sentence.text, context.vocabulary, sentence.language):
        if rule.language == sentence.language:
            for match in rule.find(sentence.text, context.vocabulary):
                if all(match.end <= start or end <= match.start for start, end in taken):
                    noun = match.part("noun", sentence.text) or match.part("noun2", sentence.text) or ""
                    yield match.start, match.end, noun, None, rule.name


def _kinds_words(document: _Document) -> frozenset[str]:
    """The words of a document's titles, in the singular, by which an anaphor may call it."""
    words = [word.lower() for title in document.titles for word in _NOUN.findall(title.title)]
    chinese = [word[-length:] for word in words for length in (2, 3, 4) if not word.isascii()]
    return frozenset({_SINGULAR.sub("", each) for each in words if each.isascii()} | set(chinese))


def _meant(noun: str, latest: Sequence[str], kinds: Mapping[str, frozenset[str]], *, is_new: bool) -> str:
    """The document that a kind of document points back to: the last one of that kind."""
    if is_new:
        return ""
    last = _SINGULAR.sub("", noun.lower().split()[-1]) if noun else ""
    for title in reversed(latest):
        if last in kinds[title] or (last == "guidance" and "guiding" in kinds[title]):
            return title
    return latest[-1] if latest and noun.lower() in _ANY_DOCUMENT else ""


def _shorts_of(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for each in mentions:
        if each.kind == "document" and each.fields["title"]:
            found.setdefault(each.fields["title"], []).append(each)
    return found


def _with_shorts(candidate: Candidate, mentions: Sequence[Mention]) -> Candidate:
    """The document with its short forms as aliases and further spans."""
    spans = dict.fromkeys([*candidate.alts, *(each.span for each in mentions)])
    spans.pop(candidate.span, None)
    aliases = candidate.fields["aliases"]
    names = {*(aliases if isinstance(aliases, tuple) else ()), *(each.fields["noun"] for each in mentions)}
    names.discard(str(candidate.fields["title"]))
    fields = {**candidate.fields, "aliases": tuple(sorted(names))}
    return replace(candidate, alts=tuple(sorted(spans)), fields=fields)
