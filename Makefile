# For developers. What is run stands in the environment that manage.py makes; nothing need be activated.
# `make -k check` goes on after a failure; `make -j2 check` uses two processors.

BIN := $(shell python3 manage.py python -c 'import os, sys; print(os.path.dirname(sys.executable))')
$(if $(BIN),,$(error manage.py could not start: see above))
export PATH := $(BIN):$(PATH)
TEMPLATES = git ls-files -z '*.html' | xargs -0 djade --target-version 5.2
# Settings as in production, with invented values.
PRODUCTION = env -i PATH="$$PATH" SITE_URL=https://bao.example EMAIL_URL=submission://desk:x@mail.example:587 \
	SECRET_KEY="$$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')"

.PHONY: check formatting lint templates types imports deploy migrations strings
check: formatting lint templates types imports deploy migrations strings

formatting:
	ruff format --check .
lint:
	ruff check .
templates:
	$(TEMPLATES) --check
types:
	mypy
imports:
	lint-imports
deploy:
	$(PRODUCTION) python3 manage.py check --deploy --fail-level WARNING
migrations:
	DEBUG=true DATABASE_URL=sqlite://:memory: python3 manage.py makemigrations --check --dry-run
strings:
	python3 tools/messages.py check

.PHONY: format messages test bench shots
format:
	ruff format .
	ruff check --fix .
	$(TEMPLATES)
messages: # needs gettext
	python3 tools/messages.py update
test:
	python3 manage.py test
bench: # within ten minutes on two processors; a benchmark by itself takes a number for more
	set -e; for file in benchmarks/*.py; do echo "== $$file"; start=$$(date +%s); \
	DEBUG=true PYTHONPATH=. python3 "$$file"; echo "($$(($$(date +%s) - start)) s)"; done
shots:
	python3 manage.py shots
