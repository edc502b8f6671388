"""The sample workspace as a user gets it: its two releases, and the site over each of them."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mappings import Archive, read_record
from ontology.authority_files import read_authorities
from ontology.ledger import Ledger
from ontology.terms import DEFAULT_BASE
from publish.release.publishing import release_folders
from publish.site.app import create_app
from publish.store.dataset import Dataset
from publish.workspace import SAMPLES, Workspace, open_workspace

DATE = "2024-05-31"


def build_samples(releases: Path) -> list[Path]:
    """The releases that `policygraph build --sample` makes in an empty folder, oldest first."""
    command = [sys.executable, "-m", "publish.cli", "build", "--sample", "--releases", str(releases), "--date", DATE]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"policygraph build --sample failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return release_folders(releases)


@pytest.fixture(scope="session")
def sample_releases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folders of the first release of the samples and of the present one."""
    first, second = build_samples(tmp_path_factory.mktemp("samples") / "releases")
    return {"first": first, "second": second}


@pytest.fixture(scope="session")
def sample_data(sample_releases: Mapping[str, Path]) -> Mapping[str, Dataset]:
    """What each of the two releases says."""
    return {name: Dataset.read(folder / "data" / "dataset.nq") for name, folder in sample_releases.items()}


@pytest.fixture(scope="session")
def sample_sites(sample_releases: Mapping[str, Path]) -> Mapping[str, FlaskClient]:
    """The site over each of the two releases."""
    return {name: create_app(folder).test_client() for name, folder in sample_releases.items()}


@pytest.fixture(scope="session")
def samples() -> Workspace:
    """The sample workspace as it is shipped: look, and write nothing."""
    return open_workspace(SAMPLES)


@pytest.fixture(scope="session")
def sample_texts(samples: Workspace) -> Mapping[str, str]:
    """The texts of the five articles by file name."""
    authorities = read_authorities(DEFAULT_BASE, samples.authority_files())
    sources = [read_record(path, authorities).source for path in samples.record_files()]
    return {source.file: Archive(samples.archive).text(source) for source in sources}


@pytest.fixture(scope="session")
def ids(samples: Workspace) -> Mapping[str, str]:
    """The identifier of each thing by its key, such as `digital-lake-news#m3`."""
    return {key: identifier for (_, key), identifier in Ledger.read(samples.ledger).keys.items()}
