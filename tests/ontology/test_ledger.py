"""The ledger: whatever is done to it, no identifier is lost, reused, or left without an end."""

import json

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from ontology.errors import LedgerError
from ontology.ledger import GENESIS, LIVE, MERGED, Ledger

AT = "2026-11-25T10:00:00Z"
BY = {"at": AT, "by": "editors"}


class LedgerMachine(RuleBasedStateMachine):
    """Random histories. A forbidden event must be refused and leave no trace; the laws hold after every step."""

    things = Bundle("things")

    @initialize()
    def start(self):
        self.ledger = Ledger()
        self.ever = {}

    @rule(target=things, kind=st.sampled_from(["measure", "target"]), key=st.integers(0, 30))
    def mint(self, kind, key):
        identifier = self.ledger.identify(kind, f"key {key}", **BY)
        assert self.ever.setdefault(identifier, kind) == kind
        return identifier

    @rule(thing=things, key=st.integers(31, 60))
    def alias(self, thing, key):
        self.attempt(lambda: self.ledger.alias(thing, [f"key {key}"], why="same span", **BY))

    @rule(one=things, other=things)
    def merge(self, one, other):
        self.attempt(lambda: self.ledger.merge(one, other, why="one thing", **BY))

    @rule(one=things, parts=st.lists(things, min_size=1, max_size=3))
    def split(self, one, parts):
        self.attempt(lambda: self.ledger.split(one, parts, why="several things", **BY))

    @rule(thing=things, why=st.sampled_from(["no measure", ""]))
    def withdraw(self, thing, why):
        self.attempt(lambda: self.ledger.withdraw(thing, why=why, **BY))

    @rule(thing=things)
    def restore(self, thing):
        self.attempt(lambda: self.ledger.restore(thing, why="it was right", **BY))

    def attempt(self, act):
        before = (list(self.ledger.lines), dict(self.ledger.table), dict(self.ledger.keys))
        try:
            act()
        except LedgerError:
            assert (self.ledger.lines, self.ledger.table, self.ledger.keys) == before

    @invariant()
    def nothing_is_lost_and_no_kind_changes(self):
        assert {name: standing.kind.name for name, standing in self.ledger.table.items()} == self.ever

    @invariant()
    def what_was_replaced_ends_at_something_live(self):
        for name, standing in self.ledger.departed():
            ends = self.ledger.resolve(name)
            assert all(self.ledger.table[end].state == LIVE for end in ends)
            assert bool(ends) == bool(standing.into)
            if standing.state == MERGED and all(self.ledger.table[step].state != "split" for step in standing.into):
                assert len(ends) >= 1

    @invariant()
    def every_key_names_one_thing(self):
        assert set(self.ledger.keys.values()) <= set(self.ledger.table)

    @invariant()
    def reading_the_lines_again_gives_the_same_table(self):
        again = Ledger()
        for line in self.ledger.lines:
            again._apply(again._parse(line), line)
        assert (again.table, again.keys) == (self.ledger.table, self.ledger.keys)


TestLedgerLaws = LedgerMachine.TestCase


@pytest.fixture
def ledger():
    made = Ledger()
    made.identify("measure", "one", **BY)
    made.identify("measure", "two", **BY)
    made.identify("target", "three", **BY)
    return made


def named(ledger, key, kind="measure"):
    return ledger.keys[kind, key]


def test_each_line_carries_the_digest_of_the_line_before(ledger):
    previous = [json.loads(line)["prev"] for line in ledger.lines]
    assert previous[0] == GENESIS
    assert len(set(previous)) == 3


@pytest.mark.parametrize(
    "change", [lambda lines: lines[1:], lambda lines: [lines[0].replace("one", "won"), *lines[1:]]]
)
def test_a_changed_past_is_noticed(ledger, tmp_path, change):
    path = tmp_path / "ledger.jsonl"
    path.write_text("\n".join(change(ledger.lines)) + "\n", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"ledger.jsonl, line \d: .*"):
        Ledger.read(path)


def test_only_new_lines_are_written_and_old_ones_stay(ledger, tmp_path):
    path = tmp_path / "ledger.jsonl"
    assert ledger.write(path) == 3
    before = path.read_text(encoding="utf-8")
    ledger.withdraw(named(ledger, "one"), why="no measure", **BY)
    assert ledger.write(path) == 1
    assert path.read_text(encoding="utf-8").startswith(before)
    assert Ledger.read(path).table == ledger.table


def test_a_file_that_somebody_else_wrote_is_not_overwritten(ledger, tmp_path):
    path = tmp_path / "ledger.jsonl"
    other = Ledger()
    other.identify("measure", "another", **BY)
    other.write(path)
    with pytest.raises(LedgerError, match="changed since it was read"):
        ledger.write(path)
    assert Ledger.read(path).table == other.table


def test_a_merged_thing_leads_to_the_one_that_stayed(ledger):
    one, two = named(ledger, "one"), named(ledger, "two")
    ledger.merge(one, two, why="one thing in two languages", **BY)
    assert ledger.resolve(one) == (two,)


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (
            lambda ledger: ledger.merge(named(ledger, "one"), named(ledger, "one"), why="x", **BY),
            "cannot be merged",
        ),
        (
            lambda ledger: ledger.merge(named(ledger, "one"), named(ledger, "three", "target"), why="x", **BY),
            "of different kinds",
        ),
        (
            lambda ledger: ledger.split(named(ledger, "one"), [named(ledger, "two")], why="x", **BY),
            "cannot be split",
        ),
        (lambda ledger: ledger.withdraw(named(ledger, "one"), why="", **BY), "no reason says why"),
        (lambda ledger: ledger.withdraw("m8b57415", why="x", **BY), "was never minted"),
        (lambda ledger: ledger.restore(named(ledger, "one"), why="x", **BY), "never left"),
        (lambda ledger: ledger.mint("measure", ["one"], **BY), "names .* already"),
    ],
)
def test_what_the_rules_forbid_is_refused_with_its_reason(ledger, act, what):
    with pytest.raises(LedgerError, match=what):
        act(ledger)


def test_what_others_were_merged_into_cannot_be_withdrawn(ledger):
    ledger.merge(named(ledger, "one"), named(ledger, "two"), why="one thing", **BY)
    with pytest.raises(LedgerError, match="would lead nowhere"):
        ledger.withdraw(named(ledger, "two"), why="no measure", **BY)
