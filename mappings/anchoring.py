"""Anchoring: the digest and the permitted words of every span that a record uses, put into the record."""

from pathlib import Path

from mappings.archive import Archive
from mappings.quotation import anchor
from mappings.record.reading import read_draft
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
