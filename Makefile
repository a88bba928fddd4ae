# The one front door: setup run test lint fix bench. CI calls the same targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := knowledge bot handlers
.DEFAULT_GOAL := help

.PHONY: help setup run web test faults lint fix bench bench-quality bench-reading lock schema clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

# Installed once; again only when what is installed changes.
$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

setup: $(VENV)/.installed ## install into .venv

run: $(VENV)/.installed ## build the knowledge and open the console (or connect to Slack when its tokens are set)
	@$(BIN)/ofsted-bot run $(ARGS)

web: $(VENV)/.installed ## the console in a browser
	@$(BIN)/ofsted-bot run --web $(ARGS)

lint: $(VENV)/.installed-dev ## formatting, style, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint ## everything CI runs: lint, types, tests with coverage
	$(BIN)/coverage run -m pytest $(ARGS)
	$(BIN)/coverage report --skip-covered --fail-under=85

faults: $(VENV)/.installed-dev ## the long fault tests: 50 kills at every step of digests and changes on both databases, a simulated year
	OFSTED_FAULTS=50 OFSTED_YEAR_CHANNELS=200 OFSTED_YEAR_DAYS=366 $(BIN)/python -m pytest tests/faults -s $(ARGS)

fix: $(VENV)/.installed-dev ## format and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev ## speed and matching, each with its table; JSON into data/benchmarks
	@mkdir -p data/benchmarks
	$(BIN)/python -m benchmarks.matching --json data/benchmarks/matching.json
	$(BIN)/python -m benchmarks.answers --json data/benchmarks/answers.json

bench-reading: $(VENV)/.installed-dev ## how well and how fast the sample reports are read (OFSTED_SHARED names their folder)
	@mkdir -p data/benchmarks
	$(BIN)/python -m benchmarks.reading --json data/benchmarks/reading.json

bench-quality: $(VENV)/.installed-dev ## answers to the labelled questions, against plain baselines
	@mkdir -p data/benchmarks
	$(BIN)/python -m benchmarks.quality --json data/benchmarks/quality.json $(ARGS)

schema: $(VENV)/.installed ## write the JSON Schema of inspection files anew
	$(BIN)/python -m knowledge.schema

lock: $(VENV)/.installed-dev ## resolve the versions anew (needs uv: pip install uv)
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --constraint requirements.txt --output-file tests/requirements.txt

clean: ## remove what was installed and built
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
