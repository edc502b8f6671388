"""Actions in other shapes than a verb behind a lead: passives, what a document does, what is asked, nouns of action."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mappings.extract.english.leads import Lead
from mappings.extract.english.reading import Action, Reading, chain_heads, has_object, own_subject, subject_at
from mappings.extract.english.words import AUXILIARY, Word

_PASSIVE = re.compile(
    r"\b(?:will|(?:is|are) to|(?<!it )would|shall|should|must|needs? to|ought to|"
    r"has to|have to)(?: also| all| further| then)? be(?: [a-z]+ly| further| better)? "
    r"(?P<verb>[a-z]+(?:ed|en|t|wn|pt|de|ne|id|lt|nt|ld))\b|"
    r"\b(?:is|are)(?: also| strictly| hereby)? (?P<banned>prohibited|banned|barred|forbidden|exempt(?:ed)?)"
    r"(?= from | to )|"
    r"(?<!to )(?<!will )(?<!should )(?<!not )\bbe (?P<asked>[a-z]+(?:ed|en|pt|de|ne|ld|ld|nt|lt|ut|et))\b",
    re.IGNORECASE,
)
_ASKED_THAT = re.compile(
    r"\b(?:recommend|suggest|propos|demand|request|urg|advis|decid|order|insist|requir|stipulat|ask)[a-z]* that\b"
    r"(?:(?!\b(?:will|should|can|could|may|might|must|would)\b)[^.;:])*$"
)
_ASKS_THAT = re.compile(
    r"\b(?:recommend|suggest|propos|demand|request|urg|advis|insist|requir|ask)(?:e|es|s|ed|ing)? that\b", re.IGNORECASE
)
_SAID = re.compile(r"\b(?:said|announced|added|adding|saying|decided|promised|confirmed)\b")
_PLANS = re.compile(
    r"\b(?:measures?|efforts?|steps|polic(?:y|ies)|tasks?|reforms?|initiatives|commitments?|need|priorities|actions?)\b",
    re.I,
)
_SPEAKING = re.compile(
    r"it|they|which|plan|plans|guidelines?|opinions?|circular|notice|document|resolution|package|policy|policies|measures?|rules?|"
    r"regulations?|law|act|strategy|program(?:me)?|scheme|outline|decision|government|ministry|authorities|report|initiative|reforms?"
)
_NO_FINITE = frozenset(
    [
        "attract",
        "help",
        "drive",
        "boost",
        "give",
        "make",
        "take",
        "bring",
        "put",
        "keep",
        "hold",
        "meet",
        "serve",
        "lead",
        "fill",
        "start",
        "begin",
        "run",
        "work",
        "continue",
        "see",
        "break",
        "contribute",
        "respond",
        "cope",
        "grow",
    ]
)
_ASKING = frozenset(
    [
        "suggest",
        "recommend",
        "propose",
        "demand",
        "urge",
        "advise",
        "insist",
        "request",
        "ask",
        "require",
        "stipulate",
        "decide",
        "order",
    ]
)
_NO_PASSIVE = frozenset(
    [
        "expect",
        "estimate",
        "project",
        "see",
        "consider",
        "note",
        "regard",
        "know",
        "find",
        "say",
        "able",
        "affect",
        "need",
    ]
)
_NOMINAL_LEADS = frozenset(["english-calls-for", "english-including", "english-need-for", "english-there-must-be"])
_ASKS_FOR = frozenset(["english-calls-for", "english-need-for", "english-there-must-be"])
# Before these, any noun may be what is asked for: "calls for a levy", "demands longer breaks".
_OPENS_THING = frozenset(["a", "an", "more", "fewer", "less", "another"])
_BODIES = frozenset(["government", "governments", "department", "departments", "parliament", "officials"])
_DEVERBAL = re.compile(r"(?:tion|ment|sion|ance|ing|al)s?$")
_DEEDS = frozenset(
    [
        "support",
        "launch",
        "ban",
        "relief",
        "tax",
        "exemption",
        "waiver",
        "increase",
        "reform",
        "incentives",
        "subsidy",
        "subsidies",
        "cut",
        "cuts",
        "expansion",
        "access",
        "protection",
        "use",
        "aid",
        "coverage",
        "campaigns",
        "grant",
        "grants",
        "loans",
        "discount",
        "discounts",
        "breaks",
        "fund",
        "funds",
        "vouchers",
        "lessons",
        "hours",
        "service",
        "services",
    ]
)


def passives(reading: Reading) -> Iterator[Action]:
    """What will or should be done, with its subject."""
    for match in _PASSIVE.finditer(reading.text):
        group = next(name for name in ("verb", "banned", "asked") if match[name])
        if group == "asked" and not _ASKED_THAT.search(reading.text[: match.start()]):
            continue
        verb = next((each for each in reading.words if each.start == match.start(group)), None)
        if verb is None or verb.lemma in _NO_PASSIVE:
            continue
        if reading.parsed and verb.tag not in ("VBN", "VBD") and group == "verb":
            continue
        begin, subject = subject_at(reading, match.start(), match.end())
        follows = re.match(r"(?: out| up| forward| on)? to ", reading.text[match.end() : match.end() + 14])
        if not subject or (
            follows
            and (
                _PLANS.search(subject)
                or verb.role == "move"
                or verb.lemma in ("allow", "permit", "tell", "order", "instruct")
                or verb.lemma in ("ask", "require", "task", "oblige", "tell")
            )
        ):
            continue
        if subject.lower() in ("it", "this", "that", "they", "which", "what", "there", "more", "much", "nothing"):
            continue
        if match[0].lower().startswith("would") and not _SAID.search(reading.text[: match.start()]):
            continue
        should = not match[0].lower().startswith(("will", "shall", "would", "is to", "are to"))
        action = Action(begin, match.end(), verb, "passive", None, "english-passive", begin, subject)
        action.mood = "should" if should else "will"
        yield action


def finite(reading: Reading) -> Iterator[Action]:
    """What a document does by its own words: "The plan encourages firms to …", "It also bans …"."""
    if not reading.parsed:
        return
    for verb in reading.words:
        if (
            verb.tag not in ("VBZ", "VBP")
            or verb.role in (None, "aim", "hold-to", "manner")
            or verb.lemma in AUXILIARY | _NO_FINITE
        ):
            continue
        if any(each.start <= verb.start < each.end for each in reading.leads) or not has_object(reading, verb.index):
            continue
        owner = verb
        while owner.relation == "conj" and not own_subject(reading, owner):
            owner = reading.words[owner.head]
        if owner.index != verb.index and owner.tag in ("VBP", "VB") and owner.relation == "ccomp":
            owner = reading.words[owner.head]  # a singular verb goes on from "requires", not from "that firms publish"
        subject = own_subject(reading, owner)
        if subject is None or not _SPEAKING.fullmatch(subject.lower) or owner.relation in ("relcl", "advcl", "ccomp"):
            continue
        left = verb.index
        while left and reading.words[left - 1].is_adverb and reading.words[left - 1].lower != "also":
            left -= 1
        action = Action(
            reading.words[left].start, verb.end, verb, "finite", None, "english-finite", reading.words[left].start
        )
        action.subject, action.mood = subject.text, "propose"
        yield action


def asked(reading: Reading) -> Iterator[Action]:
    """What somebody asks others to do: "suggested that towns mend roads"."""
    if not reading.parsed or " that " not in reading.text:
        return
    found = False
    for verb in reading.words:
        asked = reading.words[verb.head].lemma in _ASKING if 0 <= verb.head < len(reading.words) else False
        first = next((each for each in chain_heads(reading, verb)), verb)
        asked = asked or (first.index != verb.index and reading.words[first.head].lemma in _ASKING)
        if (
            not asked
            or first.relation != "ccomp"
            or verb.tag not in ("VB", "VBP")
            or not has_object(reading, verb.index)
        ):
            continue
        if any(
            each.head == first.index and each.relation in ("aux", "neg") for each in reading.words
        ) or not own_subject(reading, first):
            continue
        if (
            not any(each.lower == "that" and each.head == first.index for each in reading.words)
            or verb.lemma in AUXILIARY
        ):
            continue
        subject = own_subject(reading, first)
        action = Action(
            verb.start, verb.end, verb, "base", None, "english-asked", verb.start, subject.text if subject else ""
        )
        action.mood = "should"
        yield action
        found = True
    if not found and (late := _asked_without_parse(reading)) is not None:
        yield late


def _asked_without_parse(reading: Reading) -> Action | None:
    """The same where the parser took the verb for a noun or adjective: "demanded that the state fine owners"."""
    match = _ASKS_THAT.search(reading.text)
    if match is None:
        return None
    behind = [each for each in reading.words if match.end() <= each.start]
    for before, verb in pairwise(behind[:12]):
        if before.tag in ("VBZ", "VBD", "MD") or before.text in ",;.":
            return None
        known = verb.role is not None and verb.role != "manner" and verb.tag not in ("VBZ", "VBD", "VBG", "VBN", "NNS")
        if known and before.tag in ("NN", "NNS", "NNP", "PRP") and has_object(reading, verb.index):
            action = Action(verb.start, verb.end, verb, "base", None, "english-asked", verb.start, before.text)
            action.mood = "should"
            return action
    return None


def nominals(reading: Reading, found: list[Action]) -> Iterator[Action]:
    """Nouns of action behind a lead: "calls for the creation of …", "measures include stronger credit"."""
    if not reading.parsed:
        return
    for lead in reading.leads:
        if lead.rule.id not in _NOMINAL_LEADS or any(each.lead is lead and each.how == "english-led" for each in found):
            continue
        head = object(reading, lead)
        if head is None:
            continue
        items = [head, *conjuncts(reading, head)]
        plans = any(each.rule.id == "english-need-for" for each in reading.leads) or bool(
            _PLANS.search(
                reading.text[
                    max(reading.first, lead.start - (25 if lead.text(reading.text) == "such as" else 60)) : lead.end
                ]
            )
        )
        if lead.rule.id in ("english-including", "english-like") and not plans:
            continue
        for item in items:
            left, right = reading.words[max(item.left, 0)], item
            if item is head:
                left = next((each for each in reading.words if each.start >= lead.end and each.text[0].isalnum()), left)
            if item.lower in _BODIES:
                continue
            deverbal = bool(_DEVERBAL.search(item.lower)) or item.lower in _DEEDS
            opens = reading.words[max(item.left, 0)]
            thing = lead.rule.id in _ASKS_FOR and (opens.lower in _OPENS_THING or opens.tag == "JJR")
            if (
                not deverbal
                and not thing
                and (lead.rule.id != "english-including" or len(items) < 2 or right.index == left.index)
            ):
                continue
            while left.index < item.index and (left.lower in (",", "and", "or") or left.text in "\"'"):
                left = reading.words[left.index + 1]
            action = Action(left.start, item.end, item, "noun", lead, "english-nominal", lead.start)
            action.mood = lead.mood
            yield action


def object(reading: Reading, lead: Lead) -> Word | None:
    """The noun that a lead takes."""
    for each in reading.words:
        if each.start < lead.end or each.relation not in ("dobj", "pobj", "attr", "nsubj") or each.left < 0:
            continue
        if reading.words[each.left].start - lead.end <= 3 and each.tag.startswith("NN"):
            return each
        if each.start - lead.end > 60:
            return None
    return None


def conjuncts(reading: Reading, head: Word) -> list[Word]:
    found: list[Word] = []
    for each in reading.words[head.index + 1 :]:
        if (
            each.relation in ("conj", "appos")
            and (each.head == head.index or any(each.head == one.index for one in found))
            and each.tag.startswith("NN")
        ):
            found.append(each)
    return found


def fragment(reading: Reading) -> Action | None:
    """A list item that is a noun of action: "Launch of a fund", "Stronger protection for nurses"."""
    inside = [each for each in reading.words if each.start >= reading.first]
    if not reading.parsed or len(inside) < 3 or any(each.tag in ("VBZ", "VBP", "VBD", "MD", "VB") for each in inside):
        return None
    head = next((each for each in inside if each.relation == "ROOT" and each.tag.startswith("NN")), None)
    if head is None or not (_DEVERBAL.search(head.lower) or head.lower in _DEEDS):
        return None
    action = Action(inside[0].start, head.end, head, "noun", None, "english-nominal", inside[0].start)
    action.mood = "imperative"
    return action
