# `make help` lists the targets. All work happens in .venv, from the locks in requirements/.

PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
UV ?= $(firstword $(wildcard $(BIN)/uv) uv)
CATALOGUES := allocator/text/catalogues
LANGUAGES := zh en

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo browser test check docs lock messages bench policies clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: .venv/.installed ## make .venv with the locked packages and the allocator command

demo: setup ## solve, audit, explain and report the worked example s-county; all goes to demo/
	$(BIN)/allocator solve s-county --out demo
	$(BIN)/allocator audit s-county demo
	$(BIN)/allocator explain s-county --out demo --quiet
	$(BIN)/allocator report demo --lang en
	$(BIN)/allocator report demo --lang zh
	@echo "Open demo/report-en/report.html or demo/report-zh/report.html in a browser."

browser: ## install the browser and the fonts that some tests need (Debian, Ubuntu)
	@scripts/install-browser

test: setup browser ## run every test
	$(BIN)/python -m pytest -n auto

check: setup ## run the linters: style, types, import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# A lock keeps its versions while pyproject.toml allows them; `make lock UPGRADE=--upgrade` renews.
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml
WITH_DEV = --constraint requirements/dev.txt

lock: ## remake requirements/*.txt from pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { \
		echo "make lock needs uv: put it on PATH, or $(BIN)/python -m pip install uv" >&2; exit 1; }
	$(LOCK) --extra dev --output-file requirements/dev.txt
	$(LOCK) $(WITH_DEV) --output-file requirements/run.txt
	$(LOCK) $(WITH_DEV) --extra cluster --output-file requirements/cluster.txt
	$(LOCK) $(WITH_DEV) --extra bench --output-file requirements/bench.txt
	@! grep -n '://' requirements/*.txt || { echo "a lock must not hold an address" >&2; exit 1; }

messages: setup ## bring the message catalogues up to date with the code
	$(BIN)/pybabel --quiet extract --no-location --omit-header --no-wrap --sort-output \
		--output-file $(CATALOGUES)/allocator.pot allocator
	for language in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --domain allocator --locale $$language --no-wrap \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
			--input-file $(CATALOGUES)/allocator.pot --output-dir $(CATALOGUES) || exit 1; \
	done
	$(BIN)/pybabel compile --domain allocator --statistics --directory $(CATALOGUES)

docs: setup ## refresh what the docs show from real runs
	$(BIN)/python docs/update.py

bench: setup .venv/.bench ## run the benchmarks (installs the packages they compare with)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.scoring
	$(BIN)/python -m benchmarks.explaining
	$(BIN)/python -m benchmarks.simulation
	$(BIN)/python -m benchmarks.studies
	$(BIN)/python -m benchmarks.workbooks
	$(BIN)/python -m benchmarks.reports

policies: setup ## compare all lenders on all built-in scenarios (the README's table)
	$(BIN)/python -m benchmarks.policies
	$(BIN)/python docs/update.py

clean: ## remove .venv and whatever make or a tool made
	rm -rf .venv demo plan build dist .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) not found: install Python 3.11 or newer, or name one:" >&2; \
		echo "make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "allocator needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv || { \
		echo "The venv module of $(PYTHON) fails (Debian, Ubuntu: install python3-venv)." >&2; exit 1; }
	@touch $@

.venv/.locked: requirements/dev.txt .venv/.python
	$(PIP_INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@

.venv/.installed: pyproject.toml .venv/.locked
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.bench: requirements/bench.txt .venv/.locked
	$(PIP_INSTALL) --require-hashes --requirement requirements/bench.txt
	@touch $@
