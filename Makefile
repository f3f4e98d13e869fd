# make demo and make test do all the set-up themselves, in .venv; a second call starts at once.
#
#   make demo    a network that does not learn: the cause, the remedies tried, a report
#   make test    build everything and run every test
#   make check   while you edit: ruff, pyright and the unit tests, which need neither browser nor training
#   make docs    the documentation site in English and Korean, in build/docs
#   make lint    ruff and pyright; tsc over the page's JavaScript where there is npm
#   make dist    the files of a release, checked: sdist and wheel, in dist
#   make bench   every headline number beside its peers (PLAYGROUND=path to a clone of tensorflow/playground)
#   make setup   only the set-up of `make demo`
#   make wasm    build the page's kernel anew (clang-16 and lld-16; the result is part of the repository)
#   make generated  write anew what is made from tables: kernel numbers, page, catalogs, reference; then wasm and widget
#   make widget  bundle the page into one document, for notebooks and files (npm; the result is part of the repository)

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check docs dist lint lint-page bench wasm widget generated clean

BIN := .venv/bin
# One process a core; a file's tests stay together, as they share what is slow to make. ARGS="-n 0" for one process.
# After a process was killed pytest-xdist may wait for its tests for ever: it ends instead.
SIDE_BY_SIDE := -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder --max-worker-restart 0
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
BUILT_FROM := pyproject.toml $(wildcard CMakeLists.txt) \
	$(shell find src/whygrad -name '*.cpp' -o -name '*.hpp' -o -name '*.h' -o -name '*.cmake' -o -name CMakeLists.txt)

help:
	@sed -n 's/^#   //p' Makefile

# A Python that runs and is new enough, or one line that says which package to install.
.venv/.python:
	@.ci/check-tools
	@echo "Creating .venv"
	@"$$(.ci/check-tools python)" -m venv .venv
	@touch $@

.venv/.run: .venv/.python requirements/run.txt requirements/build.txt
	@echo "Installing what whygrad needs into .venv"
	@$(PIP) install -r requirements/build.txt -r requirements/run.txt
	@touch $@

.venv/.whygrad: .venv/.run $(BUILT_FROM)
	@.ci/check-tools
	@echo "Building the kernel and installing whygrad"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.docs: .venv/.run requirements/docs.txt
	@echo "Installing what the documentation needs into .venv"
	@$(PIP) install -r requirements/docs.txt
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt requirements/docs.txt
	@echo "Installing what the tests need into .venv (PyTorch is the large one)"
	@$(PIP) install -r requirements/dev.txt
	@touch $@

.venv/.release: .venv/.run requirements/release.txt
	@echo "Installing what makes a release into .venv"
	@$(PIP) install -r requirements/release.txt
	@touch $@

.venv-bench/.peers: .venv/.python requirements/bench.txt
	@echo "Installing the peers into .venv-bench"
	@"$$(.ci/check-tools python)" -m venv .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check -qq install -r requirements/bench.txt
	@touch $@

setup: .venv/.whygrad
	@echo "Ready: $(BIN)/whygrad --help"

# Exit status 1 means that problems were found, which is what the demo is about.
demo: .venv/.whygrad
	@$(BIN)/whygrad diagnose vanishing-gradient-digits --trial --report report.html $(ARGS) || [ $$? -eq 1 ]

test: .venv/.whygrad .venv/.dev
	@command -v npm >/dev/null && $(MAKE) --silent node_modules/.installed || \
		echo "The page's tools are not here (npm), so its accessibility is not tested"
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ARGS)

# Types are checked on one core, tests run on another. What is slow or starts processes is left to `make test`.
UNIT := tests/data tests/diagnose tests/experiment tests/i18n tests/nets tests/test_all_faults.py tests/test_layout.py \
	tests/test_messages.py tests/test_sentences.py tests/test_words.py

check: .venv/.whygrad .venv/.dev
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/python -m pytest -q -n 0 -m "not slow" $(UNIT) $(ARGS) & tests=$$!; \
		types=0; $(BIN)/pyright || types=$$?; wait $$tests; exit $$types

docs: .venv/.whygrad .venv/.docs
	@$(BIN)/python -m documentation $(ARGS)

lint: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory lint-page; \
		else echo "npm is not here, so the page's JavaScript was not checked"; fi

node_modules/.installed: package.json package-lock.json
	@echo "Installing the page's tools into node_modules"
	@npm ci --silent --no-audit --no-fund
	@touch $@

lint-page: node_modules/.installed
	@npm run --silent check

# The wheel is built from the sdist, which shows that the sdist is enough to build from.
dist: .venv/.release
	@.ci/check-tools
	@rm -rf dist
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m build --no-isolation --outdir dist
	@$(BIN)/python -m twine check --strict dist/*

bench: .venv/.whygrad .venv/.dev .venv-bench/.peers
	@$(BIN)/python -m benchmarks $(ARGS)

# The same bytes from the same source, wherever it is built: tests/studio/test_wasm.py compares them with the committed ones.
CLANG := clang++-16
WASM := src/whygrad/studio/web/kernel.wasm
KERNEL := src/whygrad/engine/kernel
WASM_FLAGS := --target=wasm32 -std=c++20 -Os -msimd128 -mbulk-memory -ffp-contract=fast -fno-math-errno -fno-trapping-math \
	-ffreestanding -fno-exceptions -fno-rtti -fno-threadsafe-statics -fvisibility=hidden -nostdlib -Wall -Wextra \
	-DWG_NAMESPACE=baseline -DWG_LANES=4 -Wl,--no-entry,--strip-all,--stack-first,-z,stack-size=131072

wasm:
	@command -v $(CLANG) >/dev/null && command -v wasm-ld-16 >/dev/null || \
		{ echo "make wasm needs clang 16: apt install clang-16 lld-16 (Debian, Ubuntu)." >&2; exit 2; }
	@$(CLANG) $(WASM_FLAGS) $(KERNEL)/kernel.cpp $(KERNEL)/wasm.cpp -o $(WASM)
	@chmod 644 $(WASM)

# The same bytes from the same source, too: tests/studio/test_bundle.py compares them.
DOCUMENT := src/whygrad/studio/bundle/studio.html

widget: node_modules/.installed
	@node src/whygrad/studio/bundle/build.mjs $(DOCUMENT)

generated: .venv/.whygrad
	@$(BIN)/python -m whygrad.activations
	@$(BIN)/python -m whygrad.experiment.reference docs/reference
	@$(MAKE) --no-print-directory wasm widget

clean:
	@rm -rf build dist node_modules .venv .venv-bench benchmarks/.node report.html
