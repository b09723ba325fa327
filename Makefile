# Everyday commands. `make demo` and `make test` set up what they need by themselves.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz lint format bench mutants docs browser pictures sample clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Career Conversations needs Python 3.11 or newer; set PYTHON=/path/to/python3."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up (a few minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

# lifelines declares an older pandas than it needs; it is only the tests' second opinion on waiting times.
$(VENV)/ready-for-tests: $(VENV)/ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --no-deps lifelines autograd autograd-gamma formulaic interface-meta wrapt
	@touch $@

demo: $(VENV)/ready  ## set up, import the sample office, open it on 127.0.0.1 (PORT=8501)
	@$(BIN)/career-conversations demo --port $(PORT)

browser:
	@$(BIN)/python tests/browser/find_browser.py >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; fi; \
	  $(BIN)/python tests/browser/find_browser.py >/dev/null || { echo "The browser tests need Chromium, Chrome or Edge. Install one (Debian: apt-get install chromium) and run make test again."; exit 1; }; }

test: $(VENV)/ready-for-tests browser  ## set up (a browser too) and run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/ready-for-tests  ## style, formatting, types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/ready-for-tests  ## mend style and formatting
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

fuzz: $(VENV)/ready-for-tests  ## damage 5,000 files and see that nothing breaks (minutes)
	@$(BIN)/python -m tests.fuzz

bench: $(VENV)/ready-for-tests  ## measure speed at 1,000,000 touches (minutes)
	@$(BIN)/python -m tests.benchmarks

mutants: $(VENV)/ready-for-tests  ## change the SQL of every figure in every way, or with ROOM=pipelines/readers SAMPLE=100 the Python of a room; the tests must notice
ifdef ROOM
	@$(BIN)/python -m tests.mutants $(ROOM) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))
else
	@$(BIN)/python -m tests.pipelines.figures.mutants
	@$(BIN)/python -m tests.pipelines.figures.aggregate_mutants
endif

docs: $(VENV)/ready-for-tests  ## print the documentation that comes from the code
	@$(BIN)/python -m dashboard.docs docs

pictures: $(VENV)/ready-for-tests browser  ## take every page's picture for docs/ (minutes)
	@$(BIN)/python -m tests.browser.pictures

sample: $(VENV)/ready-for-tests  ## make the sample office's files anew
	@$(BIN)/python sample_data/generate.py

clean:  ## remove what the commands above made
	rm -rf $(VENV) demo-warehouse .pytest_cache .mypy_cache .ruff_cache .hypothesis
