# Each target sets up what it needs; `make demo` and `make test` work in a fresh clone.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: setup run demo play test lint docs screenshots bench soak fuzz lock clean

# What the bot needs, and the sandbox.
.venv/.bot: requirements.txt requirements-sandbox.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Letterdrop needs Python 3.11 or newer; set PYTHON=python3.x")'
	@echo "Setting up: installing what the bot needs into .venv (once; half a minute to two minutes)."
	@$(PYTHON) -m venv .venv
	@$(PIP) -r requirements.txt -r requirements-sandbox.txt
	@$(BIN)/python -m compileall -q bot handlers sandbox
	@touch $@

# What tests and checks need beside it.
.venv/.dev: .venv/.bot requirements-dev.txt
	@echo "Setting up: installing what tests and checks need into .venv (once; half a minute to two minutes)."
	@$(PIP) -r requirements-dev.txt
	@touch $@

setup: .venv/.dev

run: .venv/.bot
	$(BIN)/python -m bot

demo: .venv/.bot
	@$(BIN)/python -m sandbox demo

play: .venv/.bot
	@$(BIN)/python -m sandbox play

test: .venv/.dev
	$(BIN)/python -m pytest -q -n 5 --dist worksteal

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# Makes anew what the documents take from the program: all replies, the tour, the table of problems.
docs: .venv/.dev
	$(BIN)/python -m tests.docs

# The pictures of the documents, from the sandbox's page with the real bot; needs Chromium.
screenshots: .venv/.dev
	@$(BIN)/python -m tests.browser.screenshots docs/images

# Measures for about five minutes and writes docs/performance.md; best on a machine that is quiet.
bench: .venv/.dev
	@$(BIN)/python -m bench

# Chaos for some fifteen minutes: replicas that are killed, paused and lied to; a thousand strangers.
soak: .venv/.dev
	@$(BIN)/python -m tests.soak
	@$(BIN)/python -m tests.soak.http

# Some minutes of what is nearly right from outside; found cases go to tests/data/fuzz.
fuzz: .venv/.dev
	LETTERDROP_TEST_EXAMPLES=5000 $(BIN)/python -m pytest -q tests/test_fuzz.py

# Compiles pyproject.toml into the three pinned files; needs pip-tools on the PATH.
lock:
	pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.txt pyproject.toml
	pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra sandbox -c requirements.txt -o requirements-sandbox.txt pyproject.toml
	pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev --extra sandbox -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:
	rm -rf .venv .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis
