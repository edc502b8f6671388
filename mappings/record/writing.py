"""Records to files: words as scalars of YAML, and the table of spans that closes a record."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from mappings.record.model import Anchor
from mappings.record.values import Span

# What JSON lets stand but YAML takes for a line end or for no text at all.
_UNSAFE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def quoted(words: str) -> str:
    """Words as a double-quoted scalar of YAML, in one line."""
    return _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(words, ensure_ascii=False))


def with_spans(written: str, spans: Mapping[Span, Anchor]) -> str:
    """A record's text with the table of spans at its end, made anew; all else stays as it was written."""
    lines = written.splitlines(keepends=True)
    start = next((index for index, line in enumerate(lines) if line.rstrip() == "spans:"), len(lines))
    kept = "".join(lines[:start]).rstrip("\n")
    return f"{kept}\n\nspans:\n" + "".join(_line(span, spans[span]) for span in sorted(spans))


def _line(span: Span, anchor: Anchor) -> str:
    words = {name: value for name, value in anchor.model_dump().items() if name != "sha256" and value is not None}
    fields = ", ".join(f"{name}: {quoted(value)}" for name, value in words.items())
    return f"  {span}: {{sha256: {anchor.sha256}, {fields}}}\n"


def replace_file(path: Path, text: str) -> None:
    """Put new content in the place of a file in one step: a crash leaves the old one or the new one."""
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)
