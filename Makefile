# The same commands for people and for CI. Only Python 3.11, make and git are taken for granted.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

# Tests start this program many times: without kept bytecode all of it is compiled each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-all check fmt docs bench bench-full lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t14

$(VENV)/.run: requirements/run.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

run: $(VENV)/.run  ## build the sample court, then serve the desk with it on this machine
	$(BIN)/tuobo demo --serve

check: $(VENV)/.dev  ## lint, types, import contracts, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tuobo content check

test: check  ## everything that must hold before a change lands
	$(BIN)/pytest -m "not slow"

test-all: check  ## the same with the slow sweeps
	$(BIN)/pytest

fmt: $(VENV)/.dev  ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev  ## write the generated reference
	$(BIN)/tuobo docs

bench: $(VENV)/.dev  ## speed and memory, small size (under two minutes)
	$(BIN)/python -m bench --size small

bench-full: $(VENV)/.dev  ## speed and memory at the size of the country
	$(BIN)/pip install --quiet --require-hashes -r requirements/bench.lock
	$(BIN)/python -m bench --size full

lock: $(VENV)/.dev  ## renew the lock files (needs a package index)
	$(BIN)/pip install --quiet pip-tools
	cd requirements && for f in run dev bench; do \
	  ../$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --no-header --output-file $$f.lock $$f.in; done

clean:
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build *.egg-info
