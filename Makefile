PYTHON ?= python3
VENV := .venv
GOLDEN := build/golden
SCAN := build/scan
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check

.PHONY: serve test check docs bench bench-preview bench-train bench-watch bench-cuts bench-post chaos chaos-baseline soak golden pictures lock

serve: $(VENV)/.serve
	@$(VENV)/bin/lehr serve --die-with-parent

# A file's tests share what they stand on, so they stay together; the longest come early.
test: $(VENV)/.dev
	@$(VENV)/bin/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.dev
	@$(VENV)/bin/python benchmarks/first_epoch.py

bench-preview: $(VENV)/.dev
	@$(VENV)/bin/python benchmarks/preview.py

bench-train: export TF_CPP_MIN_LOG_LEVEL = 3
bench-train: $(VENV)/.dev $(SCAN)/.installed
	@$(VENV)/bin/python benchmarks/train.py
	@$(VENV)/bin/python benchmarks/programs.py $(SCAN)/bin/python
	@$(VENV)/bin/python benchmarks/sweeps.py

bench-watch: $(VENV)/.dev
	@$(VENV)/bin/python benchmarks/watching.py

bench-cuts: $(VENV)/.dev
	@$(VENV)/bin/python benchmarks/cutting.py

bench-post: $(VENV)/.dev
	@$(VENV)/bin/python benchmarks/posting.py

chaos: $(VENV)/.dev
	@$(VENV)/bin/python -m tests.chaos $(or $(N),300) $(if $(SEED),--seed $(SEED))

chaos-baseline: $(VENV)/.dev
	@$(VENV)/bin/python -m tests.chaos $(or $(N),60) $(if $(SEED),--seed $(SEED)) --baseline

docs: export NO_MKDOCS_2_WARNING = 1
docs: $(VENV)/.dev
	@$(VENV)/bin/python -m mkdocs --quiet build --strict

soak: $(VENV)/.dev
	@$(VENV)/bin/python -m tests.chaos.soak

golden: $(GOLDEN)/.installed
	@$(GOLDEN)/bin/python -m golden.generate
	@$(GOLDEN)/bin/python -m golden.speed
	@$(GOLDEN)/bin/python -m golden.translations
	@$(GOLDEN)/bin/python -m golden.integrations

pictures: $(VENV)/.dev
	@$(VENV)/bin/python -m tests.browser.pictures docs/pictures

lock:
	sh requirements/lock.sh

$(VENV)/.serve: requirements/serve.txt pyproject.toml | $(VENV)/bin/pip
	$(PIP) install --require-hashes --requirement requirements/serve.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# dev.txt holds all of serve.txt in the same versions, so it stands for both.
$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/pip
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.serve

$(GOLDEN)/.installed: requirements/golden.txt
	$(PYTHON) -m venv $(GOLDEN)
	$(GOLDEN)/bin/python -m pip --disable-pip-version-check install --requirement $<
	@touch $@

$(SCAN)/.installed: requirements/scan.txt
	$(PYTHON) -m venv $(SCAN)
	$(SCAN)/bin/python -m pip --disable-pip-version-check install --requirement $<
	@touch $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v < (3, 14) else "Lehr needs Python 3.11, 3.12 or 3.13; $(PYTHON) is %d.%d: name another, as in make PYTHON=python3.12 $(MAKECMDGOALS)" % v)'
	$(PYTHON) -m venv $(VENV)
