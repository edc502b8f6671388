"""The workspace: the folder a user works in.

    policygraph.toml   settings                     ledger.jsonl   what every identifier was minted for
    archive/           the articles' texts          records/       what is held of each article
    decisions/         what was decided about it    authorities/   agencies, persons and places it adds
    releases/          what was built               history/       earlier states, of the samples
    outlines/          where the sentences are      audits/        samples drawn from a release, with verdicts

The texts are the user's: a workspace may lack them (the shipped corpus does), and builds the same release without.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ontology.errors import SettingsError
from publish.settings import FILE_NAME, Settings, read_settings, settings_file

SHIPPED = Path(__file__).parent.parent / "mappings" / "corpus"
SAMPLES = Path(__file__).parent.parent / "mappings" / "samples"
# Shipped workspaces may lie where nobody may write, so their releases go to the folder that one works in.
_RELEASES = {SHIPPED: Path("releases"), SAMPLES: Path("releases") / "samples"}
_GITIGNORE = "# Built from the other folders; a release can be made again at any time.\nreleases/\n.cache/\n"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with settings, records and decisions, and the folder that its releases go to."""

    root: Path
    settings: Settings
    releases: Path

    @property
    def archive(self) -> Path:
        """The articles' texts."""
        return self.root / "archive"

    @property
    def records(self) -> Path:
        """One YAML file per article."""
        return self.root / "records"

    @property
    def decisions(self) -> Path:
        """One YAML file per record that was reviewed."""
        return self.root / "decisions"

    @property
    def ledger(self) -> Path:
        """What every identifier was minted for."""
        return self.root / "ledger.jsonl"

    @property
    def authorities(self) -> Path:
        """Turtle files of agencies, organisations, persons and places, beside those that are shipped."""
        return self.root / "authorities"

    @property
    def outlines(self) -> Path:
        """Where the sentences of each text are, as offsets: one file per record whose text was at hand."""
        return self.root / "outlines"

    @property
    def audits(self) -> Path:
        """Samples that were drawn for an audit, with their verdicts."""
        return self.root / "audits"

    def outline_files(self) -> list[Path]:
        """The outlines, by name."""
        return sorted(self.outlines.glob("*.tsv"))

    def judged_sheets(self) -> list[Path]:
        """The worksheets of audits that came back, by name."""
        return sorted(self.audits.glob("*.csv"))

    def authority_files(self) -> list[Path]:
        """The authority files, by name."""
        return sorted(self.authorities.glob("*.ttl"))

    def history(self) -> "list[tuple[str, Workspace]]":
        """The earlier states in `history/`, oldest first, each with the date of its release, which names its folder.

        Raises `SettingsError` for a folder with another name.
        """
        folders = sorted(path for path in (self.root / "history").glob("[!.]*") if path.is_dir())
        for folder in folders:
            try:
                date.fromisoformat(folder.name)
            except ValueError as error:
                raise SettingsError(
                    "is not named by a date",
                    where=str(folder),
                    fix="Name it by the day on which this state is released, such as 2026-11-25.",
                ) from error
        return [(folder.name, replace(self, root=folder)) for folder in folders]

    def record_files(self) -> list[Path]:
        """The record files, by name."""
        return sorted(self.records.glob("*.yaml"))

    def decision_files(self) -> list[Path]:
        """The decision files, by name."""
        return sorted(self.decisions.glob("*.yaml"))


def open_workspace(root: Path | None = None, releases: Path | None = None) -> Workspace:
    """The workspace in a folder; without one, the current folder if it is one, else the shipped corpus.

    Releases of the shipped corpus go to `./releases`, those of the samples to `./releases/samples`.
    Raises `SettingsError` when the folder is no workspace or its settings cannot be used.
    """
    if root is None:
        root = Path() if (Path() / FILE_NAME).is_file() else SHIPPED
    if not root.is_dir():
        raise SettingsError(
            "there is no such folder", where=str(root), fix=f"Name a workspace, or make one: policygraph init {root}"
        )
    settings = read_settings(root / FILE_NAME)
    default = next((folder for shipped, folder in _RELEASES.items() if shipped.resolve() == root.resolve()), None)
    return Workspace(root, settings, releases or default or root / "releases")


def is_workspace(folder: Path) -> bool:
    """Whether the folder holds a `policygraph.toml`."""
    return (folder / FILE_NAME).is_file()


def init_workspace(root: Path) -> Workspace:
    """A new workspace in a folder that is absent or empty.

    Raises `SettingsError` when something is there already: nothing is ever overwritten.
    """
    try:
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise SettingsError(
                "is not an empty folder", where=str(root), fix="Name a folder that does not exist yet or is empty."
            )
        for folder in ("archive", "records", "decisions", "authorities"):
            (root / folder).mkdir(parents=True)
        (root / "ledger.jsonl").touch()
        (root / ".gitignore").write_text(_GITIGNORE, encoding="utf-8", newline="\n")
        (root / FILE_NAME).write_text(settings_file(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError(
            f"cannot be written ({error.strerror})", where=str(root), fix="Check the path and its permissions."
        ) from error
    return open_workspace(root)
