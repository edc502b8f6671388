"""Records: what is held of one article, as typed models, read from YAML and anchored to its words."""

from mappings.record.decisions import Decision, Decisions, read_decisions
from mappings.record.model import Record
from mappings.record.reading import read_draft, read_record

__all__ = ["Decision", "Decisions", "Record", "read_decisions", "read_draft", "read_record"]
