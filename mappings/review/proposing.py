"""Proposing: what the extraction found in an article becomes proposals, each under a key that it keeps.

Proposals are made anew whenever rules or words change. What somebody decided on stays as it was decided; what nobody
has looked at yet makes room for the new; and a thing that is found again, at the same words or most of them, keeps its
key, and with it its identifier.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mappings.extract import confidence
from mappings.extract.candidate import Candidate
from mappings.extract.evaluation import same_name
from mappings.quotation import OPEN
from mappings.record.decisions import DecidedWords, Decision, Decisions
from mappings.record.proposal import Proposal
from mappings.record.values import Span
from mappings.review.building import LEAST_OVERLAP, overlap
from mappings.span import digest
from ontology.quotation import TOKEN, WHOLE, fits

_KEY_LENGTH = 6
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Renewal:
    """The proposals as they are now, and by key what became of those that were there."""

    proposals: tuple[Proposal, ...]
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    found_again: tuple[str, ...] = ()  # decisions whose proposal had been lost


def propose(text: str, candidates: Iterable[Candidate], rights: str) -> list[Proposal]:
    """The candidates as proposals, in the order of the text, with keys made of their kind and words."""
    listed = sorted(candidates, key=lambda each: (each.span, each.kind, each.label))
    agencies = [each for each in listed if each.kind == "agency"]
    taken: set[str] = set()
    found = []
    for each in listed:
        key = _free_key(each.kind, digest(text, each.span), taken)
        taken.add(key)
        found.append(_proposal(key, text, each, agencies, rights))
    return found


def renew(held: Sequence[Proposal], fresh: Sequence[Proposal], decisions: Decisions, text: str) -> Renewal:
    """The proposals that hold after the extraction ran again."""
    last = {each.on: each for _, each in decisions.on_proposals()}
    decided = [each for each in held if each.key in last]
    lost = [each for key, each in last.items() if not each.add and key not in {one.key for one in held}]
    again = [each for each in (_found_again(decision, fresh, text) for decision in lost) if each]
    kept = decided + again
    new = [each for each in fresh if not any(_is_same(each, other, last.get(other.key)) for other in kept)]
    before = [each for each in held if each.key not in last]
    renewed = list(_with_known_keys(new, before, {each.key for each in kept} | last.keys()))
    old, now = {each.key: each for each in before}, {each.key: each for each in renewed}
    return Renewal(
        proposals=tuple(sorted(kept + renewed, key=lambda each: (each.span, each.kind, each.key))),
        new=tuple(sorted(now.keys() - old.keys())),
        gone=tuple(sorted(old.keys() - now.keys())),
        changed=tuple(sorted(key for key in now.keys() & old.keys() if now[key] != old[key])),
        found_again=tuple(sorted(each.key for each in again)),
    )


def _proposal(key: str, text: str, candidate: Candidate, agencies: Sequence[Candidate], rights: str) -> Proposal:
    fields = {
        name: values
        for name, value in sorted(candidate.fields.items())
        if name not in ("label", "quote") and (values := tuple(_words(value)))
    }
    if candidate.kind == "observation":
        fields["reported"] = (_reported(text[candidate.span.start : candidate.span.end], fields),)
    grounds = tuple(_naming(text, name, candidate.span, agencies) for name in fields.get("issuers", ()))
    fired = sorted(candidate.fired, key=lambda each: (-each.weight, each.rule))
    probability = Decimal(str(round(confidence.probability(candidate), 3)))
    return Proposal(
        key=key,
        kind=candidate.kind,
        span=candidate.span,
        also=tuple(sorted(set(candidate.alts) - {candidate.span})),
        label=_short(candidate.label or text[candidate.span.start : candidate.span.end], rights),
        fields=fields,
        grounds={"issuers": grounds} if grounds else {},
        rules=tuple(dict.fromkeys(each.rule for each in fired)),
        confidence=probability,
        band=confidence.band(candidate),
    )


def _words(value: str | tuple[str, ...] | None) -> Iterator[str]:
    for each in (value,) if isinstance(value, str) else value or ():
        if each.strip():
            yield each.strip()


def _reported(quote: str, fields: dict[str, tuple[str, ...]]) -> str:
    """The figure as the article words it: number, scale and unit where they stand together."""
    value, unit = (next(iter(fields.get(name, ())), "") for name in ("value", "unit"))
    for words in (f"{value} {unit}", f"{value}{unit}", f"{unit}{value}", value):
        start = quote.casefold().find(words.strip().casefold())
        if start >= 0 and words.strip():
            return quote[start : start + len(words.strip())]
    number = _NUMBER.search(value)
    start = quote.find(number[0]) if number else -1
    return number[0] if number and start >= 0 else quote


def _naming(text: str, name: str, near: Span, agencies: Sequence[Candidate]) -> Span:
    """The words that name an issuer: the mention of that agency that is nearest to the title."""
    mentions = [
        span
        for agency in agencies
        if same_name(name) in {same_name(each) for each in _names(agency)}
        for span in (agency.span, *agency.alts)
        if any(each.casefold() in text[span.start : span.end].casefold() for each in _names(agency))
    ]
    return min(mentions, key=lambda span: (abs(span.start - near.start), span), default=near)


def _names(agency: Candidate) -> list[str]:
    return [agency.label, *_words(agency.fields.get("name")), *_words(agency.fields.get("aliases"))]


def _short(label: str, rights: str) -> str:
    """The label, no longer than what may be quoted of a text that belongs to somebody."""
    label = " ".join(label.split())
    if OPEN.match(rights) or fits(label, WHOLE):
        return label
    ends = [token.end() for token in TOKEN.finditer(label)]
    return label[: max(end for end in ends if fits(label[:end], WHOLE))] + " …"


def _free_key(kind: str, words: str, taken: Iterable[str]) -> str:
    """A key of the kind's letter and the digest of the words: the same words, the same key."""
    used, attempt = set(taken), 0
    while True:
        content = f"{kind}\0{words}\0{attempt}".encode()
        key = f"{kind[0]}-{hashlib.sha256(content).hexdigest()[:_KEY_LENGTH]}"
        if key not in used:
            return key
        attempt += 1


def _with_known_keys(fresh: Iterable[Proposal], before: Sequence[Proposal], taken: set[str]) -> Iterator[Proposal]:
    """The new proposals: those that are a thing of before under its key, the others under free ones."""
    pool = list(fresh)
    pairs = sorted(
        ((_likeness(new, old), -i, -j) for i, new in enumerate(pool) for j, old in enumerate(before)), reverse=True
    )
    keys: dict[int, str] = {}
    given = set(taken)
    for likeness, i, j in pairs:
        if likeness and -i not in keys and before[-j].key not in given:
            keys[-i] = before[-j].key
            given.add(before[-j].key)
    for index, each in enumerate(pool):
        key = keys.get(index) or (each.key if each.key not in given else _free_key(each.kind, each.key, given))
        given.add(key)
        yield each.model_copy(update={"key": key})


def _likeness(one: Proposal, other: Proposal) -> float:
    if one.kind != other.kind:
        return 0.0
    if one.kind in ("agency", "document") and _name(one) == _name(other):
        return 1.0 + overlap(one.span, other.span)
    shared = overlap(one.span, other.span)
    return shared if shared >= LEAST_OVERLAP else 0.0


def _name(proposal: Proposal) -> str:
    return same_name(proposal.value("title") or proposal.value("name") or proposal.label)


def _is_same(fresh: Proposal, kept: Proposal, decision: Decision | None) -> bool:
    """Whether a new proposal is what somebody decided on, as it was proposed or as it was decided."""
    if _likeness(fresh, kept):
        return True
    if decision is None or decision.words is None or decision.kind != fresh.kind:
        return False
    return overlap(fresh.span, decision.words.span) >= LEAST_OVERLAP


def _found_again(decision: Decision, fresh: Sequence[Proposal], text: str) -> Proposal | None:
    """The proposal for a decision without one: a new one at its words, or the words alone; None where they are gone."""
    assert decision.kind
    assert decision.words
    span = relocate(text, decision.words)
    if span is None:
        return None
    near = [each for each in fresh if each.kind == decision.kind and overlap(each.span, span) >= LEAST_OVERLAP]
    if near:
        best = max(near, key=lambda each: (overlap(each.span, span), each.key))
        return best.model_copy(update={"key": decision.on})
    label = decision.words.exact or f"{decision.words.opens} … {decision.words.closes}"
    return Proposal(key=decision.on, kind=decision.kind, span=span, label=" ".join(label.split()))


def relocate(text: str, words: DecidedWords) -> Span | None:
    """Where the words of a decision stand: at their span, or wherever the text has them once more; None if nowhere."""
    if words.span.end <= len(text) and digest(text, words.span) == words.sha256:
        return words.span
    opening = words.exact or words.opens or ""
    start = text.find(opening)
    while start >= 0 and opening:
        span = Span(start, start + len(words.span))
        if digest(text, span) == words.sha256:
            return span
        start = text.find(opening, start + 1)
    return None
