"""Records to files: the skeleton for a new article, and the table of spans that closes a record."""

import json
from collections.abc import Mapping
from pathlib import Path

from mappings.record.model import Anchor, Source
from mappings.record.values import Span

SKELETON = """\
format: policygraph-record/1
name: {name}
reading: {{by: editors, rule: editorial-reading@1, at: {today}}}
curation: {{by: editors, at: {today}, source: "editors' reading of the article"}}
source:
  file: {file}
  sha256: {sha256}
  characters: {characters}
  bytes: {bytes}
  decoder: {decoder}

expressions:
  - key: {language}
    label: {{en: {title}, zh: {title}}}
    language: {language}
    origin: original
    basis: presumed
    held: true
    regions: [{region}]

article:
  label: {{en: {title}, zh: {title}}}
  genre: {genre}
  rights: http://rightsstatements.org/vocab/CNE/1.0/
  evidence:
    - {{span: {title_span}, says: [exists], title: {title}}}

"""


def skeleton(
    name: str, source: Source, *, title: str, title_span: Span, region: Span, language: str, genre: str, today: str
) -> str:
    """The record of a new article without statements: metadata, digest, one region; the spans still to be anchored."""
    return SKELETON.format(
        name=name,
        today=today,
        title=json.dumps(title, ensure_ascii=False),
        title_span=title_span,
        region=region,
        language=language,
        genre=genre,
        **source.model_dump(),
    )


def with_spans(written: str, spans: Mapping[Span, Anchor]) -> str:
    """A record's text with the table of spans at its end, made anew; all else stays as it was written."""
    lines = written.splitlines(keepends=True)
    start = next((index for index, line in enumerate(lines) if line.rstrip() == "spans:"), len(lines))
    kept = "".join(lines[:start]).rstrip("\n")
    return f"{kept}\n\nspans:\n" + "".join(_line(span, spans[span]) for span in sorted(spans))


def _line(span: Span, anchor: Anchor) -> str:
    words = {name: value for name, value in anchor.model_dump().items() if name != "sha256" and value is not None}
    fields = ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in words.items())
    return f"  {span}: {{sha256: {anchor.sha256}, {fields}}}\n"


def replace_file(path: Path, text: str) -> None:
    """Put new content in the place of a file in one step: a crash leaves the old one or the new one."""
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)
