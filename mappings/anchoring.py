"""Anchoring: the digest and the permitted words of every span that a record uses, put into the record."""

from pathlib import Path

from mappings.archive import Archive
from mappings.outline import outline, write_outline
from mappings.quotation import anchor
from mappings.record.reading import read_draft, read_record
from mappings.record.writing import replace_file, with_spans
from ontology.authority_files import Authorities


def anchor_record(path: Path, archive: Archive, authorities: Authorities | None = None) -> int:
    """Fill in the table of spans of the record at `path`; the number of spans in it.

    Raises `RecordError` or `ArchiveError`, and then leaves the file as it was.
    """
    record, _ = read_draft(path, authorities)
    text = archive.text(record.source)
    spans = {span: anchor(text, span, record.article.rights) for span in record.used_spans()}
    replace_file(path, with_spans(path.read_text(encoding="utf-8"), spans))
    return len(spans)


def write_outline_of(path: Path, archive: Archive, authorities: Authorities | None = None) -> int:
    """Write the outline of the record at `path` into the folder `outlines/` beside `records/`; its sentences.

    Raises `RecordError` or `ArchiveError`.
    """
    record = read_record(path, authorities)
    found = outline(record, archive.text(record.source))
    write_outline(path.resolve().parent.parent / "outlines" / f"{path.stem}.tsv", record.source.sha256, found)
    return len(found)
