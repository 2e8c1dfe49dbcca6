# make demo     set up and run the main job on the real plans, into build/
# make test     set up and run every check: style, types, tests
# make bench    measure speed and memory
# make fuzz     look for failures with random input, for a while
# make fuzz-check  try to break the reader and check, for FUZZ_SECONDS
# make fuzz-guided  the same where coverage leads, with atheris (Linux, macOS)
# make oracle   compare schedules with another scheduler's, on many random projects (needs Java)
# make docs     make the generated pages and pictures anew
# make catalogue  list what the Chinese catalogue lacks or no longer needs
# make clean    remove what was made
#
# Needs Python 3.11 and pip; everything else goes into .venv. Where the system's Python cannot put pip into a virtual
# environment (Debian keeps that apart, in python3-venv), the system's own pip installs into it.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP_OPTIONS := --disable-pip-version-check --quiet
pip_install = if test -x $(BIN)/pip; then $(BIN)/python -m pip $(PIP_OPTIONS) install $(1); \
	else $(PYTHON) -m pip --python $(BIN)/python $(PIP_OPTIONS) install $(1); fi
CATALOGUES := $(wildcard src/perfplan/i18n/locales/*/LC_MESSAGES/*.po)
DEMO_2025_TODAY := 2025-09-30
FUZZ_ROUNDS ?= 10
FUZZ_SPLITS ?= 100000
ORACLE_PROJECTS ?= 20000
FUZZ_SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help demo test bench fuzz fuzz-check fuzz-guided oracle docs catalogue clean

help:
	@sed -n 's/^# make/make/p' Makefile

# Stamps: set up anew only when what is installed has changed.
$(VENV)/ready: pyproject.toml constraints.txt hatch_build.py
	@echo "setting up $(VENV) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || \
		$(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(call pip_install,-c constraints.txt -e .)
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	@echo "setting up what tests need ..."
	@$(call pip_install,-c constraints.txt -e '.[dev]')
	@touch $@

# Installing compiles the catalogues; this is for changes after that.
$(VENV)/ready-catalogues: $(VENV)/ready-dev $(CATALOGUES)
	@$(BIN)/python tools/compile_catalogues.py
	@touch $@

demo: $(VENV)/ready
	@$(MAKE) --no-print-directory demo-2025 demo-2026
	@echo
	@echo "everything is in build/: tasks.csv for a spreadsheet, timelines/*.svg for the wall, *.ics for calendars"

.PHONY: demo-2025 demo-2026
demo-2025 demo-2026: demo-%:
	@echo
	@echo "=== plans/county-$* ==="
	@mkdir -p build
	$(BIN)/perfplan check plans/county-$*
	$(BIN)/perfplan split plans/county-$* --out build/county-$*
	$(BIN)/perfplan timeline --plan plans/county-$*
	$(BIN)/perfplan status --plan plans/county-$* $(if $(filter 2025,$*),--today $(DEMO_2025_TODAY))

test: $(VENV)/ready-catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

bench: $(VENV)/ready-catalogues
	@$(BIN)/python -m compileall -q src
	$(BIN)/python -m benchmarks

# Splits against oracles, then properties, which draw new examples in every round.
fuzz: $(VENV)/ready-catalogues
	$(BIN)/python -m benchmarks.fuzz_split $(FUZZ_SPLITS)
	for round in $$(seq $(FUZZ_ROUNDS)); do $(BIN)/python -m pytest -n 2 --hypothesis-seed=$$round$$$$ || exit 1; done

fuzz-check: $(VENV)/ready-catalogues
	$(BIN)/python -m benchmarks.fuzz_check --seconds $(FUZZ_SECONDS)

fuzz-guided: $(VENV)/ready-catalogues
	@$(call pip_install,-c constraints.txt atheris)
	$(BIN)/python -m benchmarks.fuzz_guided --seconds $(FUZZ_SECONDS)

oracle: $(VENV)/ready-catalogues
	PERFPLAN_ORACLE_PROJECTS=$(ORACLE_PROJECTS) PERFPLAN_ORACLE_SEED=$$$$ $(BIN)/python -m pytest tests/test_schedule_mpxj.py

catalogue: $(VENV)/ready-catalogues
	@$(BIN)/python tools/messages.py

docs: $(VENV)/ready-catalogues
	$(BIN)/python tools/plan_format.py
	$(BIN)/python tools/commands_page.py
	$(BIN)/python tools/pictures.py
	$(BIN)/python tests/test_checks_rules.py

clean:
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(CATALOGUES:.po=.mo)
