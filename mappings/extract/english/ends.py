"""Where the actions of a sentence end."""

from collections.abc import Iterator

from mappings.extract.english.reading import Action, Reading

_TAILS = (
    " and", " or", " while", " as well as", " then", " also", " but", " in", " to", " by", " from", " for", " with",
    " on", " together with", " which", " (", " including", " such as",
)  # fmt: skip


def set_ends(reading: Reading, found: list[Action], closing: set[int]) -> None:
    """Let each action end before the next one, at a stop, at another clause or where its quotation closes."""
    for place, action in enumerate(found):
        limits = [len(reading.text)]
        limits += [each for each in reading.stops if each >= action.verb.end]
        limits += [each for each in closing if each > action.verb.end]
        for other in found[place + 1 :]:
            if other.start > action.verb.end:
                led = other.lead is not None and other.how == "english-led" and other.lead.start > action.verb.end
                nearest = other.lead.start if led and other.lead else other.start
                limits.append(min(other.begin, nearest) if other.begin > action.verb.end else nearest)
        limits += other_clause(reading, action)
        limits += other_predicate(reading, action)
        quote = quote_end(reading, action)
        if quote is not None:
            limits.append(quote)
        action.end = trimmed(reading, action.start, min(limits))
        inside = [each for each in action.purposes if action.verb.end < each[0] < action.end]
        action.purposes = inside
        if inside:
            action.short = trimmed(reading, action.start, inside[0][0])


def other_clause(reading: Reading, action: Action) -> Iterator[int]:
    """Where another clause with subject and finite verb begins behind a comma or "and"."""
    if not reading.parsed:
        return
    for each in reading.words:
        if (
            each.relation in ("nsubj", "nsubjpass", "expl")
            and each.index > action.verb.index
            and 0 <= each.head < len(reading.words)
        ):
            head = reading.words[each.head]
            left = reading.words[max(each.left, 0)]
            before = reading.words[left.index - 1] if left.index else None
            if before and before.text == '"' and before.index:
                before = reading.words[before.index - 1]
            if (
                (
                    head.tag in ("VBZ", "VBP", "VBD", "VB", "MD", "VBN")
                    and before
                    and before.lower in (",", "and", "but", ";")
                )
                and left.start > action.verb.end
                and head.index > each.index
            ):
                yield before.start


def other_predicate(reading: Reading, action: Action) -> Iterator[int]:
    """Where the subject of the sentence goes on to something else: "asks towns to mend roads and bans lorries"."""
    for lead in reading.leads:
        if lead.start > action.verb.end and lead.rule.id == "english-proposes-to":
            first, before = lead.text(reading.text).split()[0], reading.text[: lead.start].rstrip()
            if first.endswith(("s", "ed")) and before.endswith((",", " and")):
                yield len(before) - 3 if before.endswith(" and") else len(before) - 1
    for each in reading.words[action.verb.index + 1 :]:
        before_it = reading.words[each.index - 1]
        if each.tag == "VBZ" and each.relation == "conj" and each.role and before_it.lower in ("and", ",", "but"):
            yield before_it.start
        if each.relation == "aux" and each.tag == "VBZ" and before_it.lower in ("and", ",", "but"):
            yield before_it.start


def quote_end(reading: Reading, action: Action) -> int | None:
    """Where a quotation that was open when the action began closes."""
    opened = reading.text.count('"', 0, action.start) % 2 == 1
    if opened:
        place = reading.text.find('"', action.verb.end)
        return place if place >= 0 else None
    return None


def trimmed(reading: Reading, start: int, end: int) -> int:
    changed = True
    while changed and end > start:
        changed = False
        words = reading.text[start:end].rstrip(" ,;:.-–!?")
        for tail in _TAILS:
            if words.endswith(tail):
                words = words[: -len(tail)]
                changed = True
        if words.count('"') % 2 == 1 and words.endswith('"'):
            words, changed = words[:-1], True
        end = start + len(words)
    return end
