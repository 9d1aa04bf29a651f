# `make run` and `make test` need only make and Python 3.11 to 3.14; they install the rest.
PYTHON ?= python3
BIN = .venv/bin
READY = .venv/ready
TOOLS = .venv/tools
PIP = $(BIN)/pip install --quiet --disable-pip-version-check --no-deps

PYTEST = $(BIN)/python -m pytest -q -m "not benchmark" -n auto --dist loadfile --no-loadscope-reorder

LINTERS = check-python check-types check-imports check-sql check-spelling check-licences check-vulnerabilities

.PHONY: help run serve nightly test test-catalogue test-long fuzz mutants check fix licences bench clean lock $(LINTERS)

help:
	@echo "make run    install Grunnlag, and build the knowledge bases of Trøndelag and Telemark from the sample"
	@echo "make serve  the same every night and on demand, until Ctrl-C"
	@echo "make nightly  one night without a server: run with OPTIONS, then pack release/ and public/ (docs/without-a-machine.md)"
	@echo "make test   install the development tools too, and run the tests that must pass; some of them, the quickest first:"
	@echo "              make test-cases, test-golden, test-homes, test-checks, test-unit, test-catalogue, test-sample,"
	@echo "              test-property, test-acceptance, test-flow; any other folder of tests/ too"
	@echo "make test-long  all tests, with many more random cases, and branch coverage"
	@echo "make fuzz   try random damage on everything that is parsed, until a fault is found or Ctrl-C"
	@echo "make mutants  change the decoder, the contract and the regrouping, and see that tests fail (an hour)"
	@echo "make check  check format, lint, types, import contracts, SQL, spelling, licences and known vulnerabilities"
	@echo "make fix    correct format and simple faults"
	@echo "make licences  list the licences of the packages in docs/licences.md"
	@echo "make bench  measure speed, as ratios within one run"
	@echo "make lock   resolve the dependencies again (needs uv)"
	@echo "make clean  remove .venv and caches; var/ and its archive stay"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; v = sys.version_info; sys.exit(not (3, 11) <= v < (3, 15) and 'Grunnlag needs Python 3.11 to 3.14; this is %d.%d. Try: make PYTHON=python3.12' % v[:2])"
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv (about a minute, once) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation -e .
	@touch $(READY)

$(TOOLS): $(READY) requirements-dev.lock
	@echo "Installing the development tools ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $(TOOLS)

run: $(READY)
	@$(BIN)/grunnlag run --sample --county 50 --county 40
	@echo "Next: open var/published/site/index.html, ask var/published/grunnlag.duckdb (see README.md), or run 'make serve'."

serve: $(READY)
	@$(BIN)/grunnlag serve --sample --county 50 --county 40

nightly: $(READY)
	@deploy/nightly $$OPTIONS

test: $(TOOLS)
	@$(PYTEST)
	@echo "Next: 'make check' for the linters, 'make bench' for speed."

test-catalogue: $(TOOLS)
	@$(PYTEST) tests/unit/catalogue

test-long: $(TOOLS)
	@$(PYTEST) --long --cov

fuzz: $(TOOLS)
	@while $(BIN)/python -m pytest -q tests/property/test_answers.py tests/property/test_own_files.py --hypothesis-seed=$$(date +%s); do :; done

mutants: $(TOOLS)
	@$(BIN)/python -m tests.mutants

test-%: $(TOOLS)
	@$(PYTEST) tests/$*

check: $(LINTERS)

$(LINTERS): $(TOOLS)

check-python:
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

check-types:
	@$(BIN)/mypy

check-imports:
	@$(BIN)/lint-imports

check-sql:
	@$(BIN)/sqlfluff lint sql docs/queries

check-spelling:
	@$(BIN)/codespell

check-licences:
	@$(BIN)/python .ci/licences.py

check-vulnerabilities:
	@$(BIN)/python .ci/vulnerabilities.py

licences: $(READY)
	@$(BIN)/python .ci/licences.py --write

fix: $(TOOLS)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix sql docs/queries

bench: $(TOOLS)
	@$(BIN)/python -m pytest -q -s -m benchmark tests/benchmarks

COMPILE = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

lock:
	$(COMPILE) --extra dev --extra lake -o requirements-dev.lock
	$(COMPILE) --constraint requirements-dev.lock -o requirements.lock

clean:
	rm -rf .venv build release public *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
