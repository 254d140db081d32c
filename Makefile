# `make demo` and `make test` are all one needs. Each step leaves a stamp, so the next run skips what is done.
# PORT and VAR (where all state lives) may be set: make demo PORT=8001 VAR=/tmp/tb

export VAR := $(abspath $(or $(VAR),var))
export PORT := $(or $(PORT),8000)
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r
MANAGE := $(PY) manage.py
NODE := .ci/with_node npm --prefix frontend/assets
FLOORS := accounts timebank services frontend
SAY := printf '→ %s\n'
TEST_VAR := $(VAR)/test

TEMPLATES := $(shell find $(FLOORS) -name '*.html' -path '*/templates/*')
ASSETS := $(shell find frontend/assets/src frontend/assets/public frontend/assets/*.json frontend/assets/*.ts -type f)
CATALOGUES := $(shell find $(FLOORS) -name django.po)
STATIC := $(shell find $(FLOORS) -path '*/static/*' -type f)

.PHONY: demo start test verify bench bench-province release reset setup format lint types messages lock checks
.DEFAULT_GOAL := demo
.NOTPARALLEL:

demo: setup  ## everything for a first look, on one address
	@$(SAY) "database (PostgreSQL of its own, in $(VAR)) and demo data"
	@DEMO=1 WORKER_IN_PROCESS=1 $(MANAGE) serve --demo --port $(PORT)

start: setup  ## a county of your own, from an empty database; the page to begin with is printed
	@$(SAY) "database (PostgreSQL of its own, in $(VAR))"
	@WORKER_IN_PROCESS=1 $(MANAGE) serve --migrate --port $(PORT)

test: checks  ## all checks, as on the build machine
	@.ci/browser
	@$(SAY) "tests in Python and in a real browser"
	@VAR=$(TEST_VAR) $(PY) -m pytest -n 2 --dist worksteal --durations=25

verify: .venv/.dev frontend/assets/dist/.built .venv/.messages  ## every property at full size, a JSON line each
	@.ci/browser
	@VAR=$(TEST_VAR) TIMEBANK_VERIFY=full $(PY) -m pytest -m verifies -n 2 --dist worksteal

bench: .venv/.bench frontend/assets/dist/.built .venv/.messages
	@VAR=$(VAR)/bench $(PY) -m tests.bench

bench-province: .venv/.bench frontend/assets/dist/.built .venv/.messages  ## an hour, 60 GB: a county, then a province
	@VAR=$(VAR)/province $(PY) -m tests.bench.grown

release: .venv/.made  ## notes, archive, hash and tag of the version at the top of CHANGELOG.md; CANDIDATE=1 before its day
	@$(PY) .ci/release $(VAR)/release $(if $(CANDIDATE),--candidate)

reset:  ## forget the demo: its database, uploads and secrets
	@[ ! -x $(PY) ] || $(PY) -m timebank.config.embedded_postgres forget $(VAR)
	@rm -rf "$(VAR)/static" "$(VAR)/media" "$(VAR)/test" "$(VAR)/bench" "$(VAR)/ledger" "$(VAR)/secret_key" "$(VAR)/demo_password" "$(VAR)/.static"

setup: .venv/.runtime frontend/assets/dist/.built .venv/.messages $(VAR)/.static

checks: .venv/.dev frontend/assets/dist/.built .venv/.messages lint types
	@$(SAY) "import contracts"
	@.venv/bin/lint-imports --no-cache > $(TEST_VAR).log 2>&1 || { cat $(TEST_VAR).log; exit 1; }
	@$(SAY) "migrations, settings, translations"
	@VAR=$(TEST_VAR) $(MANAGE) makemigrations --check --dry-run --verbosity 0
	@VAR=$(TEST_VAR) $(MANAGE) check
	@VAR=$(TEST_VAR) $(MANAGE) messages check
	@$(SAY) "TypeScript: types and tests"
	@$(NODE) run --silent check
	@$(NODE) run --silent test

lint: .venv/.dev
	@$(SAY) "format and lint"
	@.venv/bin/ruff format --quiet --check . || { .venv/bin/ruff format --check .; exit 1; }
	@.venv/bin/ruff check --quiet .
	@[ -z "$(TEMPLATES)" ] || .venv/bin/djade --check --target-version 5.2 $(TEMPLATES)

types: .venv/.dev
	@mkdir -p $(TEST_VAR)
	@$(SAY) "types"
	@VAR=$(TEST_VAR) .venv/bin/mypy --no-error-summary $(FLOORS) manage.py

format: .venv/.dev  ## put code and templates into shape
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format --quiet .
	@[ -z "$(TEMPLATES)" ] || .venv/bin/djade --target-version 5.2 $(TEMPLATES)

messages: .venv/.runtime  ## bring every django.po up to date, then translate what `messages check` names
	@$(MANAGE) messages extract
	@$(MANAGE) messages compile

COMPILE := .venv/bin/uv --no-config pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header
lock: .venv/.bench  ## after a change of dependencies in pyproject.toml; hashes only, no addresses
	@[ -x .venv/bin/uv ] || $(PY) -m pip install --quiet --disable-pip-version-check uv
	@$(COMPILE) -o requirements.lock
	@$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock
	@$(COMPILE) --group dev --group bench -c requirements-dev.lock -o requirements-bench.lock
	@.venv/bin/uv --no-config pip compile --group node --quiet --universal --python-version 3.11 \
		--generate-hashes --no-header -o requirements-node.lock

# --- what the stamps stand for ---

.venv/.made:
	@for p in python3 python3.14 python3.13 python3.12 python3.11; do \
		$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; p=; done; \
	[ -n "$$p" ] || { echo "TimeBank needs Python 3.11 or newer, and found none on the PATH."; exit 1; }; \
	$(SAY) "Python environment in .venv ($$($$p --version))"; \
	$$p -m venv .venv || { rm -rf .venv; \
		echo "This Python cannot make environments. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/.runtime: .venv/.made requirements.lock
	@$(SAY) "Python packages (about 20 seconds)"
	@$(PIP) requirements.lock
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	@$(SAY) "tools for checks and tests (about 40 seconds)"
	@$(PIP) requirements-dev.lock
	@touch $@

.venv/.bench: .venv/.dev requirements-bench.lock
	@$(SAY) "tools for measurements"
	@$(PIP) requirements-bench.lock
	@touch $@

.venv/.messages: .venv/.runtime $(CATALOGUES)
	@$(SAY) "Chinese and English texts"
	@$(MANAGE) messages compile
	@touch $@

frontend/assets/node_modules/.installed: .venv/.made frontend/assets/package-lock.json
	@$(SAY) "packages for styles and scripts"
	@$(NODE) ci --include=dev --no-audit --no-fund --loglevel=error
	@touch $@

# The style sheet holds the classes that the templates use, so it follows them too.
frontend/assets/dist/.built: frontend/assets/node_modules/.installed $(ASSETS) $(TEMPLATES)
	@$(SAY) "styles and scripts"
	@$(NODE) run --silent build -- --logLevel warn
	@touch $@

$(VAR)/.static: .venv/.runtime frontend/assets/dist/.built $(STATIC)
	@$(SAY) "static files"
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@
