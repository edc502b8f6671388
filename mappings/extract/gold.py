"""What was found in an article as one JSON object, with the lists and fields of the annotation guidelines."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from mappings.extract.candidate import Candidate, Kind
from mappings.readers import ReadArticle
from mappings.record.values import Span

LISTS: Mapping[Kind, str] = {
    "document": "documents",
    "agency": "agencies",
    "measure": "measures",
    "recommendation": "recommendations",
    "target": "targets",
    "observation": "observations",
}
# The fields of each kind; those in brackets hold several values, those after a bar stand only where they are known.
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "document": ("title", "aliases[]", "lang", "issuers[]", "date", "kind"),
    "agency": ("name", "aliases[]"),
    "measure": ("label", "document", "agents[]", "|level", "|also"),
    "recommendation": ("label", "by", "|level"),
    "target": ("label", "kind", "indicator", "value", "unit", "deadline", "document"),
    "observation": ("indicator", "value", "unit", "period", "source"),
}


def gold_object(article: ReadArticle, candidates: Iterable[Candidate]) -> dict[str, Any]:
    """The six lists and the optional one, with the decoder that the offsets rest on."""
    found = sorted(candidates, key=lambda each: (each.span, each.kind, each.label))
    entries: dict[str, Any] = {name: [] for name in LISTS.values()}
    for each in found:
        if each.status == "entry":
            entries[LISTS[each.kind]].append(entry_of(article.text, each))
    optional = [
        {**_quote(article.text, each.span), "optional_for": [LISTS[each.kind]]}
        for each in found
        if each.status == "optional"
    ]
    return {
        "seed": article.file,
        "chars": len(article.text),
        "decoder": article.decoder,
        "format": article.format,
        **entries,
        "optional": optional,
    }


def written(data: Mapping[str, Any]) -> str:
    """The object as text: the same bytes for the same object."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def entry_of(text: str, candidate: Candidate) -> dict[str, Any]:
    """One entry: the quote with its offsets, the fields of its kind, further spans, and why it was found."""
    entry: dict[str, Any] = _quote(text, candidate.span)
    for name in FIELDS[candidate.kind]:
        value = candidate.fields.get(name.strip("|[]"))
        if name.endswith("[]"):
            entry[name[:-2]] = [value] if isinstance(value, str) else list(value or ())
        elif not name.startswith("|") or value:
            one = value[0] if isinstance(value, tuple) and value else value or None
            entry[name.strip("|")] = one
    if "label" in FIELDS[candidate.kind]:
        entry["label"] = candidate.label
    spans = sorted({each for each in candidate.alts if each != candidate.span})
    entry["alts"] = [_quote(text, each) for each in spans]
    entry["score"] = round(candidate.score, 3)
    entry["rules"] = list(dict.fromkeys(each.rule for each in candidate.fired))
    return entry


def _quote(text: str, span: Span) -> dict[str, Any]:
    return {"quote": text[span.start : span.end], "start": span.start, "end": span.end}
