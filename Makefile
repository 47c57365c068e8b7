# Musnad: `make demo` shows it, `make test` checks it, `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
UV := .uv/bin/uv

# The Python at hand is used, never another one fetched; a package index that pip was told of serves uv too.
export UV_PYTHON_DOWNLOADS := never
export PYTHONUTF8 := 1
INDEX := $(or $(PIP_INDEX_URL),$(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null))
ifneq ($(INDEX),)
export UV_DEFAULT_INDEX ?= $(INDEX)
endif

COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(LOCK_OPTIONS)

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types unit score bench lock clean

help:  ## list what can be made
	@grep -E '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: .venv/.developer  ## make .venv with everything in it (needs python3 of 3.11 or newer, and pip)

demo: .venv/.runtime  ## read the samples: an overview, one article in full, and a page of each
	@$(BIN)/python samples/demo.py

test: lint types unit score  ## run every check
	@echo "All passed: ruff, format, mypy, pytest and the score floors."

lint: .venv/.developer  ## ruff: rules and format
	$(BIN)/ruff check --output-format concise
	$(BIN)/ruff format --check

types: .venv/.developer  ## mypy, strict
	$(BIN)/mypy

unit: .venv/.developer  ## pytest
	$(BIN)/pytest -q

score: .venv/.developer  ## measure the reading, fail where a score fell below its floor
	$(BIN)/python eval/gate.py

bench: .venv/.developer  ## measure speed, memory, start-up and growth with length
	$(BIN)/python bench/bench.py

lock: .uv/.stamp  ## write the requirements files anew from pyproject.toml (LOCK_OPTIONS=--upgrade for new versions)
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) --constraint requirements.txt --group dev --group train --group bench pyproject.toml -o requirements-dev.txt
	$(COMPILE) --group build -o requirements-build.txt

clean:  ## remove what was made, .venv too
	rm -rf .venv .uv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Debian refuses `pip install` outside an environment and has no ensurepip: a target folder works on both, and uv does the rest.
.uv/.stamp: requirements-build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Musnad needs Python 3.11 or newer; $(PYTHON) is missing or older. Name another: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Fetching uv, the installer"
	@rm -rf .uv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target .uv --require-hashes -r $<
	@touch $@

.venv/.made: | .uv/.stamp
	@echo "Making .venv"
	@$(UV) venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	@touch $@

.venv/.runtime: requirements.txt pyproject.toml .venv/.made
	@echo "Installing Musnad"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --build-constraint requirements-build.txt --editable .
	@touch $@

.venv/.developer: requirements-dev.txt .venv/.runtime
	@echo "Installing the tools for checks, training and the bench"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@
