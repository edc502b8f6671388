"""The house: what stands at the top, and that nothing foreign or undocumented stands in it."""

import configparser
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    *("ontology", "mappings", "shapes", "publish", "tests", "setup.cfg", "pyproject.toml", "constraints.txt"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "LICENSE", "LICENSES", "Makefile"),
}


def _tracked():
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("this is no git checkout")
    return [Path(name) for name in done.stdout.splitlines()]


def test_the_top_level_holds_the_four_rooms_and_little_else():
    top = {path.parts[0] for path in _tracked()}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL


def test_every_dependency_is_pinned():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    wanted = config["options"]["install_requires"].split() + config["options.extras_require"]["test"].split()
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in pins}
    assert {name.lower().replace("_", "-") for name in wanted} <= pinned


def test_every_license_named_has_its_text():
    assert {path.name for path in (ROOT / "LICENSES").iterdir()} == {
        "Apache-2.0.txt",
        "CC-BY-4.0.txt",
        "CC0-1.0.txt",
    }


def test_no_module_is_a_lumber_room():
    for path in _tracked():
        assert path.stem not in {"utils", "util", "helpers", "manager", "misc", "common"}, path
