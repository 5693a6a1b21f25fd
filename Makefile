# Thabian. `make demo` shows a whole round; `make test` proves it; README.md says the rest.
# Every target sets up what is missing: the environment .venv with pinned, hashed packages.

SHELL := /bin/bash
PYTHON ?= python3
PY := .venv/bin/python
RUN := $(PY) -m pipeline
OUTBOX ?= outbox
INBOX ?= inbox
OPTIONS ?=
JOBS ?= 2
# A submission with errors (exit 1) is a run that succeeded; only 2 and above fail a target.
SOFT := || [ $$? -eq 1 ]
need = @test -n "$($(1))" || { echo "โปรดระบุ $(1)=… (name it: make $@ $(1)=…)" >&2; exit 2; }

.PHONY: help setup setup-test demo ingest check forms registry certified successions status publish release confirm \
	withdraw verify backup restore purge rules links test test-deep bench check-all lint types arrows lock clean

help:
	@grep -E '^## ' Makefile | sed 's/^## //'

.venv/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=… names it)"; exit 2; }
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@echo "Installing the pinned packages into .venv …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(PY) -m compileall -q pipeline schemas  # once, whatever the shell says of keeping it
	@touch $@

# What only some need: .venv/.ready-test, -links, -cluster, -postgres, -bench.
.venv/.ready-%: requirements-%.txt .venv/.ready
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-$*.txt
	@touch $@

## make setup                      the environment .venv
setup: .venv/.ready
setup-test: .venv/.ready-test
	@tests/system-packages.sh

## make demo                       a whole round on shipped examples; prints where to look
demo: setup
	@$(RUN) demo --outbox $(OUTBOX)/demo $(OPTIONS) $(SOFT)

## make registry FILE=…            import the department's LAO register
registry: setup
	$(call need,FILE)
	@$(RUN) registry "$(FILE)" --outbox $(OUTBOX) $(OPTIONS)

## make certified FILE=…           import the certified years from INFO
certified: setup
	$(call need,FILE)
	@$(RUN) certified "$(FILE)" --outbox $(OUTBOX) $(OPTIONS)

## make successions FILE=…         import moves and mergers of LAOs
successions: setup
	$(call need,FILE)
	@$(RUN) successions "$(FILE)" --outbox $(OUTBOX) $(OPTIONS)

## make forms                      pre-filled workbooks to hand out
forms: setup
	@$(RUN) forms --outbox $(OUTBOX) $(OPTIONS)

## make ingest                     take in what is in inbox/
ingest: setup
	@$(RUN) ingest --inbox $(INBOX) --outbox $(OUTBOX) $(OPTIONS) $(SOFT)

## make check FILE=…               findings for one workbook, nothing merged or moved
check: setup
	$(call need,FILE)
	@$(RUN) check "$(FILE)" --outbox $(OUTBOX) $(OPTIONS) $(SOFT)

## make status                     the round at a glance
status: setup
	@$(RUN) status --outbox $(OUTBOX) $(OPTIONS)

## make publish                    render everything again from the master
publish: setup
	@$(RUN) publish --outbox $(OUTBOX) $(OPTIONS)

## make release LAO="…"            publish held websites
release: setup
	$(call need,LAO)
	@$(RUN) release $(LAO) --outbox $(OUTBOX) $(OPTIONS)

## make confirm RECEIPT=…          accept a held submission
confirm: setup
	$(call need,RECEIPT)
	@$(RUN) confirm $(RECEIPT) --outbox $(OUTBOX) $(OPTIONS)

## make withdraw RECEIPT=…         undo a submission
withdraw: setup
	$(call need,RECEIPT)
	@$(RUN) withdraw $(RECEIPT) --outbox $(OUTBOX) $(OPTIONS)

## make verify                     prove the ledger over the whole history
verify: setup
	@$(RUN) verify --outbox $(OUTBOX) $(OPTIONS)

## make backup DEST=…              a consistent copy of all that cannot be made again
backup: setup
	$(call need,DEST)
	@$(RUN) backup "$(DEST)" --outbox $(OUTBOX) $(OPTIONS)

## make restore SRC=…              a backup into an empty outbox
restore: setup
	$(call need,SRC)
	@$(RUN) restore "$(SRC)" --outbox $(OUTBOX) $(OPTIONS)

## make purge                      delete originals past their time (OPTIONS="--before 2015-07-31")
purge: setup
	@$(RUN) purge --outbox $(OUTBOX) $(OPTIONS)

## make rules                      the rule catalogue as a page and a sheet
rules: setup
	@$(RUN) rules --outbox $(OUTBOX) $(OPTIONS)

## make links                      do the published websites open? (asks them over the network)
links: .venv/.ready-links
	@$(RUN) links --outbox $(OUTBOX) $(OPTIONS)

## make test                       all quick tests (installs a browser and LibreOffice where it may)
test: setup-test
	@$(PY) -m pytest -n $(JOBS) -m "not deep" $(PYTEST)

## make test-deep                  the national round and the long fuzzing
test-deep: setup-test
	@$(PY) -m pytest -m deep $(PYTEST)

## make bench                      a national round against peers: tables and pictures in outbox/bench
bench: .venv/.ready-bench
	@$(PY) -m tests.bench --out $(OUTBOX)/bench $(OPTIONS)

lint: .venv/.ready-test
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .

types: .venv/.ready-test
	@$(PY) -m mypy

arrows: .venv/.ready-test
	@.venv/bin/lint-imports

## make check-all                  lint, types, arrows, tests
check-all: lint types arrows test

# For developers: pin again (needs uv). No download addresses are written.
PIN := uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml
lock:
	$(PIN) -o requirements.txt
	for extra in links cluster postgres test; do $(PIN) --extra $$extra -o requirements-$$extra.txt; done
	$(PIN) --extra test --extra bench -o requirements-bench.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
