"""Articles of our own as contexts."""

from collections.abc import Callable

import pytest

from mappings.extract.context import Context
from mappings.extract.extraction import read_context
from mappings.readers import read_bytes


@pytest.fixture(scope="session")
def read() -> Callable[[str], Context]:
    """What the first stages find in a text."""
    return lambda text: read_context(read_bytes(text.encode(), "article.txt"))
