PY ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: setup demo test check bench lock clean

# uv installs the lock in a fraction of pip's time; where it cannot reach the index as pip does, pip does it.
.venv/.done: pyproject.toml requirements.lock deploy/installer.lock
	@$(PY) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Rasid needs Python 3.11 or newer: make PY=python3.11 …")'
	$(PY) -m venv .venv
	$(PIP) --require-hashes -r deploy/installer.lock && UV_HTTP_RETRIES=1 $(BIN)/uv pip install --quiet --python $(BIN)/python \
	    $${PIP_INDEX_URL:+--default-index "$$PIP_INDEX_URL"} --no-deps --require-hashes -r requirements.lock \
	    || $(PIP) --no-deps --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

setup: .venv/.done  ## make .venv with everything that the other targets need

demo: setup  ## the whole pipeline on this machine: sample reports in, Slack messages shown
	$(BIN)/rasid demo

check: setup  ## lint, types, import direction
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## everything that CI runs
	$(BIN)/pytest

bench: setup
	$(BIN)/python -m benchmarks

lock: setup  ## renew requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra demo --extra broker --group dev --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --universal --python-version 3.11 -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra demo --constraint requirements.lock --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --universal --python-version 3.11 -o deploy/requirements.lock

clean:
	rm -rf .venv dist .state
