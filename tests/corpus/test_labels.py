"""Names: every thing has one preferred label in each language, a readable one, and no two measures share theirs."""

import re
from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

import pytest

from ontology.terms import DEFAULT_BASE

Row: TypeAlias = dict[str, str]
Ask: TypeAlias = Callable[[str], list[Row]]

NAMED = """measure document target recommendation observation group directive issue agent place period article
    expression capture"""
# Their names are not in the articles in Chinese characters, and nobody fills them in from knowledge.
LATIN_ONLY = {"Wang Fangfang", "Wu Qi", "Li Jiabao", "Yang Fenghua", "Gong Ke"}
ACTIONS = ("measure", "target", "recommendation", "group", "directive")
# The verbs that labels of actions begin with. A label may bring a new one, a noun none.
VERBS = """Accelerate Broaden Build Carry Clarify Complete Consolidate Create Cultivate Develop Drive Encourage Enrich
    Ensure Establish Explore Foster Guide Hold Implement Improve Increase Integrate Issue Lead Lower Make Meet Optimise
    Pay Pilot Promote Protect Publicise Raise Reform Relax Renew Revise Set Solve Speed Stimulate Strengthen Support
    Teach Train Treat Widen"""
LONGEST = 100


@pytest.fixture(scope="module")
def labels(ask: Ask) -> list[Row]:
    """Each thing of ours with its kind, and its preferred labels with their language."""
    rows = ask(
        f"""SELECT ?thing ?label ?tag ?plain {{ ?thing skos:prefLabel ?label
          FILTER(STRSTARTS(STR(?thing), "{DEFAULT_BASE}id/")) BIND(LANG(?label) AS ?tag)
          BIND(EXISTS {{ ?thing rdfs:label ?label }} AS ?plain) }} ORDER BY ?thing ?tag"""
    )
    return [row | {"kind": row["thing"].removeprefix(f"{DEFAULT_BASE}id/").partition("/")[0]} for row in rows]


def test_every_thing_has_exactly_one_preferred_label_in_each_language(ask: Ask, labels: list[Row]) -> None:
    rows = ask(f'SELECT DISTINCT ?thing {{ ?thing a ?type FILTER(STRSTARTS(STR(?thing), "{DEFAULT_BASE}id/")) }}')
    things = {row["thing"] for row in rows}
    named = {thing for thing in things if thing.removeprefix(f"{DEFAULT_BASE}id/").partition("/")[0] in NAMED.split()}
    assert len(named) > 200
    counts = Counter((row["thing"], row["tag"]) for row in labels)
    assert {
        (thing, tag): counts[thing, tag] for thing in named for tag in ("en", "zh") if counts[thing, tag] != 1
    } == {}
    assert {row["tag"] for row in labels} == {"en", "zh"}


def test_a_generic_client_finds_the_same_labels(labels: list[Row]) -> None:
    assert [row for row in labels if row["plain"] != "true"] == []


def test_chinese_labels_are_in_simplified_characters(labels: list[Row]) -> None:
    """GB 2312 holds the simplified forms and not the traditional ones."""
    for row in labels:
        if row["tag"] != "zh" or row["kind"] == "period" or row["label"] in LATIN_ONLY:
            continue
        characters = re.findall(r"[\u3400-\u9fff]", row["label"])
        assert characters, row
        assert [each for each in characters if not _is_simplified(each)] == [], row


def test_the_names_kept_in_latin_letters_are_those_of_the_list(labels: list[Row]) -> None:
    latin = {row["label"] for row in labels if row["tag"] == "zh" and not re.search(r"[\u3400-\u9fff]", row["label"])}
    assert {name for name in latin if not re.fullmatch(r"[0-9/-]+", name)} == LATIN_ONLY


def test_english_labels_hold_no_chinese_and_are_short(labels: list[Row]) -> None:
    for row in labels:
        assert row["label"] == " ".join(row["label"].split()), row
        assert len(row["label"]) <= LONGEST or row["kind"] in ("document", "agent"), row
        assert not row["label"].endswith((".", "。", ";", "；", ",", "，")) or row["kind"] == "agent", row
        if row["tag"] == "en":
            assert not re.search(r"[\u3400-\u9fff]", row["label"]), row


def test_labels_of_actions_begin_with_a_verb(labels: list[Row]) -> None:
    actions = [row["label"] for row in labels if row["tag"] == "en" and row["kind"] in ACTIONS]
    assert len(actions) > 100
    assert [label for label in actions if label.split()[0] not in VERBS.split()] == []


@pytest.mark.parametrize("tag", ["en", "zh"])
def test_no_two_measures_of_one_document_share_a_label(ask: Ask, tag: str) -> None:
    rows = ask(
        f"""SELECT ?document ?label (COUNT(DISTINCT ?content) AS ?times) {{
          GRAPH ?e {{ ?content pg:setOutIn ?document }}
          GRAPH ?l {{ ?content skos:prefLabel ?label }} FILTER(LANG(?label) = "{tag}") }}
          GROUP BY ?document ?label HAVING(COUNT(DISTINCT ?content) > 1)"""
    )
    assert rows == []


@pytest.mark.parametrize("tag", ["en", "zh"])
def test_no_two_things_of_a_kind_share_a_label(labels: list[Row], tag: str) -> None:
    counts = Counter((row["kind"], row["label"]) for row in labels if row["tag"] == tag)
    assert [each for each, times in counts.items() if times > 1] == []


def test_no_english_label_repeats_the_chinese_one_but_for_the_latin_names(labels: list[Row]) -> None:
    by_thing: dict[str, set[str]] = {}
    for row in labels:
        by_thing.setdefault(row["thing"], set()).add(row["label"])
    same = {next(iter(found)) for found in by_thing.values() if len(found) == 1}
    assert {label for label in same if not re.fullmatch(r"[0-9/-]+", label)} == LATIN_ONLY


def _is_simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
