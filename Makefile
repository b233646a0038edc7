# The daily verbs. `make run` and `make test` work from a fresh clone with Python 3.11 and make.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT

.PHONY: run port-is-free test check bench reading pictures proofs lock audit upgrade format
.DEFAULT_GOAL := run
# The port is looked at first, and each line that is printed is about what runs next.
.NOTPARALLEL:

.venv/.run: requirements.lock
	@test -x $(BIN)/python || { echo "Making .venv, a Python environment of its own (a few seconds)"; $(PYTHON) -m venv .venv; }
	@echo "Installing what the portal needs into .venv (up to a minute)"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the tests need into .venv (up to two minutes)"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/.run

staticfiles/.ok: .venv/.run $(shell find static -type f)
	@echo "Preparing styles and images (a few seconds)"
	@$(BIN)/python manage.py collectstatic --noinput --clear -v0
	@touch $@

run: port-is-free .venv/.run staticfiles/.ok
	@echo "Preparing the database (a few seconds)"
	@umask 027; $(BIN)/python manage.py migrate -v0
	@echo "Loading the content (up to a minute the first time)"
	@umask 027; $(BIN)/python manage.py load_content
	@umask 027; $(BIN)/python manage.py create_demo_adviser
	@deploy/serve

port-is-free:
	@$(PYTHON) deploy/port-is-free

# Two processes, each with databases of its own; slow modules start first (tests/conftest.py).
# SELECT narrows it, as SELECT='-m "not browser"'.
test: .venv/.dev
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(SELECT)

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	env ALLOWED_HOSTS=portal.example.org SITE_URL=https://portal.example.org EMAIL_URL=smtp://localhost \
	  TRUSTED_PROXIES=1 DATABASE_URL=postgres:///lesas \
	  SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  DEFAULT_FROM_EMAIL=portal@example.org ENQUIRIES_MAILBOX=enquiries@example.org \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: .venv/.dev staticfiles/.ok
	@set -e; for script in bench/*.py; do $(BIN)/python $$script; done

# How long and how hard to read the written texts are: a report, not a gate.
reading: .venv/.dev
	@$(BIN)/python manage.py report_reading

# The PNG files of the drawings in agreements, for Word: after a change to one of the SVG files.
pictures: .venv/.dev
	@$(BIN)/python -m tests.agreement_pictures
	@$(BIN)/python -m tests.site_pictures

# What takes longer than CI has: enquiries sent through a storm of kills, and with every call failing once, then
# 200 readers and 20 senders at once, on a database of its own; with a DATABASE_URL of PostgreSQL (an empty
# database) also a storm in which PostgreSQL is restarted and crashed, and the whole suite, of which CI runs on
# PostgreSQL what asks it something of its own (no browser, no pages that others' queries make); slow and hostile
# clients, without and behind nginx; and Word files laid out by LibreOffice.
proofs: .venv/.dev
	@folder=$$(mktemp -d); export DATABASE_URL=$${DATABASE_URL:-sqlite:///$$folder/proofs.sqlite3}; \
	  $(BIN)/python -m tests.resilience.storm && $(BIN)/python -m tests.resilience.injection && \
	  $(BIN)/python -m tests.resilience.load --database-url "$$DATABASE_URL"; \
	  status=$$?; rm -rf "$$folder"; exit $$status
	@case "$$DATABASE_URL" in postgres*) \
	  $(BIN)/python -m tests.resilience.storm --own-postgresql && $(MAKE) test;; esac
	@$(BIN)/python -m tests.resilience.abuse
	@$(MAKE) test SELECT='-m "office or proof"'

format: .venv/.dev
	$(BIN)/ruff check -q --fix .
	$(BIN)/ruff format -q .

lock: .venv/.dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra sentry --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements-sentry.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements-dev.lock

# Known weaknesses of what is locked. It asks over the net, and pip-audit itself comes over it (uvx). --strict: what
# could not be asked about is no pass.
audit: .venv/.dev
	@$(BIN)/uvx -q pip-audit --version >/dev/null 2>&1 || \
	  { echo "make audit needs the net: nothing was looked at." >&2; exit 2; }
	@for lock in requirements.lock requirements-dev.lock; do \
	  $(BIN)/uvx -q pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r $$lock || \
	    { echo "$$lock: a weakness is known, or the list of them could not be asked (needs the net): see above." >&2; exit 1; }; \
	done

# The newest versions that pyproject.toml allows, and all tests with them; the locks are left for you to commit.
upgrade: .venv/.dev
	$(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --upgrade --group dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements-dev.lock
	$(MAKE) test
	@git --no-pager diff --stat -- requirements.lock requirements-dev.lock
