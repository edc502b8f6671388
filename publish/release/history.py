"""The states that a workspace carries of its past: released in their order before the present one.

A workspace whose history matters from the first day on (that of the samples) holds earlier states in `history/`, each
in a folder named by the date of its release, with records, decisions, authorities and the ledger as they were then.
"""

from publish.release.manifest import read_manifest
from publish.release.publishing import release_folders
from publish.workspace import Workspace


def unreleased_states(workspace: Workspace) -> list[tuple[str, Workspace]]:
    """The earlier states that are later than the newest release, oldest first, each with the date of its release.

    Raises `ReleaseError` when the newest release cannot be read, `SettingsError` for a folder that is no state.
    """
    folders = release_folders(workspace.releases)
    newest = read_manifest(folders[-1]).date if folders else ""
    return [(date, state) for date, state in workspace.history() if date > newest]
