"""A pattern that is left out matches nothing, and one that matches is never left out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.extract.figures import periods, quantities
from mappings.extract.figures.sources import _CHINESE, _ENGLISH
from mappings.extract.normal import normal
from mappings.extract.rules import Rule, compiled, load_rules
from mappings.extract.screening import Screen, folded, needed
from mappings.extract.vocabulary import shipped_vocabulary

WORDS = ("plan", "notice", "s", " ", "the", "issued ", "İ", "K", "ſ", "ı", "ß", "通知", "要", "5", "%", "x")
PATTERNS = (
    r"plan|notices?",
    r"(?:the )?plan(?:s|ning)?",
    r"\bplan\b.{0,9}notice",
    r"(?:plan|[a-z]{3,9}) notice",
    r"(?i)SKI|KİSS|issued",
    r"(?i:PLAN) 通知",
    r"[kK]s|[\d%]+5",
    r"(?=plan)p[^x]a(?:n|m)",
    r"(?:要|通知)+(?!要)5",
    r"(?P<one>plan|要)(?P=one)",
    r"(?:plan ){2,3}x|s{3}",
    r"(?:plan|)the",
    r"(?>plan|notice)s",
)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"(?:issued|adopted) [^.]{0,40}(?:plan|notice)s?", [{"issued ", "adopted "}, {"plan", "notice"}]),
        (r"(?:根据|按照)[^，。]{0,40}(?:》|方案)", [{"根据", "按照"}, {"》", "方案"}]),
        (r"(?i)PLAN", [{"plan"}]),
        (r"plan|planning", [{"plan"}]),  # what holds the longer word holds the shorter
        (r"(?:the )?[a-z]+", []),
        (r"plan|[a-z]+", []),
        (r"(?:plan)?", []),
        (r"\d+", []),
        (r"(?i)é", []),  # letter case outside ASCII is not looked at
        (r"[^a]plan(?!ned)", [{"plan"}]),
    ],
)
def test_what_a_pattern_needs_is_read_from_it(pattern: str, needs: list[set[str]]) -> None:
    assert needed(re.compile(pattern)) == needs


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
def test_no_pattern_that_matches_is_left_out(text: str) -> None:
    patterns = [re.compile(each) for each in PATTERNS]
    matching = {place for place, pattern in enumerate(patterns) if pattern.search(text)}
    assert matching <= set(Screen(patterns).possible(text))


def test_a_pattern_without_its_words_is_left_out_and_nothing_else() -> None:
    assert Screen([re.compile("plan"), None, re.compile("[a-z]+")]).possible("notice") == (1, 2)
    assert Screen([re.compile("plan"), None, re.compile("[a-z]+")]).possible("The PLAN") == (0, 1, 2)


@given(st.characters())
def test_letters_that_patterns_take_for_equal_are_folded_alike(letter: str) -> None:
    for plain in "abcdefghijklmnopqrstuvwxyz":
        if re.fullmatch(plain, letter, re.IGNORECASE):
            assert folded(letter) == plain


def test_the_special_letters_of_ignored_case_are_known() -> None:
    every = [chr(code) for code in range(0x110000)]
    for plain in "abcdefghijklmnopqrstuvwxyz":
        assert {folded(each) for each in re.findall(plain, "".join(every), re.IGNORECASE)} == {plain}


def _languages(rule: Rule) -> tuple[str, ...]:
    return ("en", "zh") if rule.language == "any" else (rule.language,)


def test_every_rule_stands_where_it_matches() -> None:
    vocabulary = shipped_vocabulary()
    texts = [example.text for rule in load_rules().values() for example in rule.examples]
    texts += [text for rule in load_rules().values() for text in rule.counter]
    left_out = 0
    for language in ("en", "zh"):
        patterns = [
            compiled(rule.id, str(rule.pattern), rule.flags, vocabulary, language)
            for rule in load_rules().values()
            if rule.engine == "regex" and language in _languages(rule)
        ]
        table = periods.CHINESE if language == "zh" else periods.ENGLISH
        patterns += [pattern for pattern, _ in table]
        patterns += [*quantities._COVERED, *(_CHINESE if language == "zh" else _ENGLISH)]
        screen = Screen(patterns)
        for text in texts:
            plain = normal(text, language)
            matching = {place for place, pattern in enumerate(patterns) if pattern.search(plain)}
            possible = set(screen.possible(plain))
            assert matching <= possible
            left_out += len(patterns) - len(possible)
    assert left_out > 40_000  # else it would save nothing
