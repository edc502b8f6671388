"""What the review desk says: English here, Chinese in the catalogue."""

from collections.abc import Mapping

from publish.site.catalogues import in_both_languages, in_language

ENGLISH: Mapping[str, str] = {
    "title": "Review desk",
    "record": "record",
    "waiting": "waiting",
    "all": "statements",
    "orphans": "orphaned decisions",
    "deciding": "You decide as {by}.",
    "keys": "Keys: j and k go on and back, a accepts, r rejects, e edits, u takes back, n adds what is selected.",
    "no_text": "The text is not in the archive of this workspace.",
    "text": "Text",
    "statements": "Statements",
    "left": "{count} wait for a decision",
    "why": "Why",
    "right": "Stands so in the text.",
    "set": "Fields, one a line: field=value",
    "kind": "Kind",
    "quote": "Words, as in the text",
    "span": "or their place, start-end",
    "accept": "Accept",
    "reject": "Reject",
    "edit": "Edit",
    "undo": "Undo",
    "add": "Add",
    "add_title": "Add what was not found",
    "lacks": "lacks",
    "rules": "rules",
    "history": "decisions",
    "problem": "That did not work",
    "back": "All records",
}
REVIEW = in_both_languages("review", ENGLISH)


def review_wording(language: str) -> dict[str, str]:
    """The words of the desk in one language, by key."""
    return in_language(REVIEW, language)
