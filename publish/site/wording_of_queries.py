"""What the page of queries says: English here, Chinese in the catalogue."""

from collections.abc import Mapping

from publish.site.catalogues import in_both_languages, in_language

ENGLISH: Mapping[str, str] = {
    "with_evidence": "with the words each row rests on",
    "as_chart": "with a chart",
    "shortcuts": "Ctrl-Enter runs it, Ctrl-Space completes.",
    "evidence": "rests on",
    "no_evidence": "computed, or from no single statement",
    "permalink": "permalink",
    "questions": "Questions to begin with",
    "chart_of": "{value} by {label}",
    "no_chart": "A chart needs a column of numbers and a column that names them.",
    "older_release": (
        "The answer below is that of release {asked}, which the link names. The release served now is {served}."
    ),
    "ask_now": "Ask the current release",
    "other_release": (
        "This link names release {asked}, which cannot be asked here. What is below comes from release {served}."
    ),
}
QUERYING = in_both_languages("queries", ENGLISH)


def query_wording(language: str) -> dict[str, str]:
    """The words about queries in one language, by key."""
    return in_language(QUERYING, language)
