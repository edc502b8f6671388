"""Proposals made anew: what was decided stays, what is found again keeps its key, what lost its words is told."""

import pytest

from mappings.extract.candidate import Candidate, Fired, Kind
from mappings.quotation import anchor
from mappings.record.decisions import DecidedWords, Decision, Decisions
from mappings.record.proposal import Proposal
from mappings.record.values import Span
from mappings.review.proposing import propose, relocate, renew

TEXT = "The Quay Office issued the Lamp Plan. Crews shall hang lamps on masts. Boats grew by 7.1% in 2022."
RIGHTS = "http://rightsstatements.org/vocab/CNE/1.0/"


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def candidate(kind: Kind, words: str, weight: float = 3.0, **fields: str | tuple[str, ...]) -> Candidate:
    where = span(words)
    return Candidate(kind, where, 0, where.start, where.end, words, fields, (Fired("a-rule@2", weight, where),))


def proposals(*candidates: Candidate) -> tuple[Proposal, ...]:
    return tuple(propose(TEXT, candidates, RIGHTS))


def decisions(*made: Decision) -> Decisions:
    return Decisions(format="policygraph-decisions/1", record="lamps", decisions=made)


def decision(on: Proposal, verdict: str = "accepted", **more: object) -> Decision:
    words = DecidedWords(span=on.span, **anchor(TEXT, on.span, RIGHTS).model_dump())
    given = {"on": on.key, "verdict": verdict, "kind": on.kind, "words": words}
    return Decision.model_validate({**given, "by": "editors", "at": "2026-11-20", "why": "Read.", **more})


def test_the_same_candidates_give_the_same_proposals_with_rule_and_confidence() -> None:
    (first,) = proposals(candidate("measure", "hang lamps on masts"))
    assert (first,) == proposals(candidate("measure", "hang lamps on masts"))
    assert first.key.startswith("m-")
    assert first.rules == ("a-rule@2",)
    assert 0 < first.confidence < 1


def test_fields_are_words_and_the_figure_is_reported_as_it_stands() -> None:
    (figure,) = proposals(candidate("observation", "grew by 7.1% in 2022", value="7.1", unit="percent", period="2022"))
    assert figure.fields["reported"] == ("7.1",)
    assert figure.fields["unit"] == ("percent",)


def test_an_issuer_rests_on_words_that_name_it() -> None:
    found = proposals(
        candidate("agency", "The Quay Office", name="Quay Office"),
        candidate("document", "Lamp Plan", title="Lamp Plan", issuers=("Quay Office",)),
    )
    assert found[1].grounds["issuers"] == (span("The Quay Office"),)


def test_a_long_label_is_no_longer_than_what_may_be_quoted() -> None:
    text = "lay " + "one more plank and " * 20 + "rest"
    (long,) = propose(text, [Candidate("measure", Span(0, len(text)), 0, 0, len(text), text, {}, ())], RIGHTS)
    assert len(long.label.split()) <= 13
    (free,) = propose(
        text,
        [Candidate("measure", Span(0, len(text)), 0, 0, len(text), text, {}, ())],
        "http://creativecommons.org/publicdomain/zero/1.0/",
    )
    assert free.label == text


def test_what_nobody_decided_makes_room_and_keeps_its_key_at_most_of_its_words() -> None:
    old = proposals(candidate("measure", "hang lamps on masts"), candidate("target", "masts"))
    new = proposals(candidate("measure", "shall hang lamps on masts"), candidate("agency", "The Quay Office"))
    made = renew(old, new, decisions(), TEXT)
    keys = {each.kind: each.key for each in made.proposals}
    assert keys["measure"] == old[0].key
    assert next(each.span for each in made.proposals if each.kind == "measure") == span("shall hang lamps on masts")
    assert made.changed == (old[0].key,)
    assert made.gone == (old[1].key,)
    assert made.new == (keys["agency"],)


@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_what_somebody_decided_stays_as_it_was_whatever_the_rules_say_now(verdict: str) -> None:
    (old,) = proposals(candidate("measure", "hang lamps on masts"))
    decided = decisions(decision(old, verdict))
    assert renew([old], [], decided, TEXT).proposals == (old,)
    wider = proposals(candidate("measure", "shall hang lamps on masts"))
    assert renew([old], wider, decided, TEXT).proposals == (old,)


def test_what_was_decided_to_be_of_another_kind_is_not_proposed_as_that_again() -> None:
    (old,) = proposals(candidate("measure", "hang lamps on masts"))
    decided = decisions(decision(old, "amended", kind="recommendation"))
    again = proposals(candidate("recommendation", "hang lamps on masts"))
    assert renew([old], again, decided, TEXT).proposals == (old,)


def test_decision_whose_record_was_lost_finds_its_words_again() -> None:
    (old,) = proposals(candidate("measure", "hang lamps on masts"))
    decided = decisions(decision(old))
    near = renew([], proposals(candidate("measure", "shall hang lamps on masts")), decided, TEXT)
    assert [each.key for each in near.proposals] == [old.key]
    assert near.found_again == (old.key,)
    bare = renew([], [], decided, TEXT)
    assert [(each.key, each.span, each.rules) for each in bare.proposals] == [(old.key, old.span, ())]
    assert renew([], [], decided, "Other words.").proposals == ()


def test_words_are_found_where_they_moved_to_and_nowhere_else() -> None:
    (old,) = proposals(candidate("measure", "hang lamps on masts"))
    words = decision(old).words
    assert words
    assert relocate(TEXT, words) == old.span
    assert relocate("Hear! " + TEXT, words) == Span(old.span.start + 6, old.span.end + 6)
    assert relocate(TEXT.replace("masts", "piers"), words) is None


def test_renewing_twice_changes_nothing() -> None:
    fresh = proposals(
        candidate("measure", "hang lamps on masts"), candidate("document", "Lamp Plan", title="Lamp Plan")
    )
    once = renew([], fresh, decisions(), TEXT)
    twice = renew(once.proposals, fresh, decisions(), TEXT)
    assert twice.proposals == once.proposals
    assert (twice.new, twice.gone, twice.changed) == ((), (), ())
