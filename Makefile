# Everyday commands. `make demo` and `make test` set up what they need by themselves.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
BROKE_OFF := Setting up broke off; what was missing stands above. The next make demo or make test begins anew.

.DEFAULT_GOAL := help
.PHONY: help demo test thorough quick fuzz lint format bench mutants docs browser pictures sample clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# A set-up that broke off leaves `unfinished`, or an environment without pip: the next one begins anew.
$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Career Conversations needs Python 3.11 or newer; set PYTHON=/path/to/python3."; exit 1; }
	@if test -e $(VENV)/unfinished || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then rm -rf $(VENV); fi
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) could not make an environment in $(VENV). Debian and Ubuntu have what it needs in a package of its own:"; \
	  echo "  sudo apt-get install $$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; \
	  echo "Then run the same command again."; exit 1; }
	@echo "Setting up (a few minutes the first time) ..."
	@touch $(VENV)/unfinished
	@$(PIP) --editable . || { echo "$(BROKE_OFF)"; exit 1; }
	@rm $(VENV)/unfinished; touch $@

# lifelines declares an older pandas than it needs; it is only the tests' second opinion on waiting times.
$(VENV)/ready-for-tests: $(VENV)/ready
	@rm $(VENV)/ready; touch $(VENV)/unfinished
	@$(PIP) --editable '.[dev]' || { echo "$(BROKE_OFF)"; exit 1; }
	@$(PIP) --no-deps lifelines autograd autograd-gamma formulaic interface-meta wrapt || { echo "$(BROKE_OFF)"; exit 1; }
	@rm $(VENV)/unfinished; touch $(VENV)/ready $@

demo: $(VENV)/ready  ## set up, import the sample office, open it on 127.0.0.1 (PORT=8501)
	@$(BIN)/career-conversations demo --port $(PORT)

browser:
	@$(BIN)/python tests/browser/find_browser.py >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; fi; \
	  $(BIN)/python tests/browser/find_browser.py >/dev/null || { echo "The browser tests need Chromium, Chrome or Edge. Install one (Debian: apt-get install chromium) and run make test again."; exit 1; }; }

test: $(VENV)/ready-for-tests browser  ## set up (a browser too) and run the tests
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not thorough"

thorough: $(VENV)/ready-for-tests browser  ## run the tests that take longest: kills, attacks, many random offices
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m thorough

quick: $(VENV)/ready-for-tests  ## run the tests of what you changed since the last commit (under a minute)
	@$(BIN)/python -m tests.quick

lint: $(VENV)/ready-for-tests  ## style, formatting, imports between rooms, types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy

format: $(VENV)/ready-for-tests  ## mend style and formatting
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

fuzz: $(VENV)/ready-for-tests  ## damage 5,000 files and see that nothing breaks (minutes)
	@$(BIN)/python -m tests.fuzz

bench: $(VENV)/ready-for-tests  ## measure speed at 1,000,000 touches (minutes)
	@$(BIN)/python -m tests.benchmarks

mutants: $(VENV)/ready-for-tests  ## change the SQL of figures, or ROOM=pipelines/readers SAMPLE=100, in small ways; tests must notice
ifdef ROOM
	@$(BIN)/python -m tests.mutants $(ROOM) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))
else
	@$(BIN)/python -m tests.pipelines.figures.mutants
	@$(BIN)/python -m tests.pipelines.figures.aggregate_mutants
endif

docs: $(VENV)/ready-for-tests  ## print the documentation that comes from the code, the map of folders too
	@$(BIN)/python -m dashboard.docs docs

pictures: $(VENV)/ready-for-tests browser  ## take every page's picture for docs/ (minutes)
	@$(BIN)/python -m tests.browser.pictures

sample: $(VENV)/ready-for-tests  ## make the sample office's files anew
	@$(BIN)/python sample_data/generate.py

clean:  ## remove what the commands above made
	rm -rf $(VENV) demo-warehouse .pytest_cache .mypy_cache .ruff_cache .hypothesis
