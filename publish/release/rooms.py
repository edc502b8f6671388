"""What a build asks of the rooms before this one, wired together: records, lift, accept, ontology, shapes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from rdflib import URIRef

import ontology
import shapes
from mappings import Names, read_decisions, read_record, tombstones, vocabulary_quads
from mappings.accept import Statements, statements
from mappings.dataset import authorities_named, authority_statements, groups
from mappings.review import Reviewed, review
from ontology.authority_files import Authorities, read_authorities
from ontology.errors import RecordError
from ontology.ledger import Ledger
from ontology.loading import authority_iris
from publish.release.build import Gathered, Progress, Verdict
from publish.release.cache import Cache, Held, UnitCache
from publish.release.changes import names_of_terms
from publish.release.checking import Check, readable_texts
from publish.release.pieces import Pieces
from publish.release.validation import Validator
from publish.store.dataset import IN_MEMORY, Dataset, Store, to_lines
from publish.store.embedded import STORES, prepare
from publish.store.sorting import LineFile
from publish.workspace import Workspace
from shapes.catalogue import catalogue, questions_graph
from shapes.validation import Severity, validate

EDITORS = "editors"


@dataclass
class HouseRooms:
    """The rooms of this house, for `build`; what did not change since an earlier build comes from its cache."""

    lifted: list[str] = field(default_factory=list)  # the records that had to be lifted in this build
    validated: list[int] = field(default_factory=list)  # the units that had to be validated

    def gather(self, workspace: Workspace, ledger: Ledger, date: str, progress: Progress) -> Gathered:
        """All articles of the workspace with what they share. Raises `RecordError` for the first record at fault."""
        base = workspace.settings.base
        names = Names(base, ledger, date, own=read_authorities(base, workspace.authority_files()))
        lifting = Cache(workspace.releases / ".cache" / "lifted", names.authorities, workspace.decisions)
        articles = list(self._lift(workspace, lifting, names, progress))
        _check_decisions(workspace)
        _check_sources(articles)
        vocabulary = Dataset.of(vocabulary_quads())
        terms = names_of_terms(vocabulary.statements(), base)
        cache = UnitCache(workspace.releases / ".cache" / "units", names.authorities, terms)
        parts = list(_units(workspace, articles, lifting, names, cache, progress))
        shared = [*vocabulary.lines, *to_lines(tombstones(ledger, base))] if articles else []
        everything = chain(shared, chain.from_iterable(part.lines for part in parts))
        kept = workspace.releases / ".cache"
        kept.mkdir(exist_ok=True)
        whole = Dataset.merged(everything, kept / "whole.nq")
        contributed = Pieces([cache.piece_of(part) for part in parts], shared, [cache.dumps_of(part) for part in parts])
        return Gathered(whole, tuple(parts), vocabulary, contributed)

    def validate(self, workspace: Workspace, gathered: Gathered, progress: Progress) -> Verdict:
        """What the shapes say of each unit and of the whole."""
        validator = Validator(workspace.releases / ".cache" / "validated", gathered.vocabulary)
        number = len(gathered.units) + 1
        reports = list(validator.units(gathered.units, lambda done: progress("Validating", done, number)))
        found = validator.whole(_opened(workspace, gathered.dataset), reports)
        progress("Validating", number, number)
        self.validated += validator.looked_at
        return found

    def publisher(self, base: str) -> URIRef:
        """The editors' group."""
        return authority_iris(base)[EDITORS]

    def fixed_files(self) -> Mapping[str, bytes]:
        """The ontology with its schemes and checks, and the shapes, as they stand in their rooms.

        `shapes/queries.ttl` describes the questions in `shapes/queries/` as RDF, so that their IRIs answer too.
        """
        rooms = {"ontology": ontology, "shapes": shapes}
        described = {"shapes/queries.ttl": questions_graph().serialize(format="turtle").encode()}
        return described | {
            f"{name}/{path.relative_to(place).as_posix()}": path.read_bytes()
            for name, room in rooms.items()
            for place in [Path(str(room.__file__)).parent]
            for path in sorted(place.rglob("*.*"))
            if path.suffix in (".ttl", ".rq") and path.relative_to(place).parts[0] != "authorities"
        }

    def _lift(self, workspace: Workspace, cache: Cache, names: Names, progress: Progress) -> Iterator[Held]:
        """Each record, lifted now or by an earlier build; its evidence stays in the cache until it is asked for."""
        files = workspace.record_files()
        for number, file in enumerate(files, start=1):
            held = cache.find(file, names.ledger)
            if held is None:
                self.lifted.append(file.stem)
                record = _reviewed(workspace, file, names.authorities).record
                held = cache.keep(record, file, names.ledger, names.today)
            yield held
            progress("Lifting records", number, len(files))
        cache.forget_others()


def _opened(workspace: Workspace, dataset: Dataset) -> Store:
    """The whole dataset in a store: in memory where it is small, else in the one that the release will open."""
    if isinstance(dataset.lines, LineFile) and len(dataset) > IN_MEMORY:
        return prepare(dataset.lines.path, workspace.releases / STORES)
    return dataset.store()


def _units(
    workspace: Workspace,
    articles: Sequence[Held],
    lifting: Cache,
    names: Names,
    cache: UnitCache,
    progress: Progress,
) -> Iterator[Dataset]:
    """What is accepted of articles that speak of the same things, with what the authority files say of those named."""
    grouped = groups([each.things for each in articles])
    for number, group in enumerate(grouped, start=1):
        members = [articles[index] for index in group]
        found = cache.find(members, workspace.decisions)
        if found:
            unit, keys = found
            authority_statements(keys, names)  # the ledger remembers what is published
        else:
            said, keys = _accepted(workspace, members, lifting, names)
            lines = (said | authority_statements(keys, names)).lines()
            unit = cache.keep(members, workspace.decisions, lines, keys)
        yield unit
        progress("Applying decisions", number, len(grouped))
    cache.forget_others()


def _accepted(
    workspace: Workspace, members: Sequence[Held], lifting: Cache, names: Names
) -> tuple[Statements, list[str]]:
    """What the decisions accept of some articles, and the keys of the authorities that it names."""
    reviewed = [_reviewed(workspace, each.file, names.authorities) for each in members]
    decisions = {each.record.name: each.decisions for each in reviewed}
    lifted = [
        lifting.lifted(held, each.record, names.ledger, names.today)
        for held, each in zip(members, reviewed, strict=True)
    ]
    said = statements(lifted, decisions, names.base)
    return said, authorities_named(said.triples(), names)


def _reviewed(workspace: Workspace, file: Path, authorities: Authorities) -> Reviewed:
    """The record in a file after the decisions on it."""
    record = read_record(file, authorities)
    return review(record, read_decisions(workspace.decisions / file.name, record), authorities)


def _check_decisions(workspace: Workspace) -> None:
    """Raises `RecordError` for a file of decisions that is about no record."""
    names = {path.stem for path in workspace.record_files()}
    for path in workspace.decision_files():
        if path.stem not in names:
            raise RecordError("there is no record of this name", where=str(path), fix="Rename or remove the file.")


def _check_sources(articles: Sequence[Held]) -> None:
    """Raises `RecordError` when two records describe one text, or claim to be one article."""
    seen: dict[str, str] = {}
    for each in articles:
        for what, value in (("text", each.text), ("article", each.article)):
            other = seen.setdefault(f"{what} {value}", each.name) if value else each.name
            if other != each.name:
                raise RecordError(
                    f"speaks of the same {what} as {other}",
                    where=str(each.file),
                    fix="Keep one of the two records.",
                )


def check_shapes(release: Path, archive: Path) -> Check:
    """The shapes on a whole release with its texts at hand: those too that need the words."""
    store = Dataset.read(release / "data" / "dataset.nq").store()
    report = validate(store, texts=readable_texts(release, archive))
    faults = [f"{each.focus}: {each.message_en}" for each in report if each.severity is Severity.VIOLATION]
    return Check(
        "rules for good data hold, those that need the words included", len(catalogue().constraints), tuple(faults)
    )
