# Everything a person does here, one command each. `make help` lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

# The newest Python that fits, unless PYTHON says otherwise. A name on the path may be a shim without a Python
# behind it, so each is asked.
FITS := -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	"$$name" $(FITS) && { echo "$$name"; break; }; done)
HAS_PYTHON = "$(PYTHON)" $(FITS) || { echo "incidentbook needs Python 3.11, 3.12 or 3.13, and" \
	"'$(if $(PYTHON),$(PYTHON),python3)' is none of them: install one, or name it:" \
	"make PYTHON=/path/to/python3.11"; exit 1; }

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SITE := site
PORT ?= 8000
PYTEST_ARGUMENTS ?=
BENCH_ARGUMENTS ?=
EVALUATE_ARGUMENTS ?=

.PHONY: help install site serve check test lint format bench evaluate schemas constraints clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED) ## set up .venv (the others do it when it is needed)

# Written last, and newer than what it was made from: an interrupted installation is repeated.
$(INSTALLED): pyproject.toml constraints.txt
	@$(HAS_PYTHON)
	@test -x $(BIN)/python || echo "Setting up $(VENV) with $$($(PYTHON) --version); this takes a minute, once."
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make a virtual environment: on Debian or Ubuntu," \
		"'apt-get install python3-venv', then try again."; rm -rf $(VENV); exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/incidentbook schema --all .schemas >/dev/null
	@touch $@

site: $(INSTALLED) ## build the demo site into site/
	@$(BIN)/incidentbook build
	@echo
	@echo "The site is in $(CURDIR)/$(SITE): start at $(SITE)/index.html."
	@echo "To look at it: 'make serve' (follows your edits), or"
	@echo "  $(BIN)/python -m http.server --directory $(SITE) $(PORT)    and open http://127.0.0.1:$(PORT)/"

serve: $(INSTALLED) ## show the demo site on this machine and follow edits
	@$(BIN)/incidentbook serve

check: $(INSTALLED) ## check the articles in kb/
	@$(BIN)/incidentbook check

test: $(INSTALLED) ## run every test
	@$(BIN)/python -m pytest --numprocesses auto $(PYTEST_ARGUMENTS)

lint: $(INSTALLED) ## ruff, its formatter, and mypy --strict
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: $(INSTALLED) ## format the code and fix what ruff can fix
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: $(INSTALLED) ## time figures, checks, builds, search and imports of large books, and judge them by their targets
	@$(BIN)/python -m benchmarks.statistics_times $(filter --quick,$(BENCH_ARGUMENTS))
	@$(BIN)/python -m benchmarks.check_times $(filter --quick,$(BENCH_ARGUMENTS))
	@$(BIN)/python -m benchmarks.build_times $(BENCH_ARGUMENTS)
	@$(BIN)/python -m benchmarks.search_speed $(filter --quick,$(BENCH_ARGUMENTS))
	@$(BIN)/python -m benchmarks.import_times $(filter --quick,$(BENCH_ARGUMENTS))

evaluate: $(INSTALLED) ## ask search questions with known answers, on the terminal and in a browser
	@$(BIN)/python -m benchmarks.search_quality $(EVALUATE_ARGUMENTS)

schemas: $(INSTALLED) ## write the JSON Schemas for editors into .schemas/, after a change of a model
	@$(BIN)/incidentbook schema --all .schemas

# The one way in which constraints.txt is made: what a fresh environment resolves to today.
constraints: ## pin today's versions of all dependencies in constraints.txt
	@$(HAS_PYTHON)
	@rm -rf $(VENV)-constraints
	@$(PYTHON) -m venv $(VENV)-constraints
	@$(VENV)-constraints/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@{ echo "# Exact versions for Python 3.11 to 3.13, made by 'make constraints'; pyproject.toml says what is needed."; \
		$(VENV)-constraints/bin/python -m pip freeze --exclude-editable; } > constraints.txt.new
	@mv constraints.txt.new constraints.txt
	@rm -rf $(VENV)-constraints

clean: ## remove everything that was made here: .venv, site, caches
	rm -rf $(VENV) $(VENV)-constraints $(SITE) dist build .schemas .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find generator benchmarks tests -name __pycache__ -type d -prune -exec rm -rf {} +
