"""What the pages of the audit say: English here, Chinese in the catalogue."""

from collections.abc import Mapping

from publish.site.catalogues import in_both_languages, in_language

ENGLISH: Mapping[str, str] = {
    "title": "Audit desk",
    "lead": (
        "What a careful reader checks before trusting a release: what was read, what was not, what rests on "
        "little, and what does not agree."
    ),
    "published": "published",
    "yes": "yes",
    "no": "no",
    "yes_published": "published",
    "not_published": "not published",
    "the_words": "The words",
    "in_article": "See it in the article",
    "file": "File",
    "file_digest": "SHA-256 of the file",
    "offsets": "Offsets",
    "unit": "Unicode code points of the file as decoded by {decoder}",
    "how": "How we know",
    "version": "version",
    "confidence": "Confidence",
    "no_confidence": "none is stated: a person read it, or it follows from an axiom",
    "note": "Note",
    "examples": "Other readings by this rule",
    "no_reviews": "Nobody has reviewed it.",
    "others_title": "The same, and otherwise",
    "others": "Other evidence for the same statement",
    "rivals": "Competing readings",
    "text_title": "The text and what rests on it",
    "outline_title": "The outline and what rests on it",
    "text_note": (
        "Numbers lead to the statements, and their numbers back to the words. Bare is what no statement rests on."
    ),
    "outline_note": "The text belongs to others, so its sentences stand here by their places, with a few words each.",
    "characters": "{total} characters",
    "covered": "{covered} of {total} sentences ({percent}%) carry a statement.",
    "statements": "{total} statements rest on this text.",
    "statements_title": "Statements",
    "bare": "nothing rests on this sentence",
    "to_words": "To the words",
    "look_measure": "measure",
    "look_target": "target",
    "look_recommendation": "recommendation",
    "look_observation": "figure",
    "look_document": "document",
    "look_agent": "body",
    "look_other": "other",
    "look_unpublished": "not published",
    "look_bare": "bare",
    "coverage": "Coverage",
    "coverage_note": (
        "How many sentences of each article some statement rests on. A low share is no fault: comment and "
        "background hold no measures. What is bare can be read on the article's page."
    ),
    "announced": "Announced and found",
    "announced_note": "How many measures a document says it has, and how many we hold of it.",
    "single-source": "Resting on one span",
    "single-source_note": "Published statements that a single stretch of a single text supports.",
    "contradictions": "Contradictions",
    "contradictions_note": "Readings that do not agree, each with its words and what was decided about it.",
    "machine-only": "By machine alone",
    "machine-only_note": (
        "Published statements that no person confirmed: read by a rule under a standing policy, or following "
        "from an axiom."
    ),
    "translation-only": "From a translation alone",
    "translation-only_note": (
        "Published statements that rest on a translation or a summary and on no original; held says whether "
        "the original is at hand."
    ),
    "rules": "Rules",
    "rules_note": (
        "What became of the readings of each rule. The rate is that of accepted or amended among those that "
        "people judged."
    ),
    "findings": "What the rules of good data found",
    "findings_note": "Each finding in plain words, with the words it is about.",
    "review": "Progress of the review",
    "review_note": "The readings of each article by their state.",
    "samples": "Sampled audits",
    "samples_note": (
        "Statements drawn by chance and judged by people: the share that was wrong, with Wilson's interval at"
        " 95 percent."
    ),
    "no_samples": (
        "No sample has been judged yet. Draw one: policygraph audit sample --size 50 --by predicate --seed 1"
    ),
    "findings_no_query": (
        "These are findings about the graph, and not part of it: they stand in the validation report of the release."
    ),
    "samples_no_query": (
        "Judgements of a sample are about a release, and not part of its graph: they stand in a file beside it."
    ),
    "its_source": "The file",
    "nothing": "Nothing to list.",
    "as_csv": "CSV",
    "as_query": "the query",
    "whole_list": "the whole list",
    "by_predicate": "by property",
    "of_total": "{shown} of {total}",
    "old_release": "This release was made before there were audits. The next one will have its lists.",
    "article": "article",
    "text": "text",
    "sentences": "sentences",
    "covered_count": "with a statement",
    "share": "share",
    "characters_total": "characters",
    "characters_covered": "characters in spans",
    "readings": "readings",
    "document": "document",
    "found": "found",
    "announced_count": "announced",
    "subject": "thing",
    "predicate": "property",
    "object": "value",
    "evidence": "evidence",
    "span": "words",
    "status": "state",
    "kind": "kind",
    "rule": "rule",
    "severity": "level",
    "in_plain_words": "what is wrong",
    "origin": "origin",
    "original_held": "original held",
    "accepted": "accepted",
    "amended": "amended",
    "auto-accepted": "by policy",
    "proposed": "proposed",
    "disputed": "disputed",
    "rejected": "rejected",
    "superseded": "superseded",
    "acceptance_rate": "rate",
    "judged_by_people": "judged by people",
    "release": "release",
    "seed": "seed",
    "part": "part",
    "drawn": "drawn",
    "judged": "judged",
    "wrong": "wrong",
    "unclear": "unclear",
    "error_rate": "error rate",
    "low": "low",
    "high": "high",
    "all": "all",
}
AUDIT = in_both_languages("audit", ENGLISH)


def audit_wording(language: str) -> dict[str, str]:
    """The words of the audit in one language, by key."""
    return in_language(AUDIT, language)
