"""How the second release comes to differ from the first: what an editor would do to two records and to the ledger.

002, m7: a new English name. 000, m4: found to be one measure with m5; its entry goes and its identifier is merged.
"""

from pathlib import Path

from ontology.ledger import Ledger

DATE = "2026-11-26"
OLD_NAME = "Build digital life service communities and blocks"
NEW_NAME = "Build communities and blocks for digital life services"
MERGED, INTO = "000_0ef2e71da90cef81#m4", "000_0ef2e71da90cef81#m5"
REASON = "one heading, read as two measures"


def change(workspace: Path) -> None:
    """Change the records and the ledger of a workspace, which must have been built before."""
    renamed = workspace / "records" / "002_2d7b57cb1257f93b.yaml"
    _replace(renamed, OLD_NAME, NEW_NAME)
    _drop_entry(workspace / "records" / "000_0ef2e71da90cef81.yaml", "m4", span="4486-4519")
    path = workspace / "ledger.jsonl"
    ledger = Ledger.read(path)
    ids = [ledger.keys["measure", key] for key in (MERGED, INTO)]
    ledger.merge(ids[0], ids[1], at=DATE, by="editors", why=REASON)
    ledger.write(path)


def _replace(record: Path, old: str, new: str) -> None:
    text = record.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{record.name} has {text.count(old)} times {old!r}"
    record.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def _drop_entry(record: Path, key: str, span: str) -> None:
    """Remove a measure, and the words of its span, which nothing else uses."""
    lines = record.read_text(encoding="utf-8").split("\n")
    start = lines.index(f"  - key: {key}", lines.index("measures:"))
    end = next(number for number in range(start + 1, len(lines)) if lines[number].startswith("  - key:"))
    kept = [line for line in lines[:start] + lines[end:] if not line.startswith(f"  {span}:")]
    record.write_text("\n".join(kept), encoding="utf-8", newline="\n")
