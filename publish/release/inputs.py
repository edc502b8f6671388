"""What a release is made from, as one digest: the same digest, the same release (but for its date)."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ontology.ledger import Ledger
from publish.workspace import Workspace

_ROOT = Path(__file__).parent.parent.parent
# The code and the words that decide what stands in a release; the shipped workspaces are input, not code.
_MAKERS = (
    *("ontology", "mappings", "shapes", "publish/release", "publish/settings.py"),
    *(f"publish/store/{name}.py" for name in ("dataset", "folding", "sorting", "table")),
    *(f"publish/index/{name}.py" for name in ("facets", "things")),
)
_WORKSPACES = ("mappings/corpus", "mappings/samples")
_KINDS = frozenset({".py", ".ttl", ".rq", ".tsv", ".yaml", ".toml", ".html", ".css"})
_LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "PyYAML", "pydantic")


def digest(workspace: Workspace, ledger: Ledger) -> str:
    """The digest of everything that decides the content of a release, whatever the date and the archive."""
    parts = hashlib.sha256(code().encode())
    for name, value in workspace.settings.published().items():
        _add(parts, name, value.encode())
    beside = [*workspace.outline_files(), *workspace.judged_sheets()]
    for path in [*workspace.authority_files(), *workspace.record_files(), *workspace.decision_files(), *beside]:
        _add(parts, path.relative_to(workspace.root).as_posix(), path.read_bytes())
    _add(parts, "ledger", "\n".join(ledger.lines).encode())
    return parts.hexdigest()


@cache
def code() -> str:
    """The digest of our own code, words and shapes, and the versions of the libraries that they rest on."""
    parts = hashlib.sha256()
    for path in sorted(_files()):
        _add(parts, path.relative_to(_ROOT).as_posix(), path.read_bytes())
    for library in _LIBRARIES:
        _add(parts, library, version(library).encode())
    return parts.hexdigest()


def _files() -> Iterator[Path]:
    for name in _MAKERS:
        place = _ROOT / name
        for path in [place] if place.is_file() else place.rglob("*"):
            inside = path.relative_to(_ROOT).as_posix()
            if path.suffix in _KINDS and not inside.startswith(_WORKSPACES):
                yield path


def _add(parts: "hashlib._Hash", name: str, content: bytes) -> None:
    parts.update(f"{name}\0{len(content)}\0".encode() + content)
