"""What the pages of agents, rules and runs say: English here, Chinese in the catalogue."""

from collections.abc import Mapping

from publish.site.catalogues import in_both_languages, in_language

ENGLISH: Mapping[str, str] = {
    "hierarchy": "Where it stands",
    "affiliations": "Affiliations and offices",
    "above": "belongs to",
    "units": "its units",
    "members": "its members",
    "documents": "Documents",
    "issued": "issued",
    "led": "issued as the first of several",
    "approved": "approved",
    "passed": "passed",
    "drafted": "drafted",
    "forwarded": "forwarded",
    "interpreted": "interpreted",
    "said": "What was said and done",
    "said_note": "Each with the article that it was read in, and marks that lead to the words.",
    "recommended": "recommends",
    "stated": "states",
    "announced": "announced",
    "undertakes": "carries out",
    "source_of": "is named as the source of",
    "addressed": "is asked to",
    "articles": "Articles",
    "named_in": "named in",
    "wrote": "wrote",
    "published": "published",
    "mentioned": "mentioned in",
    "names": "Names",
    "names_note": (
        "Each with the articles that it was read in, oldest first; a name without an article stands in the "
        "authority file, which has no dates."
    ),
    "rule_itself": "The rule",
    "rule_of_people": (
        "It stands for reading by people or for a step of reasoning, so there is no pattern to show: what it "
        "found is its example."
    ),
    "rule_other_version": (
        "This release was made with version {version}. Version {other} is at hand now, and its examples would"
        " be others."
    ),
    "rule_reads": "Recognises: {kind}. Language: {language}. By {engine}.",
    "language_en": "English",
    "language_zh": "Chinese",
    "language_any": "any",
    "engine_regex": "a pattern of characters",
    "engine_phrase": "a list of phrases",
    "engine_dependency": "a pattern of the sentence's parse",
    "engine_matcher": "a function that the rule names",
    "examples": "Finds, in a sentence of ours",
    "counter": "Finds nothing in",
    "judged": "What became of its readings",
    "judged_note": "The rate is that of accepted or amended readings among those that people judged.",
    "acceptance": "acceptance rate",
    "found_by_rule": "What it found",
    "found_note": "The first {shown} with their words.",
    "readings": "readings",
    "texts_read": "What was read",
    "made_in_run": "What came of it",
    "by_rule": "by rule",
    "by_kind": "by kind of thing",
    "of_the_first": "{what}, of the first {total}",
    "all_by_query": "all, by query",
}
THINGS = in_both_languages("things", ENGLISH)


def thing_wording(language: str) -> dict[str, str]:
    """The words of these pages in one language, by key."""
    return in_language(THINGS, language)
