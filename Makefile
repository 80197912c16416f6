# make run    set up what is missing, then archive the bundled sample site
# make test   set up what is missing, then run the tests; NOT="tests/a tests/b" leaves out what ran already
# make coverage  lines and branches that the tests of tasks/core and config reach
# make lowest the tests at the border to each dependency, with its lowest permitted version
# make wheel  the built wheel in a fresh environment, outside the checkout
# make check  lint, format, types and the import rule
# make readers  install what replays web archives, in an environment of its own: tests use it where it is there
# make lock   write the lock files anew from pyproject.toml
# make docs   write the reference and JSON Schemas anew, and build docs/_build/html; a broken link fails
# make fuzz SECONDS=60  fuzz each parser of foreign bytes for so long (Linux)
# make torture KILLS=500  kill and hinder dateline in every way, and compare archives (Linux)
# make soak MINUTES=120  let thirty sources with faults run for so long, and look whether anything grows (Linux)
# make bench  compare accuracy and speed of the cleaner with other tools (see docs/benchmarks.md)
# make bench-scale  measure the whole way from a WARC file or a folder to an archive
# make clean  remove the environment and the caches; never the archive

PYTHON ?= python3
PYTEST_ARGS ?= -n 6 --dist loadfile --no-loadscope-reorder
NOT ?=
CORE_TESTS := tests/tasks/core tests/config
SECONDS ?= 60
KILLS ?= 500
MINUTES ?= 120
SEED ?= 1
BENCH_ARGS ?= --write docs/benchmarks.md --json docs/benchmarks.json
SCALE_ARGS ?= --write docs/benchmarks-running.md
VENV ?= .venv
READERS ?= .venv-readers
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: run test readers coverage lowest wheel check format docs lock fuzz torture soak bench bench-scale clean
.DEFAULT_GOAL := run

# Hundreds of processes import the same modules, and compile them only once.
unexport PYTHONDONTWRITEBYTECODE

run: $(VENV)/.run
	@$(BIN)/dateline demo

test: $(VENV)/.dev
	@$(BIN)/python -m pytest $(PYTEST_ARGS) $(addprefix --ignore=,$(NOT))

# Lines and branches that the tests of the pure parts reach; below the floor in pyproject.toml it fails. These tests wait
# for nothing, so more processes than cores only load more.
coverage: $(VENV)/.dev
	$(BIN)/python -m pytest $(PYTEST_ARGS) -n 2 -q --cov --cov-report=term:skip-covered $(CORE_TESTS)

# The tests at the border to each dependency, with the lowest versions that pyproject.toml permits. These may use what
# newer packages, on which they depend in turn, have deprecated.
lowest:
	@$(MAKE) --no-print-directory VENV=.venv-lowest .venv-lowest/.lowest
	.venv-lowest/bin/python -m pytest $(PYTEST_ARGS) -q -W ignore::DeprecationWarning -k "not postgresql and not memory" \
		$$(.venv-lowest/bin/python -m tests.support.lowest)

# The wheel, installed into an environment of its own outside the checkout, archives its sample.
wheel: $(VENV)/.dev
	$(BIN)/python -m tests.support.try_wheel

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev
	$(BIN)/python -m docs.generator
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet --fresh-env docs docs/_build/html
	@echo "The documentation is in docs/_build/html/index.html"

readers: $(READERS)/.replay

fuzz: $(VENV)/.fuzz
	$(BIN)/python -m tests.fuzz $(SECONDS) $(TARGETS)

torture: $(VENV)/.dev
	$(BIN)/python -m tests.torture $(KILLS) $(SEED) $(PARTS)

soak: $(VENV)/.dev
	$(BIN)/python -m tests.torture.soak --minutes $(MINUTES)

bench: $(VENV)/.bench
	$(BIN)/python -m tests.benchmarks $(BENCH_ARGS)

bench-scale: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks.scale_bench $(SCALE_ARGS)

lock: $(VENV)/.dev
	$(BIN)/python -m pip --quiet install uv
	for group in "run:--group build" "dev:--group build --group test --group readers --group lint --group docs" \
		"bench:--group build --group test --group readers --group bench" \
		"fuzz:--group build --group test --group fuzz"; do \
		$(BIN)/uv pip compile pyproject.toml $${group#*:} --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
			--output-file requirements/$${group%%:*}.txt || exit 1; \
	done
	$(BIN)/uv pip compile --group replay --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --output-file requirements/replay.txt
	$(BIN)/uv pip compile pyproject.toml --group build --group test --resolution lowest-direct --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
		--output-file requirements/lowest.txt

clean:
	rm -rf $(VENV) $(READERS) .venv-lowest .mypy_cache .ruff_cache .pytest_cache .hypothesis docs/_build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READERS)/.replay: requirements/replay.txt
	@test -x $(READERS)/bin/python || $(PYTHON) -m venv $(READERS)
	@echo "Installing what requirements/replay.txt names (once) ..."
	@$(READERS)/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --no-deps --requirement requirements/replay.txt
	@touch $@

# One stamp an environment: what its lock names is installed, and dateline itself beside it.
$(VENV)/.%: requirements/%.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dateline needs Python 3.11 or newer; this is %d.%d. Name another: make PYTHON=python3.12" % sys.version_info[:2])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements/$*.txt names (once; it can take a few minutes) ..."
	@$(PIP) install --require-hashes --no-deps --requirement requirements/$*.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
