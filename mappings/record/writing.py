"""Records to files: words as scalars of YAML, the proposals of the extraction, and the table of spans at the end."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mappings.record.model import Anchor
from mappings.record.proposal import Extraction, Proposal, Quality
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


_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9@./-]*")
_RESERVED = re.compile(r"[0-9.]+[eE][0-9]+|true|false|null|yes|no", re.IGNORECASE)
_MADE = ("extraction:", "quality:", "proposals:")
_PROPOSED = "# Proposed by the extraction. Decide with `policygraph review`; `review renew` writes these parts anew."


def in_one_line(content: Mapping[str, Any]) -> str:
    """A mapping as YAML in one line, empty fields left out: what is written line by line can be compared and merged."""
    fields = (f"{name}: {_written(value)}" for name, value in content.items() if not _is_empty(value))
    return "{" + ", ".join(fields) + "}"


def _is_empty(value: Any) -> bool:
    """Whether a field says nothing. A count of zero does: that nothing was found is worth saying."""
    return value is None or value is False or value in ((), [], {})


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        return in_one_line(value)
    if isinstance(value, list | tuple):
        return (
            _written(value[0])
            if len(value) == 1 and isinstance(value[0], str)
            else "[" + ", ".join(map(_written, value)) + "]"
        )
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return words if _PLAIN.fullmatch(words) and not _RESERVED.fullmatch(words) else quoted(words)


def with_proposals(written: str, extraction: Extraction, quality: Quality, proposals: Iterable[Proposal]) -> str:
    """A record's text with the parts that the extraction makes, before the table of spans; all else stays as it was."""
    lines = list(_without(written.splitlines(keepends=True), (*_MADE, "spans:")))
    kept = "".join(lines).rstrip("\n")
    spans = "".join(_only(written.splitlines(keepends=True), "spans:"))
    made = [
        _PROPOSED,
        f"extraction: {in_one_line(extraction.model_dump())}",
        f"quality: {in_one_line(quality.model_dump())}",
    ]
    listed = [f"  - {in_one_line(each.model_dump())}" for each in proposals]
    made += ["proposals:", *listed] if listed else []
    return f"{kept}\n\n" + "\n".join(made) + "\n" + (f"\n{spans}" if spans else "")


def _without(lines: Iterable[str], keys: tuple[str, ...]) -> Iterator[str]:
    """The lines but for the parts that begin with one of the keys at the margin."""
    inside = False
    for line in lines:
        if not line.startswith((" ", "-", "\n")):
            inside = line.startswith(keys)
        if not inside and line.rstrip() != _PROPOSED:
            yield line


def _only(lines: Iterable[str], key: str) -> Iterator[str]:
    inside = False
    for line in lines:
        if not line.startswith((" ", "-", "\n")):
            inside = line.startswith(key)
        if inside:
            yield line


def replace_file(path: Path, text: str) -> None:
    """Put new content in the place of a file in one step: a crash or a power cut leaves the old one or the new one."""
    draft = path.with_name(f".{path.name}.tmp")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
