"""What a build asks of the rooms before this one, wired together: records, lift, accept, ontology, shapes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import URIRef

import ontology
import shapes
from mappings import (
    Decisions,
    Lifted,
    Names,
    Record,
    accept,
    authority_quads,
    read_decisions,
    read_record,
    tombstones,
    units,
    vocabulary_quads,
)
from ontology.errors import RecordError
from ontology.ledger import Ledger
from ontology.loading import authority_iris
from publish.release.build import Gathered, Progress, Verdict
from publish.release.cache import Cache
from publish.release.checking import Check, readable_texts
from publish.release.validation import Found, Validator
from publish.store.dataset import Dataset, Quad
from publish.workspace import Workspace
from shapes.catalogue import catalogue
from shapes.validation import Severity, validate

EDITORS = "editors"


@dataclass
class HouseRooms:
    """The rooms of this house, for `build`; what did not change since an earlier build comes from its cache."""

    lifted: list[str] = field(default_factory=list)  # the records that had to be lifted in this build
    validated: list[int] = field(default_factory=list)  # the units that had to be validated

    def gather(self, workspace: Workspace, ledger: Ledger, date: str, progress: Progress) -> Gathered:
        """All articles of the workspace with what they share. Raises `RecordError` for the first record at fault."""
        base, names = workspace.settings.base, Names(workspace.settings.base, ledger, date)
        records = [read_record(path) for path in workspace.record_files()]
        decisions = _decisions(workspace, records)
        _check_sources(workspace, records)
        articles = list(self._lift(workspace, records, ledger, date, progress))
        vocabulary = list(vocabulary_quads())
        everything: list[Quad] = [*vocabulary, *tombstones(ledger, base)]
        parts = []
        grouped = units(articles)
        for number, unit in enumerate(grouped, start=1):
            quads = list(accept(unit, decisions, base))
            quads += authority_quads(quads, names)
            everything += quads
            parts.append(Dataset.of([*quads, *vocabulary]))
            progress("Applying decisions", number, len(grouped))
        return Gathered(Dataset.of(everything) if records else Dataset.of(()), tuple(parts))

    def validate(self, workspace: Workspace, gathered: Gathered, progress: Progress) -> Verdict:
        """What the shapes say of each unit and of the whole."""
        validator = Validator(workspace.releases / ".cache" / "validated")
        reports = []
        for number, unit in enumerate(gathered.units, start=1):
            reports.append(validator.unit(number, unit))
            progress("Validating", number, len(gathered.units) + 1)
        report = validator.whole(gathered.dataset, reports)
        progress("Validating", len(gathered.units) + 1, len(gathered.units) + 1)
        self.validated += validator.looked_at
        return Found(report, gathered.dataset)

    def publisher(self, base: str) -> URIRef:
        """The editors' group."""
        return authority_iris(base)[EDITORS]

    def fixed_files(self) -> Mapping[str, bytes]:
        """The ontology with its schemes, and the shapes, as they stand in their rooms."""
        rooms = {"ontology": ontology, "shapes": shapes}
        return {
            f"{name}/{path.relative_to(place).as_posix()}": path.read_bytes()
            for name, room in rooms.items()
            for place in [Path(str(room.__file__)).parent]
            for path in sorted(place.rglob("*.*"))
            if path.suffix in (".ttl", ".rq") and path.relative_to(place).parts[0] not in ("authorities", "checks")
        }

    def _lift(
        self, workspace: Workspace, records: Sequence[Record], ledger: Ledger, date: str, progress: Progress
    ) -> Iterator[Lifted]:
        cache = Cache(workspace.releases / ".cache" / "lifted", workspace.settings.base)
        for number, record in enumerate(records, start=1):
            held = cache.find(record, workspace.records / f"{record.name}.yaml", ledger, date)
            if held is None:
                self.lifted.append(record.name)
                held = cache.keep(record, workspace.records / f"{record.name}.yaml", ledger, date)
            yield held
            progress("Lifting records", number, len(records))
        cache.forget_others()


def _decisions(workspace: Workspace, records: Sequence[Record]) -> dict[str, Decisions]:
    """The decisions on each record. Raises `RecordError` for a file of decisions that is about no record."""
    names = {record.name for record in records}
    for path in workspace.decision_files():
        if path.stem not in names:
            raise RecordError("there is no record of this name", where=str(path), fix="Rename or remove the file.")
    return {record.name: read_decisions(workspace.decisions / f"{record.name}.yaml", record) for record in records}


def _check_sources(workspace: Workspace, records: Sequence[Record]) -> None:
    """Raises `RecordError` when two records describe one text, or claim to be one article."""
    seen: dict[str, str] = {}
    for record in records:
        for what, value in (("text", record.source.sha256), ("article", record.article.id)):
            other = seen.setdefault(f"{what} {value}", record.name) if value else record.name
            if other != record.name:
                raise RecordError(
                    f"speaks of the same {what} as {other}",
                    where=str(workspace.records / f"{record.name}.yaml"),
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
