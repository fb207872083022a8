# `make demo` and `make test` set up all they need; CONTRIBUTING.md tells the rest.

PORT ?= 8000
BIN := .venv/bin
PACKAGES := python=$$(sh scripts/find-python) && "$$python" scripts/packages.py
SOURCES := cms campaigns events surveys search users simulator scripts tests gunicorn.conf.py manage.py

.DEFAULT_GOAL := help
.PHONY: help demo test test-services test-browser bench check format messages requirements clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1  /p' Makefile | while read -r name what; do printf '  make %-15s %s\n' "$$name" "$$what"; done

demo: ## The whole platform on http://localhost:8000 (PORT=n: another port); Ctrl-C ends it
	@$(PACKAGES) requirements.txt
	@exec $(BIN)/python -m scripts.demo --port '$(PORT)'

test: developer ## Every test that needs no service and no browser
	@$(BIN)/python -m pytest -q -n auto -m 'not browser and not services' --ignore tests/browser $(ARGS)

test-services: developer ## The same on PostgreSQL and Redis, and Celery also on RabbitMQ
	@$(BIN)/python -m scripts.test_services $(ARGS)

test-browser: developer ## Journeys in a real Chromium
	@sh scripts/test-browser $(ARGS)

bench: developer ## The benchmarks of docs/performance.md
	@$(BIN)/python -m tests.load $(ARGS)

check: developer ## Formatting, lint, types, import contract, migrations, translations
	@sh scripts/check

format: developer ## Format code and templates
	@$(BIN)/ruff check --quiet --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/djlint --quiet --reformat */templates

messages: developer ## Collect the words to translate (needs gettext)
	@$(BIN)/python -m scripts.messages collect

requirements: developer ## Pin again what requirements.in and requirements-dev.in ask for
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean: ## Remove what can be made again; the data in var/ stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage htmlcov var/test var/static
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find . -name '*.mo' -path '*/locale/*' -delete

.PHONY: developer
developer:
	@$(PACKAGES) requirements.txt requirements-dev.txt
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/python manage.py compile_translations
