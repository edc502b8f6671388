# Two commands: `make serve` builds the shipped corpus, validates it and serves it; `make test` runs all tests.
# Both set everything up. They need Python 3.11 or newer, and no compiler.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# A checkout may keep a second constraints file for a mirror; the pinned versions are these.
CONSTRAINTS := constraints.txt

.DEFAULT_GOAL := help
.PHONY: help install serve test check bench clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## make .venv with the command .venv/bin/policygraph

$(STAMP): setup.cfg pyproject.toml $(CONSTRAINTS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e '.[test]'
	@touch $@

serve: $(STAMP) ## build the five articles, validate them, serve them on http://localhost:8000
	$(BIN)/policygraph serve --port 8000

test: $(STAMP) ## all tests; ends by saying how many were skipped, and why
	$(BIN)/python -m pytest -n 2

check: $(STAMP) ## ruff, mypy, the import rules, and the wheel's files against the tree
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports setup.cfg
	$(BIN)/python -m pytest -q tests/house

bench: $(STAMP) ## measure speed and memory, and print a table; BIG=1 adds what takes hours, SERVING=1 measures HTTP
	$(BIN)/python tests/bench/$(if $(SERVING),serving.py,run.py $(if $(BIG),big,usual))

clean: ## remove what the other commands made (releases too)
	rm -rf $(VENV) releases build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
