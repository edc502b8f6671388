"""The examples in the docstrings of store and site run."""

import doctest
import importlib
import pkgutil

import pytest

import publish.site
import publish.store

MODULES = [f"{room.__name__}.{module.name}" for room in (publish.site, publish.store)
           for module in pkgutil.iter_modules(room.__path__)]  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_show(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
