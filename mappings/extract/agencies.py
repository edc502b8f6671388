"""Agencies: public bodies by the labels of the authorities and by the shape of their names, one entry per body.

A name that no authority holds is kept under its own words; where it is very like one, the link is proposed, not made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from mappings.extract.candidate import Candidate, Fired, Mention
from mappings.extract.context import Context
from mappings.extract.normal import normal
from mappings.extract.rules import Match, Rule, likely
from mappings.extract.sentences import Sentence
from mappings.extract.vocabulary import Label, Vocabulary
from mappings.readers.language import language_of
from mappings.record.values import Span

LIKE, AHEAD = 85, 10  # a proposed link: how like the name must be, and how far ahead of the next
_SIGN = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
_SHORT = re.compile(r"\s*\(([A-Za-z]{2,10})\)")
_LOCAL = re.compile(
    r"\b(?:municipal|provincial|city|county|district|regional)\b|[省市县区州](?=.)|自治区", re.IGNORECASE
)
_BEFORE = re.compile(r"(?:^|[\s(\"'])(?:the|The) $")
# What follows shows that the label is only the beginning of a longer word: 财政部门, 教育部署, 国务院发展研究中心.
_GOES_ON = re.compile(r"[门署](?!近日|日前)|发展研究中心|参事室|特殊津贴|政府特殊")
_BODY_BEFORE = re.compile(r"[\u4e00-\u9fff](?:省|市|县|区|州|盟)$|自治区$")
_DEPARTMENT = re.compile(r"\b(?:Vice|Deputy)? ?Minister of $|\bministers? (?:of|for) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention with its rule, before mentions of one body are brought together."""

    rule: Rule
    sentence: Sentence
    start: int
    end: int
    name: str  # without article and abbreviation
    short: str  # the abbreviation that is defined there
    key: str | None  # of the authority
    optional: bool


def find_agencies(context: Context) -> tuple[list[Candidate], list[Mention]]:
    """The agencies of an article, and every mention of one in the order of the text."""
    found = [each for sentence in context.sentences for each in _in_sentence(sentence, context.vocabulary)]
    found += _abbreviations(context, found)
    found.sort(key=lambda each: (each.sentence.index, each.start, each.end))
    mentions = [_mention(each) for each in found]
    groups: dict[str, list[_Found]] = {}
    for each in found:
        groups.setdefault(_identity(each), []).append(each)
    candidates = [_candidate(group, context.vocabulary) for group in groups.values()]
    return _only_translated(candidates, context), mentions


def _in_sentence(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[_Found]:
    """The longest mention at each place; in a part of a body, the body as well."""
    matches = [
        (rule, match)
        for rule in likely(("agency",), sentence.text, vocabulary, sentence.language)
        for match in rule.find(sentence.text, vocabulary, language=sentence.language)
        if rule.engine != "phrase" or _stands_alone(sentence, match)
    ]
    whole = _longest([(rule, match) for rule, match in matches if rule.fields.get("status") != "optional"])
    for rule, match in whole:
        if found := _described(rule, match, sentence, vocabulary):
            yield found
    for rule, match in _longest([(rule, match) for rule, match in matches if rule.fields.get("status") == "optional"]):
        inside = any(one.start <= match.start and match.end <= one.end for _, one in whole)
        if not inside and (found := _described(rule, match, sentence, vocabulary)):
            yield found


def _longest(matches: Iterable[tuple[Rule, Match]]) -> list[tuple[Rule, Match]]:
    kept: list[tuple[Rule, Match]] = []
    for rule, match in sorted(matches, key=lambda each: (each[1].start - each[1].end, -each[0].weight, each[0].id)):
        if all(match.end <= other.start or other.end <= match.start for _, other in kept):
            kept.append((rule, match))
    return sorted(kept, key=lambda each: each[1].start)


def _stands_alone(sentence: Sentence, match: Match) -> bool:
    before, after = sentence.text[: match.start], sentence.text[match.end :]
    if sentence.language == "zh":
        return not _GOES_ON.match(after) and not _BODY_BEFORE.search(before[-4:])
    return not _DEPARTMENT.search(before)


def _described(rule: Rule, match: Match, sentence: Sentence, vocabulary: Vocabulary) -> _Found | None:
    start, end = match.start, match.end
    words = normal(sentence.text, sentence.language)
    if rule.engine == "phrase" and sentence.language == "en":
        if before := _BEFORE.search(words[:start]):
            start -= len(before[0].lstrip(" (\"'"))
        if after := _SHORT.match(words, end):
            end = after.end()
    end -= len("'s") if words[start:end].endswith(("'s", "’s")) else 0
    raw = words[start:end]
    short = next((each[1] for each in _SHORT.finditer(raw)), "")
    name = _ARTICLE.sub("", _SHORT.sub("", match.part("name", words) or raw)).strip(" ,").removesuffix("'s")
    label = _label(match, name, vocabulary, sentence.language)
    key = rule.fields.get("authority") or (label.slug if label else None)
    if rule.id == "agency-named-ministry":
        label = _exact(f"ministry of {match.part('field', words) or ''}", vocabulary, "en")
        key = label.slug if label else None
        if key is None and not (match.part("field", words) or "a")[0].isupper():
            return None
    optional = rule.fields.get("status") == "optional" or (label is not None and label.concept not in vocabulary.public)
    return _Found(rule, sentence, start, end, name, short, key, optional)


def _label(match: Match, name: str, vocabulary: Vocabulary, language: str) -> Label | None:
    if match.concept is not None:
        return vocabulary.by_concept.get(match.concept)
    return _exact(name, vocabulary, language)


def _exact(name: str, vocabulary: Vocabulary, language: str) -> Label | None:
    return _by_text(vocabulary).get((normal(name, language).lower(), language))


@lru_cache(maxsize=8)
def _by_text(vocabulary: Vocabulary) -> Mapping[tuple[str, str], Label]:
    return {(each.text, each.language): each for each in vocabulary.labels if each.group == "agent"}


def _abbreviations(context: Context, found: Iterable[_Found]) -> Iterator[_Found]:
    """Later mentions by an abbreviation that the article defines: "(NLA)"."""
    defined = {each.short: each for each in found if each.short}
    if not defined:
        return
    taken = {(each.sentence.index, place) for each in found for place in range(each.start, each.end)}
    pattern = re.compile(rf"\b(?:[Tt]he )?({'|'.join(map(re.escape, sorted(defined)))})\b")
    for sentence in context.sentences:
        for match in pattern.finditer(sentence.text):
            if (sentence.index, match.end() - 1) not in taken:
                whole = defined[match[1]]
                yield replace(whole, sentence=sentence, start=match.start(), end=match.end(), short="")


def _identity(found: _Found) -> str:
    return found.key or f"{found.sentence.language}:{_SIGN.sub(' ', found.name.lower()).strip()}"


def _mention(found: _Found) -> Mention:
    return Mention(
        kind="agency",
        span=found.sentence.passage.locate(found.start, found.end),
        sentence=found.sentence.index,
        start=found.start,
        end=found.end,
        concept=found.key,
        rule=found.rule.name,
        fields={"name": found.name, "identity": _identity(found), "status": "optional" if found.optional else "entry"},
    )


def _candidate(group: list[_Found], vocabulary: Vocabulary) -> Candidate:
    """One agency: quoted where the body of the original first names it."""
    first = min(group, key=lambda each: (*_rank(each.sentence), each.sentence.index, each.start))
    language = first.sentence.language
    authority = first.key and next(
        (each for each in vocabulary.labels if each.group == "agent" and each.slug == first.key), None
    )
    preferred = vocabulary.name(authority.concept, language) if authority else None
    name = preferred or first.name
    aliases = {each.name for each in group} | {each.short for each in group} - {""}
    span = first.sentence.passage.locate(first.start, first.end)
    fields: dict[str, str | tuple[str, ...] | None] = {
        "name": name,
        "aliases": tuple(sorted(aliases - {name, ""})),
        "authority": first.key,
    }
    fired = [Fired(first.rule.name, first.rule.weight, span)]
    return Candidate(
        kind="agency",
        span=span,
        sentence=first.sentence.index,
        start=first.start,
        end=first.end,
        label=name,
        fields=fields,
        fired=tuple(fired),
        alts=tuple(_others(group, span)),
        status="optional" if all(each.optional for each in group) else "entry",
    )


def linked(agency: Candidate, vocabulary: Vocabulary) -> Candidate:
    """An agency with all names of its authority, or with the authority that its name is very like.

    This rests on labels that the article need not hold, so it is no part of what is kept of an article.
    """
    key, name = agency.fields.get("authority"), agency.label
    known = agency.fields.get("aliases")
    aliases = {*(known if isinstance(known, tuple) else ())}
    if key:
        for language in ("en", "zh"):
            aliases |= {each.written for each in vocabulary.of(f"agent/{key}", language)}
    proposed = None if key else like_authority(name, vocabulary, language_of(name))
    fields = {**agency.fields, "aliases": tuple(sorted(aliases - {name})), "proposed": proposed}
    return replace(agency, fields=fields)


def _rank(sentence: Sentence) -> tuple[bool, bool]:
    region = sentence.block.region
    return region.version == "translation", region.part == "title"


def _others(group: Iterable[_Found], span: Span) -> Iterator[Span]:
    seen = {span}
    for each in group:
        other = each.sentence.passage.locate(each.start, each.end)
        if other not in seen:
            seen.add(other)
            yield other


def _only_translated(candidates: list[Candidate], context: Context) -> list[Candidate]:
    """A body under a name of no authority that only the translation has: the original names it in its own language."""
    versions = {each.block.region.version for each in context.sentences}
    if not {"original", "translation"} <= versions:
        return candidates
    return [
        replace(each, status="optional")
        if not each.fields["authority"] and context.sentences[each.sentence].block.region.version != "original"
        else each
        for each in candidates
    ]


def like_authority(name: str, vocabulary: Vocabulary, language: str) -> str | None:
    """The key of the authority that a name is very like; a proposal, never a link.

    A local body is never like a national one.
    """
    labels = {each.text: each.slug for each in vocabulary.of("agent", language)}
    if _LOCAL.search(name):
        labels = {text: slug for text, slug in labels.items() if _LOCAL.search(text)}
    ranked = process.extract(normal(name, language).lower(), list(labels), scorer=fuzz.token_set_ratio, limit=5)
    keys = list(dict.fromkeys((labels[text], score) for text, score, _ in ranked))
    if not keys or keys[0][1] < LIKE:
        return None
    second = next((score for key, score in keys if key != keys[0][0]), 0)
    return keys[0][0] if keys[0][1] - second >= AHEAD else None
