"""Names: which IRI each key of a record stands for. Keys become identifiers here, with the ledger's memory."""

from dataclasses import dataclass, field
from functools import cached_property

from mappings.record.model import Article, Entry, Record, Thing
from ontology import loading
from ontology.authority_files import Authorities, shipped_authorities
from ontology.errors import RecordError
from ontology.identifiers import KINDS, from_content, is_valid, thing_iri
from ontology.ledger import Ledger
from ontology.terms import UNIT, concept

# The kind of identifier for each section of a record.
SECTIONS = {
    "documents": "document",
    "groups": "group",
    "measures": "measure",
    "targets": "target",
    "recommendations": "recommendation",
    "directives": "directive",
    "issues": "issue",
    "observations": "observation",
    "voices": "agent",
    "captures": "capture",
    "expressions": "expression",
}


@dataclass(frozen=True)
class Names:
    """The names under one base, remembered by one ledger; new ones are minted on the given day by the given agent.

    `own` are the authorities of a workspace that adds some; without it, those that are shipped.
    """

    base: str
    ledger: Ledger
    today: str
    by: str = "editors"
    own: Authorities | None = None

    @cached_property
    def authorities(self) -> Authorities:
        """The agencies, organisations, persons and places that have a name."""
        return self.own or shipped_authorities(self.base)

    def thing(self, kind: str, key: str) -> str:
        """The IRI of what a key names: minted before or now. A merged one is called by the name that stays.

        Raises `RecordError` when the ledger says that it was withdrawn or split.
        """
        return self._live(kind, self.ledger.identify(kind, key, at=self.today, by=self.by), key)

    def known(self, kind: str, identifier: str) -> str:
        """The IRI of a thing by the identifier it has already. Raises `RecordError` when it was never minted."""
        if identifier not in self.ledger.table or not is_valid(identifier, KINDS[kind]):
            raise RecordError(
                f"{identifier} was never minted for a {kind}",
                where=self.ledger.where,
                fix="Leave `id` out, or correct it.",
            )
        return self._live(kind, identifier, identifier)

    def authority(self, key: str) -> str:
        """The IRI of an agency, organisation, person or place of the authority files."""
        iri = str(self.authorities.iris[key])
        path_and_id = iri.removeprefix(f"{self.base}id/")
        kind = {"p": "person", "q": "place"}.get(path_and_id.partition("/")[2][0], "agent")
        named = self.thing(kind, f"{path_and_id.partition('/')[0]}:{key}")
        if named != iri:
            raise RecordError(
                f"the authority file names {key} {iri}, the ledger {named}",
                where=f"{self.authorities.file(key)}, {key}",
                fix="Use the ledger's identifier in the authority file, or give the authority another key.",
            )
        return iri

    def text(self, sha256: str) -> str:
        """The IRI of a source text: named by its digest."""
        return thing_iri(self.base, KINDS["text"], from_content(KINDS["text"], sha256))

    def period(self, edtf: str) -> str:
        """The IRI of a period, the same for all who speak of it."""
        return self.thing("period", f"period:{edtf}")

    def rule(self, rule: str) -> str:
        """The IRI of a rule, by name and version."""
        return f"{self.base}id/rule/{rule}"

    def unit(self, slug: str) -> str:
        """The IRI of a unit: one of our own, or QUDT's."""
        return str(concept("unit", slug) if slug in loading.concepts("unit") else getattr(UNIT, slug))

    def of_record(self, record: Record) -> "RecordNames":
        """The names of one record's keys."""
        return RecordNames(self, record)

    def _live(self, kind: str, identifier: str, key: str) -> str:
        ends = self.ledger.resolve(identifier)
        if len(ends) != 1:
            state = self.ledger.table[identifier].state
            raise RecordError(
                f"{identifier} ({key}) was {state}, but a record still holds it as live",
                where=self.ledger.where,
                fix="Remove the entry from the record, give it another key, or restore the identifier.",
            )
        return thing_iri(self.base, KINDS[kind], ends[0])


@dataclass(frozen=True)
class RecordNames:
    """The names of one record: keys of its own entries, and of authorities."""

    names: Names
    record: Record
    _agents: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # asked for again and again

    @cached_property
    def article(self) -> str:
        """The article's IRI."""
        return self.entry("article", self.record.article)

    @cached_property
    def article_id(self) -> str:
        """The article's identifier, which names its run and reviews."""
        return self.article.rpartition("/")[2]

    @cached_property
    def text(self) -> str:
        """The source text's IRI."""
        return self.names.text(self.record.source.sha256)

    @cached_property
    def run(self) -> str:
        """The IRI of the reading that the record comes from."""
        return f"{self.names.base}id/run/{self.article_id}-1"

    @cached_property
    def extraction(self) -> str:
        """The IRI of the run of the extraction that its proposals come from."""
        return f"{self.names.base}id/run/{self.article_id}-2"

    def review(self, number: int) -> str:
        """The IRI of one decision on this record."""
        return f"{self.names.base}id/review/{self.article_id}-{number}"

    def entry(self, kind: str, entry: Entry) -> str:
        """The IRI of an entry of the record."""
        if isinstance(entry, Thing | Article) and entry.id:
            return self.names.known(kind, entry.id)
        return self.names.thing(kind, f"{self.record.name}#{entry.key}")

    def local(self, section: str, key: str) -> str:
        """The IRI of what a key names in a section of this record."""
        part = next(part for part in getattr(self.record, section) if part.key == key)
        if isinstance(part, Entry):
            return self.entry(SECTIONS[section], part)
        return self.names.thing(SECTIONS[section], f"{self.record.name}#{key}")

    def agent(self, key: str) -> str:
        """The IRI of an authority, or of an unnamed voice of this article."""
        if key not in self._agents:
            is_voice = any(voice.key == key for voice in self.record.voices)
            self._agents[key] = self.local("voices", key) if is_voice else self.names.authority(key)
        return self._agents[key]

    def source(self, key: str) -> str:
        """The IRI of what a figure comes from: a document of this article, or an agent."""
        if any(document.key == key for document in self.record.documents):
            return self.local("documents", key)
        return self.agent(key)
