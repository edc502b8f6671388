"""Errors that say what is wrong, where it is, and what to do next."""


class ProjectError(Exception):
    """The root of our errors: what is wrong, where it is, and what to do next."""

    def __init__(self, what: str, *, where: str, fix: str) -> None:
        super().__init__(f"{where}: {what}. {fix}")
        self.what, self.where, self.fix = what, where, fix


class IdentifierError(ProjectError):
    """An identifier that breaks the pattern, or whose check character is wrong."""


class LedgerError(ProjectError):
    """A ledger that was changed, or an event that its rules forbid."""


class OntologyError(ProjectError):
    """Our own vocabulary files cannot be read, or contradict each other."""


class RecordError(ProjectError):
    """A record or decision file that cannot be taken: wrong field, value, offset, digest or reference."""


class ArchiveError(ProjectError):
    """An article's text is missing, unreadable, or not the text that the record speaks of."""


class QuarantineError(ArchiveError):
    """A file that is not taken in: no text, or one that cannot be decoded beyond doubt."""


class ValidationError(ProjectError):
    """The validation itself cannot be run (not: the data has faults)."""


class ReleaseError(ProjectError):
    """A release that cannot be built, is damaged, or is refused."""


class StoreError(ProjectError):
    """A store that cannot be opened, or a query that it refuses."""


class SettingsError(ProjectError):
    """A workspace or setting that cannot be used."""
