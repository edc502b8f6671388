"""The persons who speak in an article, with what their roles make of them: official, expert or business.

The words around a name are weighed: offices and public bodies on one side, titles of learning and research bodies on
another, companies on a third. A later mention by the surname alone means the person named before.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mappings.extract.candidate import Mode
from mappings.extract.context import Context
from mappings.extract.normal import normal
from mappings.extract.sentences import Sentence
from mappings.extract.vocabulary import Vocabulary

_NAME = re.compile(r"\b[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?(?: [A-Z][a-z]+(?:-[A-Za-z][a-z]+)?){1,6}\b")
_SPEAKS = (
    r"(?:said|says|told|noted|added|believes?|suggest(?:s|ed)|revealed|highlighted|stressed|explained|analy[sz]ed|"
    r"pointed out|argued|proposed|introduced|remarked|stated|called|wrote|thinks|held|warned|recommended)"
)
_NEAR = 110
_MODES: Mapping[str, Mode] = {
    "official": "official",
    "public-body": "official",
    "expert": "expert",
    "research-body": "expert",
    "business": "company",
    "company": "company",
}
_WEIGHTS = {"official": 1.0, "public-body": 0.8, "expert": 1.2, "research-body": 1.0, "business": 1.2, "company": 0.9}
# Somebody who is named and speaks, without a role, rather speaks for himself.
UNKNOWN: tuple[Mode, float] = ("expert", 0.2)
_NO_NAME = re.compile(
    r"\b(?:Ministry|University|Commission|China|Chinese|Party|National|State|Council|Institute|Academy|Committee|Plan|"
    r"Development|Bureau|Department|Report|Paper|Central|Congress|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"January|February|March|April|June|July|August|September|October|November|December|Vice|Deputy|Minister|President|"
    r"Premier|Director|Chairman|Executive|Dean|Association|Federation|Society|Commerce|Affairs|Finance|Bank|Bureau|Office|"
    r"Research|Law|Street|Road|Province|City|County|Professor|Science|Sciences|Industry|Economy|Digital|Internet|Information|Technology|Online|Daily|News|"
    r"Agency|Center|School|Finance|Economics|Five-Year|The|In|New|Opinions|Guangdong|Group|Industry|Secretary)\b"
)
_ZH_NAME = re.compile(
    r"(?:{roles})(?!{says}|建议|呼吁)(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?=\d{{1,2}}日|在|对|就|{says}|，|向|接受|（|认为|看来|指出|建议|呼吁|主张|提议)"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is named, and the mode in which he speaks."""

    name: str
    mode: Mode
    first: int  # sentence


@dataclass(slots=True)
class _Weighed:
    first: int
    weights: dict[Mode, float] = field(default_factory=dict)


def persons_in(context: Context) -> dict[str, Person]:
    """The persons of an article by their full names."""
    found: dict[str, _Weighed] = {}
    for sentence in context.sentences:
        for name, around in _named(sentence, context):
            weighed = found.setdefault(name, _Weighed(sentence.index))
            known = list(_weights(around, sentence.language, context.vocabulary))
            if not known and not weighed.weights:
                before = sentence.text[: max(0, sentence.text.find(name))]
                known = list(_weights(before, sentence.language, context.vocabulary)) or [UNKNOWN]
            for mode, weight in known:
                weighed.weights[mode] = weighed.weights.get(mode, 0.0) + weight
    return {
        name: Person(name, max(each.weights, key=lambda mode: (each.weights[mode], mode)), each.first)
        for name, each in found.items()
        if each.weights
    }


def _named(sentence: Sentence, context: Context) -> Iterator[tuple[str, str]]:
    """Names that stand beside a role or a verb of speaking, with the words around them that tell the role."""
    words = normal(sentence.text, sentence.language)
    if sentence.language == "zh":
        roles = "|".join(
            context.vocabulary.alternation(f"speech/{name}", "zh") for name in ("official", "expert", "business")
        )
        says = context.vocabulary.alternation("speech/report-verb", "zh")
        for match in re.finditer(_ZH_NAME.pattern.format(roles=roles, says=says), words):
            begin = max(words.rfind(sign, 0, match.start()) for sign in "，。；“") + 1
            yield match["name"], words[begin : match.start("name")]
        return
    for match in _NAME.finditer(words):
        name = _cut(match[0])
        if name is not None and words[: match.start()].endswith(" of ") and len(name.split()) > 2:
            name = " ".join(name.split()[-2:])
        part = words[: match.start()].endswith((" of ", " for ", " the ", " at ")) and match[0] == name
        if name is None or part or _in_agency(sentence, match.end() - len(name), match.end(), context):
            continue
        start = match.end() - len(name) if match[0].endswith(name) else match.start()
        after = words[match.end() : match.end() + _NEAR]
        before = words[max(0, start - _NEAR) : start]
        before = re.split(r"[.;\"]|, (?=said|noted)|\bsaid\b", before)[-1]
        behind = re.match(r", ((?:an? |the )?[^\".;]*)", after) or re.match(r" ?\(([^)]*)", after)
        title = ""
        if behind:
            title = re.split(rf"\b{_SPEAKS}\b|, who\b|, suggesting", behind[1])[0]
        speaks = (
            re.match(rf"'s view|,? (?:also )?{_SPEAKS}|:\s*$", after)
            or re.search(rf"{_SPEAKS} $", before)
            or re.search(r"Author: ?$", before)
        )
        if not title and not (speaks or re.match(r":", after)):
            continue
        role = re.split(r"[,\"]", before)[-1] if not title else ""
        yield name, f"{role} {title}"


def _cut(name: str) -> str | None:
    """The name without words that are no part of one."""
    words = name.split()
    while len(words) > 2 and words[0] in ("Of", "And", "As", "But", "For", "With", "When", "At", "On", "By"):
        words = words[1:]
    while words and _NO_NAME.fullmatch(words[0]):
        words = words[1:]
    if len(words) < 2 or any(_NO_NAME.fullmatch(each) for each in words):
        return None
    return " ".join(words[-3:] if len(words) > 3 else words)


def _in_agency(sentence: Sentence, start: int, end: int, context: Context) -> bool:
    """Whether the words belong to a longer name of a body or to a title."""
    return any(
        each.end - each.start > end - start + 4 and (each.start <= start < each.end or each.start < end <= each.end)
        for each in context.mentions_in(sentence.index, "agency", "document")
    )


def _weights(around: str, language: str, vocabulary: Vocabulary) -> Iterator[tuple[Mode, float]]:
    for hit in vocabulary.find(around, language):
        if hit.label.group == "speech" and hit.label.slug in _MODES:
            yield _MODES[hit.label.slug], _WEIGHTS[hit.label.slug]
        elif hit.label.concept in vocabulary.public:
            yield "official", 0.8


def person_named(words: str, persons: Mapping[str, Person], sentence: int) -> Person | None:
    """The person whom some words mean: by the full name, by the surname, or by a part of the name."""
    best: tuple[int, Person] | None = None
    for name, person in persons.items():
        if person.first > sentence:
            continue
        parts = [name] + ([part for part in name.split() if len(part) > 1] if " " in name else [])
        places = [place for part in parts for place in [_place(part, words)] if place >= 0]
        if places and (best is None or max(places) > best[0]):
            best = (max(places), person)
    return best[1] if best else None


def _place(part: str, words: str) -> int:
    if not part.isascii():
        return words.rfind(part)
    found = [match.start() for match in re.finditer(rf"\b{re.escape(part)}\b", words)]
    return found[-1] if found else -1
