# Two commands matter: `make demo` and `make check`. Both set up their own environment; Python and make are enough.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?=
VENV   := .venv
BIN    := $(VENV)/bin
BENCH  := .venv-bench
PY     := $(BIN)/python
STAMPS := .make
JOBS   ?= 2
COMPILE := from feedback_rules.profiles.compiled import compile_checkout; made = compile_checkout()

# What a step reads. Folders stand among them: a deleted file is a change too. (`docs/.`, since `docs` is also a target.)
tree    = $(foreach d,$(wildcard $(1)),$(shell find $(d)/. -name '__pycache__' -prune -o \( -type d -o -type f \) -print))
SOURCE  := $(call tree,src)
TESTS   := $(call tree,tests)
LAW     := $(call tree,profiles examples)
PAGES   := $(call tree,docs) $(wildcard README.md CHANGELOG.md CONTRIBUTING.md)
SCRIPTS := $(call tree,.ci benchmarks) hatch_build.py
CONFIG  := pyproject.toml Makefile
CODE    := $(SOURCE) $(TESTS) $(SCRIPTS) $(call tree,examples) $(wildcard docs/*.py docs/_ext/*.py) $(CONFIG)

.PHONY: help demo check env shelf format pages lint types layers tests docs profiles wheel bytes bench long clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      run the shipped log and print, in Vietnamese, who held each case and what was late"
	@echo "make check     everything below up to bytes; what is unchanged since it last passed is not repeated"
	@echo "  lint types layers tests docs profiles wheel bytes"
	@echo "make format    let ruff put the code in shape"
	@echo "make pages     write the generated pages: docs/regulations and docs/reference/errors.md"
	@echo "make shelf     compile the profiles of this checkout, so that loading them takes milliseconds"
	@echo "make bench     measure, beside named peers, and write the page of figures"
	@echo "make long      the properties, by the hour"
	@echo "make clean     remove whatever these commands made"

# ------------------------------------------------------------------------------------------------- the environment

# The newest tried Python that can make an environment, then any; PYTHON=... decides otherwise.
$(PY):
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	    if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "environment: $(VENV) with $$("$$python" --version)"; \
	        exec "$$python" -m venv $(VENV); \
	    fi; \
	done; \
	echo "Python 3.11 or newer with venv is needed; name one: make PYTHON=/path/to/python" >&2; exit 1

$(VENV)/.with-cli: pyproject.toml hatch_build.py | $(PY)
	@$(PY) -m pip install -qq --disable-pip-version-check --editable '.[cli]'
	@touch $@

$(VENV)/.with-dev: pyproject.toml hatch_build.py | $(PY)
	@$(PY) -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $(VENV)/.with-cli $@

env: $(VENV)/.with-dev

# What an editable install compiles, once more: after an edit, profiles are read from YAML until this has run.
shelf: $(VENV)/.with-cli
	@$(PY) -c '$(COMPILE); print(*made, sep="\n")'

# ------------------------------------------------------------------------------------------------ the main command

demo: $(VENV)/.with-cli
	@$(PY) examples/demo.py

# ---------------------------------------------------------------------------------------------------------- checks

# First what is cheap, side by side; then the tests, which use both cores; then what is built and compared.
check: $(VENV)/.with-dev
	@$(MAKE) -j$(JOBS) --output-sync=target lint types layers docs profiles
	@$(MAKE) tests
	@$(MAKE) -j$(JOBS) --output-sync=target wheel bytes
	@echo; tail -n 1 $(STAMPS)/pytest.txt

lint: $(STAMPS)/lint
types: $(STAMPS)/types
layers: $(STAMPS)/layers
tests: $(STAMPS)/tests
docs: $(STAMPS)/docs
profiles: $(STAMPS)/profiles
wheel: $(STAMPS)/wheel
bytes: $(STAMPS)/bytes

$(STAMPS)/lint $(STAMPS)/types $(STAMPS)/layers $(STAMPS)/tests $(STAMPS)/docs $(STAMPS)/profiles $(STAMPS)/wheel $(STAMPS)/bytes: $(VENV)/.with-dev | $(STAMPS)

$(STAMPS):
	@mkdir -p $@

$(STAMPS)/lint: $(CODE)
	@echo "== format and lint"
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@touch $@

$(STAMPS)/types: $(CODE)
	@echo "== strict types"
	@$(BIN)/mypy --no-error-summary
	@touch $@

$(STAMPS)/layers: $(SOURCE) $(CONFIG)
	@echo "== layers"
	@$(BIN)/lint-imports --no-cache >$(STAMPS)/layers.txt || { cat $(STAMPS)/layers.txt; exit 1; }
	@tail -n 2 $(STAMPS)/layers.txt | sed '/^$$/d'
	@touch $@

# All statements and branches of the clock room and the hearing room; 95 % of the whole.
$(STAMPS)/tests: $(SOURCE) $(TESTS) $(SCRIPTS) $(LAW) $(PAGES) $(CONFIG)
	@echo "== tests, with the examples of the code and of the documents"
	@HYPOTHESIS_PROFILE=ci $(PY) -m pytest -n $(JOBS) -q --cov --cov-report= | tee $(STAMPS)/pytest.txt
	@$(BIN)/coverage report --include='*/feedback_rules/calendar/*,*/feedback_rules/workflow/*' --fail-under=100
	@$(BIN)/coverage report --fail-under=95
	@touch $@

$(STAMPS)/docs: $(SOURCE) $(PAGES) $(LAW) $(CONFIG)
	@echo "== docs, strictly"
	@$(PY) -m sphinx -q -W -n -E -b html -d build/doctrees docs build/docs
	@touch $@

$(STAMPS)/profiles: $(SOURCE) $(LAW) $(CONFIG)
	@echo "== profiles: checks, scenarios, and what the shipped logs exercise"
	@$(PY) -m feedback_rules check
	@$(PY) -m feedback_rules test
	@for law in binhphuoc hanoi hcmc langson travinh; do $(PY) -m feedback_rules coverage $$law --examples; done
	@touch $@

$(STAMPS)/wheel: $(SOURCE) $(LAW) $(SCRIPTS) $(CONFIG) README.md LICENSE
	@echo "== the built wheel, installed elsewhere and tried"
	@$(PY) .ci/try_wheel.py
	@touch $@

$(STAMPS)/bytes: $(SOURCE) $(LAW) $(SCRIPTS) $(CONFIG)
	@echo "== the same bytes everywhere"
	@$(PY) .ci/same_bytes.py
	@touch $@

# ------------------------------------------------------------------------------------------------------- on demand

format: $(VENV)/.with-dev
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

# With PROFILE=name only the page of that profile.
pages: $(VENV)/.with-dev
	@$(PY) -m docs._ext $(PROFILE)

# The peers that are measured beside us stand in an environment of their own; one that can't be had is left out.
$(BENCH)/.with-peers: pyproject.toml hatch_build.py benchmarks/peers.txt | $(PY)
	@$(PY) -m venv $(BENCH)
	@$(BENCH)/bin/python -m pip install -qq --disable-pip-version-check --editable '.[batch,cli]'
	@sed 's/#.*//' benchmarks/peers.txt | while read -r peer; do \
	    [ -z "$$peer" ] || $(BENCH)/bin/python -m pip install -qq --disable-pip-version-check "$$peer" \
	        || echo "not installed: $$peer"; \
	done
	@touch $@

bench: $(BENCH)/.with-peers
	@$(BENCH)/bin/python -c '$(COMPILE)'
	@for measure in benchmarks/bench_*.py; do echo "== $$measure"; PYTHONPATH=. $(BENCH)/bin/python "$$measure"; done

long: $(VENV)/.with-dev
	@HYPOTHESIS_PROFILE=long $(PY) -m pytest -n $(JOBS) -q

clean:
	@rm -rf $(VENV) $(BENCH) $(STAMPS) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
