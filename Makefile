# One command set for people and CI. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ONLINE_RETAIL := examples/online_retail

# dbt starts three seconds slower when Python may not keep its compiled files.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH
unexport VIRTUAL_ENV

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 ..." >&2; exit 2; }
	@echo "Installing into $(VENV) (once)" >&2
	@if command -v uv >/dev/null; then \
		uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV) && \
		uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]'; \
	else \
		$(PYTHON) -m venv $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e '.[dev]'; \
	fi
	@touch $@

.PHONY: install
install: $(READY) ## Make the environment in .venv

.PHONY: run
run: $(READY) ## Demo shop, checks, refresh: from nothing to a table of segments
	@test -e "$${SHOP_DATA:-shop_data}/demo_shop.json" || $(BIN)/segments demo
	@$(BIN)/segments validate
	@$(BIN)/segments generate
	@$(BIN)/segments refresh

.PHONY: next-four-hours
next-four-hours: $(READY) ## Let four hours pass in the demo shop; `make run` then shows who entered and left
	@$(BIN)/segments demo --advance 4h

.PHONY: online-retail
online-retail: $(READY) ## The same job on the public Online Retail data (ONLINE_RETAIL_CSV=path of its CSV)
	@$(BIN)/python $(ONLINE_RETAIL)/import_online_retail.py --csv "$${ONLINE_RETAIL_CSV:?say where the CSV is: make online-retail ONLINE_RETAIL_CSV=path}"
	@$(BIN)/segments --project $(ONLINE_RETAIL) refresh --as-of 2011-12-10T00:00:00

.PHONY: ui
ui: $(READY) ## Dagster's web page and daemon, with the four-hour schedule on
	@$(BIN)/python -m orchestration.ui

.PHONY: metrics
metrics: $(READY) ## Ask the published file for metrics by MetricFlow (MF="--metrics revenue --group-by customer__city")
	@DBT_TARGET=published DBT_PROFILES_DIR=profiles $(BIN)/mf query $(MF)

.PHONY: catalogue
catalogue: $(READY) ## The segment catalogue in a browser (CATALOGUE="--port 8501 --address 127.0.0.1")
	@$(BIN)/python -m orchestration.catalogue $(CATALOGUE)

.PHONY: sync-demo
sync-demo: $(READY) ## Sync the demo shop to a receiver on this machine: plan, apply, four hours later, and back
	@$(BIN)/python -m orchestration.sync_demo

.PHONY: api
api: $(READY) ## The read API of what is published, for other programs (API="--port 8000 --address 127.0.0.1")
	@$(BIN)/python -m orchestration.api $(API)

.PHONY: browser
browser: ## Install Chromium from Debian, which tests of the catalogue open its pages with
	@command -v chromium >/dev/null || { \
		root=$$(test "$$(id -u)" = 0 || echo sudo); \
		$$root apt-get update -qq && $$root apt-get install -y -qq --no-install-recommends chromium; }

PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: test
test: $(READY) ## What every commit must pass: all tests but those marked long
	@$(PYTEST) -m "not long"

.PHONY: test-all
test-all: $(READY) ## Every test, the long ones too (an hour)
	@$(PYTEST)

.PHONY: test-ghost
test-ghost: $(READY) ## Install a Ghost and sync a thousand members to it (ten minutes, half a gigabyte, a C++ compiler)
	@$(BIN)/python -m tests.ghost $(GHOST)

.PHONY: mutations
mutations: $(READY) ## Break every operator and every rule of sending on purpose and see a test fail each time (an hour)
	@$(BIN)/python -m tests.mutations

.PHONY: bench
bench: $(READY) ## Measure refreshes at a million customers beside hand-written SQL (an hour; BENCH="--only ..." for a part)
	@$(BIN)/python -m benchmarks $(BENCH)

.PHONY: lint
lint: lint-python lint-types lint-sql ## Formatting, style and types of Python and SQL (make -j2 lint: side by side)

.PHONY: lint-python
lint-python: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: lint-types
lint-types: $(READY)
	@$(BIN)/mypy

.PHONY: lint-sql
lint-sql: $(READY)
	@$(BIN)/segments generate --check
	@$(BIN)/segments --project $(ONLINE_RETAIL) generate --check
	@mkdir -p build/lint
	@PATH="$(CURDIR)/$(BIN):$$PATH" SEGMENTS_HOME=build/lint $(BIN)/sqlfluff lint --processes 2 models tests/dbt

.PHONY: format
format: $(READY) ## Write the formatting that lint asks for
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@mkdir -p build/lint
	@PATH="$(CURDIR)/$(BIN):$$PATH" SEGMENTS_HOME=build/lint $(BIN)/sqlfluff fix models tests/dbt

.PHONY: docs
docs: $(READY) ## Write the tables of docs/segment-language.md and the schemas of the seeds anew
	@$(BIN)/python -m orchestration.specs.documents
	@$(BIN)/python -m tests.specs.truth_tables

.PHONY: dbt-docs
dbt-docs: $(READY) ## Build dbt's site of every relation, column and macro as one page
	@test -e "$${SEGMENTS_HOME:-warehouse}/build.duckdb" \
		|| { echo "there is no warehouse to describe yet: make run" >&2; exit 2; }
	@mkdir -p build/dbt-docs
	@$(BIN)/dbt --quiet docs generate --static --profiles-dir profiles --target-path build/dbt-docs --log-path build/dbt-docs
	@echo "open build/dbt-docs/static_index.html"

.PHONY: constraints
constraints: ## Write constraints.txt anew: the newest versions that work together
	@rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	@build/constraints/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@{ echo "# Exact versions that were tested together; \`make constraints\` writes this file."; \
		build/constraints/bin/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==' ; } > constraints.txt
	@rm -rf build/constraints

.PHONY: clean
clean: ## Remove what commands made, but not the warehouse and the shop
	@rm -rf target logs .pytest_cache .mypy_cache .ruff_cache .hypothesis build
