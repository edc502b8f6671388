"""What the documentation of terms and of the site says: English here, Chinese in the catalogue."""

from collections.abc import Mapping

from publish.site.catalogues import in_both_languages, in_language

ENGLISH: Mapping[str, str] = {
    "title": "Terms",
    "lead": "Classes and properties as they stand above each other, with how often this release uses them.",
    "above": "above",
    "below": "below",
    "domain": "is said of",
    "range": "has as value",
    "properties": "what is said of it",
    "constraints": "Shapes that constrain it",
    "no_constraints": "No shape speaks of it.",
    "count": "used {count} times in this release",
    "examples": "Examples from the data",
    "no_examples": "This release has none.",
    "ask": "ask for more",
}
TERMS = in_both_languages("terms", ENGLISH)


def term_wording(language: str) -> dict[str, str]:
    """The words about terms in one language, by key."""
    return in_language(TERMS, language)
