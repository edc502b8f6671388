"""What the pages about changes say: English here, Chinese in the catalogue."""

from collections.abc import Mapping

from publish.site.catalogues import in_both_languages, in_language

ENGLISH: Mapping[str, str] = {
    "title": "From {before} to {now}",
    "lead": "What came, what left and what changed between two releases.",
    "backwards": "The second release is the older one: read it backwards.",
    "kind": "kind",
    "how_many": "how many",
    "change": "change",
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "nothing": "Nothing changed.",
    "things": "Things",
    "shown": "{shown} of {total}",
    "more": "and {more} statements more",
    "why": "Why",
    "no_reason": "No statement of its own changed: what stands around it did (evidence, names of neighbours).",
    "history": "History of {name}",
    "history_link": "How it changed from release to release",
    "compare": "Compare",
    "gone": "It is no longer in use.",
    "release": "release",
    "date": "date",
    "feed": "Feed of changes (Atom)",
    "feed_title": "policygraph: what changed",
    "in_release": "In release {version}.",
    "op_mint": "minted",
    "op_alias": "found under another key",
    "op_merge": "merged",
    "op_split": "split",
    "op_withdraw": "withdrawn",
    "op_restore": "restored",
}
CHANGES = in_both_languages("changes", ENGLISH)


def change_wording(language: str) -> dict[str, str]:
    """The words about changes in one language, by key."""
    return in_language(CHANGES, language)
