"""Actions in English sentences: where each begins and ends, with the parse and without."""

import pytest

from mappings.extract import parsing
from mappings.extract.english.clauses import actions_in
from mappings.extract.vocabulary import Label, Vocabulary, shipped_vocabulary

needs_model = pytest.mark.skipif(not parsing.is_installed(), reason="the language model is not installed")


def _actions(words: str, parsed: bool = True, marker: str = "") -> list[str]:
    tokens = parsing.parse_words(words) if parsed else None
    return [words[each.start : each.end] for each in actions_in(words, shipped_vocabulary(), tokens, marker)]


@needs_model
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The town plans to mend old roads, plant trees and clean the river.",
            ["mend old roads", "plant trees", "clean the river"],
        ),
        ("Efforts will be made to widen market access.", ["widen market access"]),
        ("It is necessary to cultivate and expand reading clubs.", ["cultivate and expand reading clubs"]),
        (
            "Key measures include lowering fares, extending opening hours, and training drivers.",
            ["lowering fares", "extending opening hours", "training drivers"],
        ),
        ("Schools are required to publish menus, the circular said.", ["publish menus"]),
        ("Old ferries should be replaced, according to the notice.", ["Old ferries should be replaced"]),
        ("The plan encourages small firms to share drivers.", ["encourages small firms to share drivers"]),
        ("She suggested that the government publish timetables online.", ["publish timetables online"]),
        (
            "The plan urges counties to merge bus lines, and to build covered stops.",
            ["merge bus lines", "build covered stops"],
        ),
        ("The guideline calls for the creation of reading rooms.", ["the creation of reading rooms"]),
        ("The ministry will focus on widening footpaths.", ["widening footpaths"]),
        (
            "The next step is to set up a training centre and to bring plays to schools.",
            ["set up a training centre", "bring plays to schools"],
        ),
        (
            'The first part, "Light the shore", is to lay cables, to open a help desk and to pilot night boats.',
            ["lay cables", "open a help desk", "pilot night boats"],
        ),
        (
            "The plan requires that firms publish their fares and bans them from asking for deposits.",
            ["publish their fares", "bans them from asking for deposits"],
        ),
        ("The mayor asked banks not to raise fees.", ["not to raise fees"]),
        ("Boats are prohibited from racing near the shore.", ["Boats are prohibited from racing near the shore"]),
        ("She recommended that the fee be kept at two crowns.", ["the fee be kept at two crowns"]),
        (
            "The council said it would mend old piers and a hotline would be opened in May.",
            ["mend old piers", "a hotline would be opened in May"],
        ),
        (
            "It calls for the creation of reading rooms and for cutting fees.",
            ["the creation of reading rooms", "cutting fees"],
        ),
        ("We will mend old piers and set up a hotline.", ["mend old piers", "set up a hotline"]),
        ("Shops must reply to letters and may not charge fees.", ["reply to letters", "not charge fees"]),
        ("Support shipping firms in refitting vessels.", ["Support shipping firms in refitting vessels"]),
    ],
)
def test_each_action_is_one_verb_with_its_object(words: str, wanted: list[str]) -> None:
    assert _actions(words) == wanted


@needs_model
@pytest.mark.parametrize(
    "words",
    [
        "The harbour was full of ships.",
        "The rules are aimed at saving time.",
        "New trams can carry more passengers.",
        "Ridership fell 12 percent last year.",
        "The shop also sells large-scale maps.",
        "Reform plans were described in a report.",
        "",
    ],
)
def test_description_purpose_and_ability_are_no_actions(words: str) -> None:
    assert _actions(words) == []


@needs_model
def test_a_purpose_stays_in_the_action_and_may_be_left_out() -> None:
    words = "The town will subsidise night buses to help nurses."
    (action,) = actions_in(words, shipped_vocabulary(), parsing.parse_words(words))
    assert words[action.start : action.end] == "subsidise night buses to help nurses"
    assert words[action.start : action.short] == "subsidise night buses"


@needs_model
def test_the_marker_of_a_list_item_is_no_part_of_the_action() -> None:
    words = "The third is to open small libraries."
    assert _actions(words, marker="The third is to ") == ["open small libraries"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The town plans to build paths, expand parks and establish clubs.",
            ["build paths", "expand parks", "establish clubs"],
        ),
        ("Vigorously promote small libraries.", ["Vigorously promote small libraries"]),
        ("Measures include expanding parks and opening clubs.", ["expanding parks", "opening clubs"]),
        ("The harbour was full of ships.", []),
    ],
)
def test_without_the_model_patterns_find_the_plain_cases(words: str, wanted: list[str]) -> None:
    assert _actions(words, parsed=False) == wanted


@needs_model
def test_an_item_of_a_list_may_be_a_noun_of_action() -> None:
    words = "- Launch of a touring fund for theatres"
    assert _actions(words, marker="- ") == ["Launch of a touring fund for theatres"]


def test_a_new_label_of_the_scheme_changes_what_is_found() -> None:
    known = shipped_vocabulary()
    label = Label("bioremediate", "en", "deed/improve", "deed", "improve", "hidden", "bioremediate")
    words = "Bioremediate old ponds."
    assert actions_in(words, known) == []
    (action,) = actions_in(words, Vocabulary((*known.labels, label), known.names, known.public))
    assert words[action.start : action.end] == "Bioremediate old ponds"


@needs_model
@pytest.mark.parametrize("words", ["to " * 400, "and, " * 300, '"' * 500, "will " * 300, "including, " * 200])
def test_hostile_words_end_soon(words: str) -> None:
    assert len(actions_in(words, shipped_vocabulary(), parsing.parse_words(words))) < 400
