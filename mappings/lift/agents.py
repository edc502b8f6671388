"""Agents and places described: those of the authority files, where an article names them, and its unnamed voices."""

from collections.abc import Iterator

from rdflib import FOAF, ORG

from mappings.lift import authorities
from mappings.lift.statements import Statement, is_a, state
from mappings.lift.terms import words
from mappings.names import RecordNames
from mappings.record.model import Mention, Voice
from ontology.terms import PG


def describe_mention(this: str, mention: Mention, names: RecordNames) -> Iterator[Statement]:
    """That the article names the agent or place, and what it says of a person's office."""
    for kind in authorities.classes(names.names.authorities, mention.key):
        yield from is_a(this, kind)
    for organisation in mention.member_of:
        yield from state("member_of", this, ORG.memberOf, names.agent(organisation))
    if mention.capacity:
        yield from state("capacity", this, PG.capacity, words(mention.capacity.en, "en"))
        yield from state("capacity", this, PG.capacity, words(mention.capacity.zh, "zh"))


def describe_voice(this: str, voice: Voice, names: RecordNames) -> Iterator[Statement]:
    """That the article lets somebody speak whom it does not name."""
    yield from is_a(this, FOAF.Group)
