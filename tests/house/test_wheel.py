"""The wheel: what a stranger installs is what stands in the tree, no file more and none less."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("ontology", "mappings", "shapes", "publish")
NOT_SHIPPED = {"__pycache__", ".cache"}


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory):
    """The paths of the files in a freshly built wheel, its metadata aside."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    tree.mkdir()
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        (tree / name).write_bytes((ROOT / name).read_bytes())
    for path in _tree_files():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes((ROOT / path).read_bytes())
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return {Path(name) for name in archive.namelist() if ".dist-info/" not in name}


def _tree_files():
    return {
        path.relative_to(ROOT)
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and not NOT_SHIPPED & set(path.parts)
    }


def test_the_wheel_holds_every_file_of_the_rooms_and_nothing_else(wheel_files):
    expected = _tree_files()
    missing, extra = sorted(expected - wheel_files), sorted(wheel_files - expected)
    assert (missing, extra) == ([], [])
