"""Who speaks: what decides whether a clause is a measure, a recommendation or neither.

Every sentence has voices: a document that proposes, an official, an expert, measures that "include". The voice nearest
to a clause counts most; a sentence without one keeps that of its parent, of its paragraph, or of the last quotation,
with a weight that fades. Nothing is decided by a single word: the weights of all evidence are added, for a measure,
for a recommendation, and against both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from mappings.extract.candidate import Candidate, Fired, Kind, Status
from mappings.extract.context import Context
from mappings.extract.normal import normal
from mappings.extract.persons import Person, person_named, persons_in, speaking
from mappings.extract.rules import likely, load_rules
from mappings.extract.sentences import Sentence
from mappings.extract.triggers import may_stand, words_in
from mappings.extract.vocabulary import Vocabulary

CERTAIN = ("speaker-en-recommendations-heading", "speaker-en-byline", "speaker-zh-author")
_NEAR = {"en": 160, "zh": 24}  # how far behind a name its verb of saying may stand
_LABEL = re.compile(
    r"\s?(?:[(（][^()（）]{0,80}[)）]|, [^:.;\"]{3,80}|，[^：。；]{2,30})?\s?[:：]"
)  # "Stone (a farmer): …"
_QUESTION = re.compile(r"(?:Q|Question|问|记者|提问)\s?[:：.]")
_ANSWER = re.compile(r"(?:A|Answer|答)\s?[:：.]")
GOVERNMENT_MODES = ("document", "official", "plan")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody or something that speaks in a sentence."""

    mode: str  # document, official, plan, expert, experts, essay, company
    source: str | None
    weight: float
    place: int
    end: int
    rule: str
    sentence: int


def attribute(context: Context, clauses: Sequence[Candidate]) -> list[Candidate]:
    """The clauses with kind, document, agents and speaker; those that nobody stands behind are optional."""
    reader = _Speakers(context, clauses)
    return [reader.attributed(each) for each in clauses]


def _mentions(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a person is named, in full or by one part of the name."""
    parts = {name, *(each for each in name.split() if " " in name and len(each) > 1)}
    ordered = sorted(parts, key=lambda each: (-len(each), each))
    words = "|".join(rf"\b{re.escape(each)}\b" if each.isascii() else re.escape(each) for each in ordered)
    for match in re.finditer(words, text):
        yield match.span()


def _speaks_by_place(text: str, start: int, end: int) -> bool:
    """Whether a name stands where speakers stand: "in Stone's view", "Anna Stone:", "according to Stone"."""
    after = text[end:].lstrip()
    if after.startswith("'s view") or _LABEL.match(after) or text.rstrip().endswith((":", "：")):
        return True
    return re.search(r"(?:[Aa]ccording to|told by) (?:[^,.;]{0,30} )?$", text[:start]) is not None


@lru_cache(maxsize=8)
def _says(vocabulary: Vocabulary, language: str) -> re.Pattern[str]:
    """The verbs of saying and asking."""
    verbs = speaking(vocabulary, language)
    return re.compile(rf"(?<![A-Za-z]){verbs}(?![A-Za-z])", re.IGNORECASE)


@cache
def _weight(rule: str) -> float:
    return load_rules()[rule].weight


class _Speakers:
    """The voices of one article."""

    def __init__(self, context: Context, clauses: Sequence[Candidate]) -> None:
        self.context = context
        self.persons = persons_in(context)
        self.issuers = {str(each.fields.get("title")): each.fields.get("issuers") or () for each in context.documents}
        self.policies = [
            str(each.fields["title"])
            for each in context.documents
            if each.fields.get("kind") != "report" and each.status == "entry"
        ]
        self.own: dict[int, list[Voice]] = {}
        for sentence in context.sentences:
            self.own[sentence.index] = self._voices(sentence)
        self.author = self._author()
        self.essay = self._essay(clauses)
        self.held: dict[int, Voice | None] = {}
        self.before: dict[int, Voice | None] = {}  # what would hold if the sentence had no voice of its own
        self.documents: dict[int, str | None] = {}
        self._carry()

    # -- voices of a sentence ----------------------------------------------------------------------------------------

    def _voices(self, sentence: Sentence) -> list[Voice]:
        text = normal(sentence.text, sentence.language)
        found: list[Voice] = []
        present = words_in(text) if sentence.language == "en" else frozenset[str]()  # only English rules name words
        for rule in likely(("speaker",), sentence.text, self.context.vocabulary, sentence.language):
            if not may_stand(rule, present):
                continue
            for match in rule.find(sentence.text, self.context.vocabulary, language=sentence.language):
                mode = rule.fields["mode"]
                words = text[match.start : match.end]
                source = match.part("name", sentence.text) or match.part("author", sentence.text)
                person = person_named(words, self.persons, sentence.index) if mode in ("official", "expert") else None
                if person:
                    mode, source = person.mode, person.name
                if mode == "document":
                    source = self._title_at(sentence, match.start, match.end)
                reports = mode == "document" and source not in self.policies and self._tells_of_report(sentence, words)
                publisher = self._publisher(sentence) if reports or "report" in rule.fields else None
                if publisher is not None:
                    mode, source = "expert", publisher
                found.append(Voice(mode, source, rule.weight, match.start, match.end, rule.name, sentence.index))
        found += self._named(sentence, text)
        return sorted(found, key=lambda each: (each.place, each.end))

    def _named(self, sentence: Sentence, text: str) -> list[Voice]:
        """Persons who are said to speak, by name or pronoun."""
        rule = load_rules()["speaker-person-says"]
        says = _says(self.context.vocabulary, sentence.language)
        found = []
        for name, person in self.persons.items():
            if person.first > sentence.index:
                continue
            for place in _mentions(name, text):
                near = text[max(0, place[0] - 40) : place[1] + _NEAR[sentence.language]]
                if says.search(near) or _speaks_by_place(text, *place):
                    found.append(Voice(person.mode, name, rule.weight, *place, rule.name, sentence.index))
        pronoun = None if found else self._pronoun(sentence)
        last = self._last_person(sentence.index) if pronoun else None
        if pronoun and last:
            found.append(Voice(last.mode, last.name, rule.weight, *pronoun, rule.name, sentence.index))
        return found

    def _tells_of_report(self, sentence: Sentence, words: str) -> bool:
        vocabulary, language = self.context.vocabulary, sentence.language
        return any(
            next(rule.find(words, vocabulary, language=language), None) is not None
            for rule in likely(("report-noun",), words, vocabulary, language)
        )

    def _publisher(self, sentence: Sentence) -> str | None:
        """The body, no authority, that was last named beside a report: what the report asks for, that body asks for."""
        for index in range(sentence.index, -1, -1):
            each = self.context.sentences[index]
            if each.language != sentence.language or not self._tells_of_report(each, each.text):
                continue
            found = [
                each.text[match.start : match.end]
                for rule in likely(("organisation",), each.text, self.context.vocabulary, each.language)
                for match in rule.find(each.text, self.context.vocabulary, language=each.language)
            ]
            if found:
                return found[0]
        return None

    def _pronoun(self, sentence: Sentence) -> tuple[int, int] | None:
        """Where "he" or "she" says something."""
        rule = load_rules()[f"speaker-{sentence.language}-pronoun-says"]
        found = next(rule.find(sentence.text, self.context.vocabulary, language=sentence.language), None)
        return (found.start, found.end) if found else None

    def _last_person(self, before: int) -> Person | None:
        """The person who spoke last before a sentence, or was named last without speaking."""
        for index in range(before - 1, -1, -1):
            for each in reversed(self.own.get(index, [])):
                if each.source in self.persons:
                    return self.persons[each.source]
            sentence = self.context.sentences[index]
            text = normal(sentence.text, sentence.language)
            named = [
                (place, person)
                for name, person in self.persons.items()
                if person.first <= index
                for place in _mentions(name, text)
            ]
            if named:
                return min(named, key=lambda each: each[0])[1]
        return None

    def _title_at(self, sentence: Sentence, start: int, end: int) -> str | None:
        for each in self.context.mentions_in(sentence.index, "document", "anaphor"):
            if each.start < end and start < each.end and each.fields.get("title"):
                return each.fields["title"]
        return None

    # -- the article -------------------------------------------------------------------------------------------------

    def _author(self) -> str | None:
        clue = self.context.article.clue("author")
        if clue is not None:
            return clue.value
        for voices in self.own.values():
            for each in voices:
                if each.rule.startswith(("speaker-en-byline", "speaker-zh-author")) and each.source:
                    return each.source
        return None

    def _essay(self, clauses: Sequence[Candidate]) -> float:
        """How much the article reads as an essay: its author asks, and no document or official does."""
        voices = [each for row in self.own.values() for each in row]
        told = sum(each.mode in ("document", "official") for each in voices)
        asks = sum(each.fields.get("mood") in ("should", "imperative", "point") for each in clauses)
        asks += sum(each.mode == "essay" for each in voices)
        score = -0.5
        signed = any(each.rule.startswith(CERTAIN[1:]) for each in voices)
        score += 1.5 if signed else 0.5 if self.author else 0.0
        score += 1.0 if asks >= 3 and told == 0 else 0.0
        score -= min(told, 4) * 0.5
        score += 0.5 if asks >= 8 else 0.0
        return score

    def _carry(self) -> None:
        """What each sentence inherits: voice and document."""
        last: Voice | None = None
        asked: Voice | None = None
        block = -1
        title: str | None = None
        region = None
        for sentence in self.context.sentences:
            if sentence.block.region is not region:
                region, last, title = sentence.block.region, None, None
            voices = self.own[sentence.index]
            held = None
            parent = self._parent_voice(sentence)
            strong = [each for each in voices if each.mode not in ("essay", "plan") or each.rule.startswith(CERTAIN)]
            ahead = self._named_behind(sentence) if not strong else None
            if last is not None and asked is None and _QUESTION.match(sentence.text):
                asked = last  # who answers: whoever spoke, or was spoken of, when the questions began
            if asked is not None and _ANSWER.match(sentence.text) and not strong:
                held = ahead = replace(asked, sentence=sentence.index)
            if ahead is not None:
                held = ahead
            elif strong:
                held = max(strong, key=lambda each: (each.weight, each.place))
            elif parent is not None:
                held = replace(parent, weight=parent.weight * _weight("speaker-kept-parent"))
            elif last is not None:
                held = self._faded(last, sentence, same_block=sentence.block_index == block)
            self.before[sentence.index] = held
            if not strong and voices:
                held = max([*voices, *([held] if held else [])], key=lambda each: (each.weight, each.place))
            self.held[sentence.index] = held
            if held is not None and held.weight >= 0.3:
                last = held
            block = sentence.block_index
            for each in self.context.mentions_in(sentence.index, "document", "anaphor"):
                if each.fields.get("title") in self.policies:
                    title = each.fields["title"]
            self.documents[sentence.index] = title

    def _faded(self, last: Voice, sentence: Sentence, *, same_block: bool) -> Voice:
        """Who spoke last, as much as he may still speak."""
        quoted = sentence.text[:1] in '"“”' or self._in_quote(sentence)
        if quoted and last.mode in ("official", "expert"):
            kept = "speaker-kept-quote"
        elif same_block:
            kept = "speaker-kept-paragraph"
        else:
            expert = last.source in self.persons and last.mode == "expert"
            kept = "speaker-kept-next-expert" if expert else "speaker-kept-next"
        return replace(last, weight=last.weight * _weight(kept))

    def _named_behind(self, sentence: Sentence) -> Voice | None:
        """Who is named right behind a paragraph's opening quotation."""
        if sentence.text[:1] not in '"“”' or sentence.index + 1 >= len(self.context.sentences):
            return None
        following = self.context.sentences[sentence.index + 1]
        before = self.context.sentences[sentence.index - 1] if sentence.index else None
        closed = sentence.text.rstrip()[-1:] in '"“”'
        if (
            not closed
            or following.block_index != sentence.block_index
            or (before and before.block_index == sentence.block_index)
        ):
            return None
        return next(
            (each for each in self.own[following.index] if each.source in self.persons and each.place < 60), None
        )

    def _parent_voice(self, sentence: Sentence) -> Voice | None:
        index = sentence.parent
        seen = 0
        while index is not None and seen < 6:
            held = self.held.get(index)
            if held is not None and self.own.get(index):
                return held
            if held is not None and seen == 0 and not self.context.sentences[index].is_heading:
                return held
            index = self.context.sentences[index].parent
            seen += 1
        return None

    def _in_quote(self, sentence: Sentence) -> bool:
        """Whether a quotation of the same block is open where the sentence begins."""
        block = [
            each
            for each in self.context.sentences
            if each.block_index == sentence.block_index and each.index < sentence.index
        ]
        text = "".join(normal(each.text, each.language) for each in block)
        return text.count('"') % 2 == 1 or text.count("“") > text.count("”")

    # -- a clause ----------------------------------------------------------------------------------------------------

    def voice_of(self, clause: Candidate) -> Voice | None:
        """The voice nearest to a clause: before it if there is one, else behind it, else inherited."""
        best: tuple[float, Voice] | None = None
        sentence = self.context.sentences[clause.sentence]
        text = normal(sentence.text, sentence.language)
        for each in self.own[clause.sentence]:
            if each.place >= clause.end:
                between = text[clause.end : each.place]
                near = each.weight - 0.004 * len(between) - (0.2 if len(between) > 3 else 0)
                if '"' in between or each.source in self.persons:
                    near += 0.6
            elif each.end <= clause.start + 2 or each.place < clause.start:
                near = each.weight - 0.003 * max(0, clause.start - each.end)
            else:
                continue
            if best is None or near > best[0]:
                best = (near, each)
        held = self.held.get(clause.sentence)
        if best is not None:
            if (
                best[1].mode in ("essay", "plan")
                and held is not None
                and held.mode in ("document", "official", "expert")
                and held.sentence != clause.sentence
            ):
                return held
            voice = best[1]
            if voice.mode in ("essay", "plan"):
                inherited = self.before.get(clause.sentence)
                if (
                    inherited is not None
                    and inherited.weight >= 0.8
                    and inherited.mode in ("document", "official", "expert")
                ):
                    return inherited
            return voice
        return held

    def attributed(self, clause: Candidate) -> Candidate:
        """The clause with what its speaker makes of it."""
        voice = self.voice_of(clause)
        sentence = self.context.sentences[clause.sentence]
        mood = str(clause.fields.get("mood") or self._mood(sentence, clause))
        fired = list(clause.fired)
        mode = voice.mode if voice else "unknown"
        weight = voice.weight if voice else 0.0
        essay = self.essay > 0 and (mode in ("essay", "unknown", "plan") or weight < 0.5)
        if essay:
            mode = "essay"
        kind = self._kind(mode, mood, weight)
        rules = load_rules()
        near = voice is not None and voice.sentence == clause.sentence
        voiced = voice is not None and voice.source in self.persons
        support = self._support(mode, mood, weight, clause, near, voiced)
        if mode == "essay" and voice is not None and voice.rule.startswith("speaker-en-recommendations-heading"):
            support = _weight("speaker-weighs-heading")
        name = "speaker-weighed"
        fired.append(Fired(rules[name].name, round(support, 3), clause.span))
        if voice is not None and not essay and voice.rule.partition("@")[0] in rules:
            fired.append(Fired(voice.rule, 0.0, None))
        fields = dict(clause.fields)
        if kind == "recommendation":
            fields["by"] = self._by(mode, voice)
        else:
            title = voice.source if voice and voice.mode == "document" and voice.source in self.policies else None
            title = title or self._document(clause)
            fields["document"] = title
            fields["agents"] = self._agents(title, voice)
        if sentence.is_heading and sentence.language == "en":
            rule = rules["speaker-en-grouping-heading"]
            fired.append(Fired(rule.name, rule.weight, clause.span))
            fields["level"] = "heading"
        total = sum(each.weight for each in fired)
        status: Status = "entry" if total > 0 else "optional"
        if clause.status == "optional":
            status = "optional"
        return replace(clause, kind=kind, fields=fields, fired=tuple(fired), status=status)

    def _by(self, mode: str, voice: Voice | None) -> str | None:
        """Who recommends: the author of an essay, else the person or body that speaks."""
        if mode == "essay" and self.author:
            return self.author
        if voice is None or (voice.source not in self.persons and voice.mode != "expert"):
            return None
        return voice.source

    def _document(self, clause: Candidate) -> str | None:
        inside = [
            each.fields["title"]
            for each in self.context.mentions_in(clause.sentence, "document", "anaphor")
            if each.fields.get("title") in self.policies and each.start < clause.start
        ]
        if inside:
            return inside[-1]
        before = self.documents.get(clause.sentence - 1) if clause.sentence else None
        return before or self.documents.get(clause.sentence) or (self.policies[0] if len(self.policies) == 1 else None)

    def _agents(self, title: str | None, voice: Voice | None) -> tuple[str, ...]:
        issuers = self.issuers.get(title or "", ())
        if issuers:
            return (issuers,) if isinstance(issuers, str) else tuple(issuers)
        if title or voice is None or voice.mode != "official":
            return ()
        named = [  # the body for which an official speaks, where his sentence names one
            each.fields["name"]
            for each in self.context.mentions_in(voice.sentence, "agency")
            if each.start <= voice.end and each.fields.get("name")
        ]
        return tuple(named[:1])

    def _mood(self, sentence: Sentence, clause: Candidate) -> str:
        before = normal(sentence.text, sentence.language)[: clause.start]
        if re.search(r"要(?![求素])|应(?![用对急])|必须|需|建议", before[-40:]):
            return "should"
        if re.search(r"将|拟|计划|下一步", before[-40:]):
            return "will"
        return "imperative"

    def _kind(self, mode: str, mood: str, weight: float) -> Kind:
        if mode in ("expert", "experts", "company"):
            return "recommendation"
        if mode == "essay":
            return "measure" if mood in ("will", "intend") and self.essay <= 0 else "recommendation"
        if mode == "unknown" or weight < 0.35:
            own = self.essay > 0 or not self.policies  # beside a policy paper, what must be done is rather its word
            return "recommendation" if mood == "should" and own else "measure"
        return "measure"

    def _support(
        self, mode: str, mood: str, weight: float, clause: Candidate, near: bool, voiced: bool = False
    ) -> float:
        """How much the speaker stands behind the clause, in log-odds."""
        subject = str(clause.fields.get("subject") or "")
        government = bool(subject) and self._is_government(subject)
        asks = mood in ("should", "imperative", "point", "require", "propose")
        if mode in ("document", "official", "plan"):
            base = _weight("speaker-weighs-public") + _weight("speaker-weighs-public-voice") * weight
            if mood == "will" and subject and not government and clause.fields.get("how") != "english-passive":
                told = mode == "document" and near
                base += _weight("speaker-weighs-document-tells" if told else "speaker-weighs-others-will")
            return base
        if mode == "company" and voiced and mood in ("should", "propose", "require"):
            return _weight("speaker-weighs-company-asks")
        if mode in ("expert", "company", "essay"):
            return _weight(f"speaker-weighs-{mode}-{'asks' if asks and mode != 'company' else 'tells'}")
        if mode == "experts":
            return _weight("speaker-weighs-unnamed")
        base = _weight("speaker-weighs-nobody")
        if government:
            base += _weight("speaker-weighs-government-acts")
        if mood in ("will",) and not government:
            base += _weight("speaker-weighs-nobody-will")
        if clause.fields.get("verb") is not None:  # a Chinese clause carries its own frame
            base += _weight("speaker-weighs-own-frame")
        return base

    def _is_government(self, subject: str) -> bool:
        return any(
            (hit.label.group == "speech" and hit.label.slug in ("government", "plan-noun", "public-body"))
            or hit.label.group in ("agent", "doctype")
            for hit in self.context.vocabulary.find(subject, "en" if subject.isascii() else "zh")
        )
