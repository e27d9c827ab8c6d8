# One list of commands for people and for CI. `make` alone prints it.
.DEFAULT_GOAL := help
.PHONY: help demo test check format bench soak lock clean
BIN := .venv/bin

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 10

demo: ## start the network simulator and Aside on invented posts, print where to look
	@.ci/environment runtime
	@$(BIN)/aside demo

test: ## every test, on SQLite and on a PostgreSQL the tests start themselves
	@.ci/environment dev
	@.ci/browser
	@.ci/tests -n 2 --dist worksteal -m "not benchmark"

check: ## style, types, import contracts, the quick unit tests and what they cover
	@.ci/environment dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@.ci/tests -n 2 --dist worksteal -q tests/unit -m "not slow" --cov --cov-report= --cov-fail-under=0
	@$(BIN)/python -m coverage report

format: ## let ruff mend what it can
	@.ci/environment dev
	@$(BIN)/ruff check --fix-only --exit-zero .
	@$(BIN)/ruff format .

bench: ## speed and memory, printed
	@.ci/environment dev
	@ASIDE_COMPILED=1 $(BIN)/python -m pytest -s -m benchmark tests/benchmarks

soak: ## six hundred accounts through a simulated day of faults and restarts; takes long
	@.ci/environment dev
	@$(BIN)/python -m tests.soak.run

lock: ## renew the lock files from pyproject.toml
	@.ci/environment dev
	@$(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --extra build -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the environment and what the demo wrote
	@rm -rf build monitor/analysis/*.so .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
