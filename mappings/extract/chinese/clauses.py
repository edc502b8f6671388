"""Reading a Chinese sentence clause by clause: which of its stretches state an action, and in which setting.

Nothing is gated. Every stretch that opens with a verb of the scheme `action` and has an object is an action; what
speaks against it (a purpose, a principle, a fact of the past, a description) is a reason with a weight of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mappings.extract.chinese.words import MANNER, Lexicon, Word, lexicon
from mappings.extract.rules import compiled, load_rules
from mappings.extract.vocabulary import Vocabulary

_HIDDEN = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|（[^（）]{0,80}）")
# A name in quotation marks hides its verbs; what is stated in them does not.
_QUOTED = re.compile(r"(?<!提出)(?<!强调)(?<!要求)(?<!指出)(?<!明确)“[^“”，。；：]{1,24}”(?!。)")
_SEGMENT = re.compile(r"[^，；。：！？\n]+")
_JOIN = re.compile(r"以及|并且|[、和并及与且]")
_REACH = 45  # how far behind a preposition its verb may stand
_HOW = 6  # how long unknown words of manner may be
_SUBJECT = 25  # the longest subject that is looked past


@dataclass(frozen=True, slots=True)
class Action:
    """A stretch of a sentence that states an action."""

    start: int
    end: int
    verb: Word
    lead: Word  # the first of its verbs: "推动" in "推动建设…"
    reasons: tuple[str, ...]  # see `matchers`
    subject: tuple[int, int] | None = None
    short: int = 0  # where it begins without its means or subject
    opens: int = 0  # where the first action of its segment begins: purposes go together
    title: bool = False  # the title of a point that other sentences spell out


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where an action begins, its last verb, where the object begins, and what led there."""

    start: int
    first: Word
    lead: Word  # its first verb
    verb: Word  # its last verb
    behind: int
    cues: tuple[str, ...]
    done: bool = False


@dataclass(slots=True)
class _State:
    """What earlier segments say of later ones; it ends with a semicolon or a new subject."""

    described: bool = False
    purpose: bool = False
    guided: bool = False
    done: bool = False
    stated: bool = False
    asked: bool = False  # "…建议，": what stands behind the comma is asked for, whoever is to do it
    closed: bool = False  # "…等举措" has closed the list; what follows says what it is for
    waiting: tuple[int, tuple[str, ...]] | None = None  # "对…" or "…应根据…" whose verb stands behind the comma
    actions: list[Action] = field(default_factory=list)


class Reader:
    """Reads sentences with the verbs of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._lexicon: Lexicon = lexicon(vocabulary)
        self._vocabulary = vocabulary
        self._lead_in, self._modal, self._stated = map(self._cue, ("lead-in", "modal", "stated"))
        self._means, self._tail, self._noun_first = map(self._cue, ("means", "tail", "noun-first"))
        self._effect, self._guided, self._done = map(self._cue, ("effect", "guided", "done"))
        self._people, self._target, self._is = map(self._cue, ("people", "target", "is"))
        self._spirit, self._leader, self._topic = map(self._cue, ("spirit", "leader", "topic"))
        self._forecast, self._name = map(self._cue, ("forecast", "name"))

    def _cue(self, name: str) -> re.Pattern[str]:
        rule = load_rules()[f"chinese-{name}"]
        return compiled(rule.id, str(rule.pattern), rule.flags, self._vocabulary, "zh")

    def actions(self, words: str, start: int = 0) -> list[Action]:
        """The actions in the normalised words of a sentence, from `start` (behind its marker) on."""
        masked = self._masked(words)
        state = _State()
        effect = self._effect.search(masked, start)
        leader = bool(self._leader.search(words, start))
        found: list[Action] = []
        segments = [each.span() for each in _SEGMENT.finditer(masked, start)]
        for number, (first, last) in enumerate(segments):
            if number and masked[first - 1] in "；。":
                found += self._finish(state)
                state = _State(stated=state.stated)
            before = len(state.actions)
            self._segment(words, masked, first, last, state, opens=number == 0)
            following = masked[last + 1 : last + 6] if last < len(masked) else ""
            if len(state.actions) > before and (self._is.match(following) or _JUDGED.match(following)):
                state.actions[before:] = [_with(each, "chinese-described") for each in state.actions[before:]]
            elif len(state.actions) > before and before == 0 and _SHALL.match(following):
                plain = [each for each in state.actions if len(each.reasons) == 1]
                state.actions = [_with(each, "chinese-purpose") if each in plain else each for each in state.actions]
        found += self._finish(state)
        if effect:
            found = [_with(each, "chinese-effect") if each.start < effect.end() else each for each in found]
        return [_with(each, "chinese-leader") for each in found] if leader else found

    def _masked(self, words: str) -> str:
        """The words, as long as before, without titles, brackets, quoted names and agencies: they hold verbs too."""
        masked = _HIDDEN.sub(lambda found: "\ue000" * len(found[0]), words) if "《" in words or "（" in words else words
        masked = _QUOTED.sub(lambda found: "\ue002" * len(found[0]), masked) if "“" in masked else masked
        return self._name.sub(lambda found: "\ue001" * len(found[0]), masked)

    def _finish(self, state: _State) -> list[Action]:
        """The actions of a group; those at its end that only name an outcome of the others are marked as purposes."""
        actions = list(state.actions)
        leads = {each.opens: each for each in reversed(actions)}  # the first action of each segment
        for opens in sorted(leads, reverse=True)[:-1]:
            if leads[opens].lead.role != "aim" or "chinese-modal" in leads[opens].reasons:
                break
            actions = [_with(each, "chinese-purpose") if each.opens == opens else each for each in actions]
        return actions

    def _segment(self, words: str, masked: str, start: int, end: int, state: _State, opens: bool) -> None:
        place = start
        while place < end and masked[place] in "“‘”’ \u3000":
            place += 1
        waiting, state.waiting = state.waiting, None
        more = _MORE.match(masked, place, end)
        if more and state.actions and state.actions[-1].end == start - 1 and not self._chain(masked, more.end(), end):
            state.actions[-1] = replace(state.actions[-1], end=_closed(words, state.actions[-1].start, end))
            return
        for_purpose = re.match(r"为了?(?![\ue000“])", masked[place:end])
        opening, subject, cues = self._open(masked, place, end)
        if self._guided.search(masked, place, end):
            state.guided = True
            opening = None
        listed = any("chinese-list" in each.reasons for each in state.actions)  # "通过…，为…": what the means are for
        gives = opening is not None and opening.verb.role == "give" and (opens or not (state.closed or listed))
        if for_purpose and not subject and not gives:
            state.purpose = True
            inner = self._begin(masked, place + len(for_purpose[0]), end)
            opening, subject, cues = inner or opening, None, ()
        if (opening is None or "chinese-described" in cues) and (action := self._by_noun(masked, place, end)):
            state.actions.append(action)
            return
        if opening is None or (opening.lead.nominal and "chinese-described" in cues):
            other = self._unknown(masked, place, end, state)
            opening, subject, cues = other if other else (opening, subject, cues)
        if state.asked and "chinese-described" in cues and opening is not None:  # "…建议，学校公布菜单"
            opening, subject, cues = replace(opening, start=place), None, ("chinese-stated",)
        asks = _ASKS.search(masked, place, end) is not None
        if opening is None or (asks and "chinese-modal" not in cues and "chinese-stated" not in cues):
            state.asked = state.asked or asks
            self._wait(masked, place, end, state)
            return
        if subject or cues:
            resets = "chinese-stated" in cues or "chinese-modal" in cues or "chinese-subject" in cues
            state.described = "chinese-described" in cues
            if resets:
                state.purpose = state.guided = state.done = False
        if "chinese-stated" in cues:
            state.stated = True
        framed = "chinese-stated" in cues or "chinese-modal" in cues
        over = not framed and self._done.search(masked, place, opening.verb.start) is not None
        state.done = state.done or opening.done or over
        if (
            waiting
            and not subject
            and (waiting[1] != ("chinese-for",) or "chinese-modal" not in cues or masked[place] in "可应须")
        ):
            start = waiting[0] if waiting[0] >= 0 else opening.start
            opening, cues = replace(opening, start=start), (*cues, *waiting[1])
        self._pieces(words, masked, opening, end, subject, cues, state)
        if opening.verb.text in _ISSUING | _DRAFTING and masked.startswith("\ue000", opening.behind):
            state.done = state.described = False  # what follows is what the document says

    def _by_noun(self, masked: str, place: int, end: int) -> Action | None:
        """What a segment says of something that is to be raised to, or turned into, something: the noun comes first."""
        if not any(masked.find(sign, place, end) >= 0 for sign in "到至为"):
            return None  # a quick look before the slow one
        said = self._stated.match(masked, place, end)
        noun = self._noun_first.search(masked, said.end() if said else place, end)
        if noun is None:
            return None
        verb = Word(noun.start("verb"), noun.end("verb"), noun["verb"], "improve")
        return Action(noun.start("span"), noun.end("span"), verb, verb, ("chinese-noun-first",), opens=place)

    def _open(
        self, masked: str, place: int, end: int
    ) -> tuple[_Opening | None, tuple[int, int] | None, tuple[str, ...]]:
        """How the segment opens its action, whose subject it names, and by which cues."""
        stated = self._stated.match(masked, place, end)
        inner = self._begin(masked, stated.end(), end) if stated else None
        if inner:
            return inner, None, ("chinese-stated", *inner.cues)
        asked = self._asked(masked, stated.end(), end) if stated and stated[0].startswith(_ASKING) else None
        if asked:
            return asked, None, ("chinese-stated",)
        lies = masked.find("在于", place + 2, end)  # "…的关键在于…"
        inner = self._begin(masked, lies + 2, end) if lies > 0 else None
        if inner:
            return inner, (place, lies), inner.cues
        direct = self._begin(masked, place, end)
        attribute = direct is not None and self._is_clause_of_subject(masked, direct, end)
        if direct and not attribute:
            return direct, None, direct.cues
        for cue, pattern in (("chinese-stated", self._stated), ("chinese-modal", self._modal)):
            for match in pattern.finditer(masked, place, end):
                if masked[match.end() : match.end() + 1] in _NO_OPENING:
                    continue
                opening = self._begin(masked, match.end(), end)
                if opening is None and match[0].startswith(_ASKING):
                    opening = self._asked(masked, match.end(), end)
                if opening is None and match[0] == "将":
                    opening = self._by_means(masked, match.start(), end, ())
                if opening and match.start() > place:
                    return opening, (place, match.start()), (cue, *opening.cues)
        if attribute:
            return None, None, ()
        if self._topic.search(masked, place, end) or masked.startswith(tuple(_RECEIVERS), place):
            return None, None, ()
        for at in range(place + 2, min(place + _SUBJECT, end - 3)):
            opening = self._chain(masked, at, end)
            if not opening or masked[at - 1] in "的和、与及“不":
                continue
            known = self._people.search(masked, place, at)
            if self._is_manner(masked, place, at):
                return replace(opening, start=place), None, ()
            if known or not opening.lead.nominal:
                return opening, (place, at), ("chinese-subject" if known else "chinese-described",)
        return None, None, ()

    def _unknown(
        self, masked: str, place: int, end: int, state: _State
    ) -> tuple[_Opening, tuple[int, int] | None, tuple[str, ...]] | None:
        """An action whose verb no vocabulary knows, behind "shall" or where somebody has asked."""
        modal = next((each for each in self._modal.finditer(masked, place, end) if each[0] in _OUGHT), None)
        start = modal.end() if modal else place if state.asked else None
        while start is not None and (lead := self._lead_in.match(masked, start, end)) and lead.end() > start:
            start = lead.end()
        if start is None or not _LEAST <= end - start <= _MOST or _NO_DEED.match(masked, start):
            return None
        if masked.startswith(tuple(_GROUNDS), start):
            return None
        if self._topic.search(masked, start, end) or self._is.search(masked, start, end) or masked[start] in "\ue000":
            return None
        verb = Word(start, start + 2, masked[start : start + 2], "carry-out")
        cue = "chinese-modal" if modal else "chinese-stated"
        subject = (place, modal.start()) if modal and modal.start() - place >= 2 else None
        return _Opening(start, verb, verb, verb, start + 2, ()), subject, (cue, "chinese-unknown-verb")

    def _asked(self, masked: str, place: int, end: int) -> _Opening | None:
        """What somebody is asked to do: "要求学校公布菜单"; who is asked belongs to it."""
        for at in range(place + 2, min(place + _SUBJECT, end - 3)):
            opening = self._chain(masked, at, end)
            if opening and not opening.lead.nominal:
                return replace(opening, start=place)
        return None

    def _begin(self, masked: str, place: int, end: int) -> _Opening | None:
        """An action that begins here, behind connectives, times, "will" and the means by which it is done."""
        cues: tuple[str, ...] = ()
        shall = place
        while place < end:
            lead = self._lead_in.match(masked, place, end)
            modal = None if lead else self._modal.match(masked, place, end)
            found = lead or modal
            if not found or found.end() == place:
                break
            if modal:
                cues, shall = ("chinese-modal",), place
            place = found.end()
        chain = self._chain(masked, place, end)
        if chain and chain.lead.role == "stress":  # "围绕…支持…": the field comes first, what is done behind it
            other = self._behind(masked, chain.behind, end, end)
            certain = other is not None and (not other.lead.nominal or other.lead is not other.verb)
            if (
                other
                and certain
                and other.lead.role not in ("stress", "hold-to")
                and not _FIELD.search(masked[place:end])
            ):
                return replace(other, start=place, cues=cues)
        if chain:
            return replace(chain, cues=cues)
        opening = self._by_means(masked, place, end, cues)
        if opening is None and masked.startswith("将", shall) and cues:
            opening = self._by_means(masked, shall, end, ())  # "将…纳入…": it marks the object
        if opening is None and cues and not self._topic.search(masked, place, end):
            opening = self._behind_manner(masked, place, end, cues)
        return opening

    def _is_manner(self, masked: str, place: int, end: int) -> bool:
        """Whether what stands before a verb is rather how than who: "…地", "扎扎实实", or it opens with such a word."""
        if masked[end - 1] == "地" or _DOUBLED.fullmatch(masked, place, end):
            return True
        word = self._lexicon.at(masked, place, end)
        return word is not None and word.role == MANNER and end - place <= _HOW + len(word.text)

    def _behind_manner(self, masked: str, place: int, end: int, cues: tuple[str, ...]) -> _Opening | None:
        """Behind "shall", what stands before the verb says how, even where no vocabulary knows it."""
        for at in range(place + 1, min(place + _HOW, end)):
            chain = self._chain(masked, at, end)
            if chain and not chain.lead.nominal:
                return replace(chain, start=place, cues=cues)
        return None

    def _by_means(self, masked: str, place: int, end: int, cues: tuple[str, ...]) -> _Opening | None:
        """An action that begins with its means, its receiver or its object."""
        behind = place
        while not self._means.match(masked, behind, end) and (
            (word := self._lexicon.at(masked, behind, end)) and word.role == MANNER
        ):
            behind = word.end + (masked[word.end : word.end + 1] == "地")
        means = self._means.match(masked, behind, end)
        if not means:
            return None
        listed = means["list"] is not None and self._chain(masked, means.end(), end) is not None
        if not listed and self._topic.search(masked, place, end):
            return None
        if means[0] in _RECEIVERS:
            opening = self._for(masked, means.end(), end)
        else:
            opening = self._behind(masked, means.end(), min(end, means.end() + _REACH), end)
        if opening is None:
            return None
        if listed and opening.start == means.end():
            return replace(opening, cues=(*cues, "chinese-list"))
        return replace(opening, start=place, cues=cues)

    def _for(self, masked: str, place: int, end: int) -> _Opening | None:
        """The verb behind a receiver, which may hold verbs of its own: "对改用小网的渔民给予…"."""
        for at in range(place, end):
            chain = self._chain(masked, at, end)
            moved = chain is not None and masked.startswith(_RESULT, chain.verb.end)
            if chain and (moved or (chain.lead.role == "give" and not chain.lead.nominal)):
                return chain
        behind = self._behind(masked, max(place, masked.rfind("的", place, end) + 1), end, end)
        return None if behind and behind.lead.nominal else behind

    def _behind(self, masked: str, place: int, reach: int, end: int) -> _Opening | None:
        """The first verb with an object behind a preposition; one that may be a noun only where there is no other."""
        doubtful = None
        for at in range(place, reach):
            chain = self._chain(masked, at, end)
            if chain and (not chain.lead.nominal or at == place):
                return chain
            doubtful = doubtful or chain
        return None if doubtful and "的" in masked[doubtful.behind : end] else doubtful

    def _chain(self, masked: str, place: int, end: int) -> _Opening | None:
        """Words of manner and verbs in a row, and an object."""
        at = place
        words: list[Word] = []
        verbs: list[Word] = []
        while word := self._lexicon.at(masked, at, end):
            at = word.end
            words.append(word)
            if word.role != MANNER:
                verbs.append(word)
            elif masked[at : at + 1] == "地":
                at += 1
            if (
                len(verbs) == 1
                and word.role != MANNER
                and masked[at : at + 1]
                and masked[at] in ("和并与" if word.nominal else "和、并与")
            ):
                after = self._lexicon.at(masked, at + 1, end)
                if after and after.role != MANNER and masked[after.end : after.end + 1] not in ("、", "的", ""):
                    at += 1
        if not verbs or _is_torn(masked, place):
            return None
        at = verbs[-1].end  # a word of manner behind the last verb belongs to the object: "创造更好的…"
        done = masked[at : at + 1] in ("了", "过") and at < end
        at += done
        size = 0 if masked[at : at + 1] in tuple("和、及与并") else end - at
        if masked[at : at + 1] in _SUFFIX and at < end and masked[at : at + 2] not in _NOT_SUFFIX:
            return None
        if size >= 2:
            return _Opening(place, words[0], verbs[0], verbs[-1], at, (), done)
        if len(verbs) > 1 and at - place + size >= 4:  # the last verb is the object: "加强组织协调"
            return _Opening(place, words[0], verbs[0], verbs[0], verbs[-1].start, (), done)
        return None

    def _is_clause_of_subject(self, masked: str, opening: _Opening, end: int) -> bool:
        """Whether the verb only describes a subject that shall do something: "开设食堂的学校应…"."""
        for modal in self._modal.finditer(masked, opening.behind, end):
            if "的" in masked[opening.behind : modal.start()] and modal[0] in ("应", "应当", "须", "必须", "要", "将"):
                return True
        return False

    def _wait(self, masked: str, place: int, end: int, state: _State) -> None:
        if masked.startswith(("对", "针对"), place) and not masked.startswith(("对此", "对于"), place):
            state.waiting = (place, ("chinese-for",))
        for modal in self._modal.finditer(masked, place, end):
            means = self._means.match(masked, modal.end(), end)
            if means and means[0] in _GROUNDS:
                topic = self._topic.search(masked, place, end) and "在" in masked[place:end]
                state.waiting = (-1 if topic or modal.start() == place else place, ("chinese-modal",))
                state.described = state.purpose = state.done = False
                break

    def _pieces(
        self,
        words: str,
        masked: str,
        opening: _Opening,
        end: int,
        subject: tuple[int, int] | None,
        cues: tuple[str, ...],
        state: _State,
    ) -> None:
        """The actions of a segment: one for each verb with an object of its own."""
        start = opening.start
        lists = state.stated or "chinese-list" in cues or "chinese-stated" in cues
        tail = self._tail.search(masked, opening.behind, end) if lists else None
        last = tail.start() if tail and tail.start() - opening.behind >= 2 else end
        previous = state.actions[-1] if state.actions else None
        if previous and _is_means_of_others(words, previous) and not cues and previous.end == opening.start - 1:
            state.actions[-1] = replace(previous, end=_closed(words, previous.start, last))
            return
        reasons = self._reasons(masked, opening, last, state, cues)
        pieces = [opening, *self._split(masked, opening, last)]
        for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
            stop = last if following is None else _before(masked, following.start)
            begin = start if piece is opening else piece.start
            own = reasons if piece is opening else self._reasons(masked, piece, stop, state, cues)
            begin = begin + 1 if words[begin] in "“‘" and "”" not in words[begin:stop] else begin
            closed = _closed(words, begin, stop)
            named = subject if piece is opening else None
            if piece is pieces[-1] and tail and _CLOSES.search(tail[0]):
                state.closed = True
            state.actions.append(Action(begin, closed, piece.verb, piece.lead, own, named, piece.first.start, start))

    def _split(self, masked: str, opening: _Opening, end: int) -> Iterator[_Opening]:
        """Further verbs with their own objects behind "、" and "和"."""
        current = opening
        if masked.startswith("为", opening.start):
            return
        for join in _JOIN.finditer(masked, opening.behind + 2, end):
            if join.start() < current.behind + 2 or "通过" in masked[opening.behind : join.start()]:
                continue
            following = self._chain(masked, join.end(), end)
            if not following:
                continue
            stop = _JOIN.search(masked, following.behind, end)
            size = (stop.start() if stop else end) - following.lead.end
            nominal = following.lead.nominal
            if nominal and (join[0] in ("和", "及", "与", "以及") or "的" in masked[following.behind : end]):
                continue
            wanted = 4 if nominal else 2 if join[0] == "、" else 3
            if size >= wanted or (join[0] in ("并", "并且") and size >= 2):
                current = following
                yield following

    def _reasons(
        self, masked: str, opening: _Opening, end: int, state: _State, cues: tuple[str, ...]
    ) -> tuple[str, ...]:
        reasons = ["chinese-action", *dict.fromkeys(cues)]
        role, words = opening.verb.role, masked[opening.start : end]
        if state.purpose or (state.closed and not cues):
            reasons.append("chinese-purpose")
        if role == "hold-to" or opening.first.role == "hold-to" or state.guided or self._spirit.search(words):
            reasons.append("chinese-principle")
        if role == "stress" or opening.first.role == "stress":
            reasons.append("chinese-stress")
        if state.done:
            reasons.append("chinese-past")
        if state.described and "chinese-described" not in reasons:
            reasons.append("chinese-described")
        nominal = opening.lead.nominal and not cues and opening.first is opening.lead
        if nominal and role != "move" and _PREDICATE.search(masked[opening.behind : end]):
            reasons.append("chinese-described")  # "服务消费加快恢复": the verb is part of the subject
        if role not in ("move", "aim", "carry-out") and _STATIVE.search(masked, opening.behind, end):
            reasons.append("chinese-described")
        if (
            opening.verb.text in _ISSUING
            and _ISSUED.search(masked, opening.behind, end)
            and "chinese-modal" not in cues
        ):
            reasons.append("chinese-described")  # the event of issuing, not what the document says
        if self._forecast.search(masked, 0, opening.start) and "chinese-stated" not in cues:
            reasons.append("chinese-effect")
        if self._is.search(masked, opening.behind, end) or _MEETING.search(masked, opening.behind, end):
            reasons.append("chinese-described")
        if self._target.search(masked, max(0, opening.start - 12), end):
            reasons.append("chinese-aimed-at")
        return tuple(dict.fromkeys(reasons))


_OUGHT = frozenset({"要", "应", "应当", "必须", "须", "需要", "需"})
_LEAST, _MOST = 4, 40  # the length of an action whose verb no vocabulary knows
# What is no deed behind "shall", or no verb at all.
_NO_DEED = re.compile(
    r"是|有(?!序|效|力|针对|计划|重点)|在|看|知道|认识|成为|具有|属于|超过|面对|说|被|得|获得|经历|存在|意味|包括|及时?$|注意|明白|"
    r"懂|会|能|想|像|由|其|这|那|个|对|从|如|因|但|不(?!得|再|准|许)|[^，]{0,3}的|很|更|比|最|也|都|还|就|才|又|只|仅|约|近|超|"
    r"[\d一二三四五六七八九十百千万亿]|先行先试$|时|为|以|与|和|及|或|的|了|多长|多少|付出|承受|走|经过|花|等"
)
_NO_OPENING = tuple("和与及的、等")  # "规定和…", "要求的…": the word of stating is a noun
_RECEIVERS = frozenset({"对", "对于", "针对", "给", "把", "将"})
_RESULT = tuple("到至为成入给在")  # "将…调整到…": no noun
_GROUNDS = frozenset({"根据", "按照", "依据", "依照", "结合", "针对", "围绕", "在", "按"})
_SUFFIX = tuple("的性型化者力是着率度")  # behind a verb they make it a noun or an attribute
_NOT_SUFFIX = frozenset({"化解", "化妆", "化工", "化肥", "性别", "是否", "型号", "力量", "度假", "化学"})
_CLOSES = re.compile("举措|措施|任务|方面|要求")
_MORE = re.compile("以及|及其|及(?!时)|和|与")  # "…、…，以及…": the list of objects goes on behind the comma
# What stands before these is the subject of a judgement.
_JUDGED = re.compile("既能|既有|不仅|能够|关系|事关|意义|直接影响|对[^，。]{2,20}(?:具有|意义)")
_SHALL = re.compile(
    "就?(?:要|必须|须|应|需要|离不开|关键|核心|根本|前提)"
)  # "推进…，要…": what stands before is the purpose
_ISSUING = frozenset({"印发", "发布", "公布", "颁布", "出台", "推出", "下发"})
_DOUBLED = re.compile(r"([\u3400-\u9fff])\1([\u3400-\u9fff])\2")  # "扎扎实实"
_FIELD = re.compile("(?:问题|不足|短板|需求|目标|方向)$")  # a field that is stressed, whatever verbs stand in it
_DRAFTING = frozenset({"编制", "制定", "制订", "修订"})
_ASKING = ("要求", "建议", "呼吁", "希望", "号召")
_MEETING = re.compile("(?:会议|大会|座谈会|论坛|仪式|培训班|研讨会|工作会)$")  # what is held, not what is done
_ASKS = re.compile(r"(?<!提出)(?<!有关)(?<![的等些])(?:要求|建议|呼吁|希望|号召|主张|提议|倡议)$")
_ISSUED = re.compile("\ue000|了?(?:通知|公告|文件|意见)$|(?:情况|数据|消息|结果)$")
_PREDICATE = re.compile(
    r"^(?:工作|活动|过程|成果|成效|需求)|加快|持续|不断|稳步|逐步|明显|日益|得到|大幅|更加|初步|有待|较|趋于|呈现|滞后|不足"
)
_STATIVE = re.compile(
    r"(?:加快|持续|不断|稳步|逐步|明显|日益|得到|大幅|更加|初步|有待|仍|均|已|较|趋于|呈现|滞后|不足|缓慢|尚)[^，、]{0,6}$"
)


def restates(words: str, verb: str, title: str) -> bool:
    """Whether an action says no more than a title: the same verb, and all of the title in its order.

    >>> restates("完善山区乡村道路", "完善", "完善山区道路"), restates("修建步行桥", "修建", "完善山区道路")
    (True, False)
    """
    rest = iter(words)
    return len(title) >= 4 and words.startswith(verb) and title.startswith(verb) and all(each in rest for each in title)


def _is_torn(masked: str, place: int) -> bool:
    """Whether a verb is only seen across two words: "机构建立" holds no "构建"."""
    return masked[place] == "构" and place > 0 and masked[place - 1] in "机结架"


def _with(action: Action, reason: str) -> Action:
    return action if reason in action.reasons else replace(action, reasons=(*action.reasons, reason))


def _is_means_of_others(words: str, action: Action) -> bool:
    """ "引导…通过…，不断提高…": whoever is moved uses the means for what stands behind the comma."""
    return action.verb.role == "move" and "通过" in words[action.verb.end : action.end]


def _before(masked: str, place: int) -> int:
    """Where a piece ends whose successor begins at `place`: the joining word is of neither."""
    for join in ("以及", "并且", "、", "和", "并", "及", "与", "且"):
        if masked.endswith(join, 0, place):
            return place - len(join)
    return place


def _closed(words: str, start: int, end: int) -> int:
    """The end without blanks, and without a quotation mark that nothing opens."""
    while end > start and (words[end - 1].isspace() or words[end - 1] in "、" or _is_loose(words, start, end)):
        end -= 1
    return end


def _is_loose(words: str, start: int, end: int) -> bool:
    opens = {"”": "“", "’": "‘", "）": "（", '"': '"'}.get(words[end - 1])
    return opens is not None and words.count(opens, start, end - 1) <= words.count(words[end - 1], start, end - 1)


@lru_cache(maxsize=8)
def reader_of(vocabulary: Vocabulary) -> Reader:
    """The reader of a vocabulary, made once."""
    return Reader(vocabulary)
