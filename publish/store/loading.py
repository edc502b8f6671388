"""Files of strangers into a store: parsed by a process of its own, which a hostile file may end without harm to us."""

import hashlib
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from ontology.errors import StoreError

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}
MEMORY = 4 * 1024**3  # bytes
FILE_BYTES = 4 * 1024**3
_SYNTAX, _OTHER = 3, 4  # how the process ends


def load_files(files: Sequence[Path], store: Path) -> str:
    """Load the files into a new store. What comes back is a digest of them.

    Raises `StoreError` with file, line and column when one of them cannot be read or is of no format we take.
    """
    for file in files:
        _check(file)
    command = [sys.executable, "-I", "-m", "publish.store.loading", str(store), *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- no shell, no word of a stranger
    if done.returncode == 0:
        digest = hashlib.sha256()
        for file in files:
            with file.open("rb") as content:
                digest.update(hashlib.file_digest(content, "sha256").digest())
        return digest.hexdigest()
    said = done.stdout.decode("utf-8", "replace").strip()
    where, _, reason = said.partition("\n")
    if done.returncode in (_SYNTAX, _OTHER):
        raise StoreError(reason, where=where, fix="Correct the file, and try again.")
    raise StoreError(
        f"reading it took more than {MEMORY >> 30} GB of memory, or is too deeply nested",
        where=where or "data",
        fix="Write it as N-Quads.",
    )


def _check(file: Path) -> None:
    """Raises `StoreError` unless it is a file of a format that we take."""
    if file.suffix not in FORMATS:
        raise StoreError(
            f"{file.suffix or 'no extension'} is no format that can be served",
            where=str(file),
            fix=f"Convert it to one of: {', '.join(FORMATS)}.",
        )
    if not file.is_file():
        raise StoreError("there is no such file", where=str(file), fix="Name a file.")
    if file.stat().st_size > FILE_BYTES:
        raise StoreError(f"it has more than {FILE_BYTES} bytes", where=str(file), fix="Serve less of it.")


def main(store: str, *files: str) -> int:
    """In the process of its own: load, and say where it went wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    opened = ox.Store(store)
    for file in files:
        print(file, flush=True)
        try:
            opened.bulk_load(path=file, format=FORMATS[Path(file).suffix])
        except SyntaxError as error:
            print(f"not RDF: {error}")
            return _SYNTAX
        except (OSError, ValueError, RuntimeError, MemoryError) as error:
            print(f"cannot be read: {error}")
            return _OTHER
    opened.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
