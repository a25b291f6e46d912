# Everything a person or a machine runs here, by one name. `make run` and `make test` need nothing done before them.

VENV ?= .venv
PORT ?= 7860
# The first Python on the path that is new enough; `make setup PYTHON=/some/python` overrides.
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)

BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup run test check eval gate structure pytest faults load scale bench judge pictures lock figures clean

help:
	@echo "make run     set up, read the sample documents, open the web chat on http://127.0.0.1:$(PORT)"
	@echo "make test    set up, then everything below"
	@echo "make check   lint, format, types"
	@echo "make eval    the evaluation set on a fresh collection; fails below a floor"
	@echo "make gate    the gate itself: the product broken in many ways, each of which must be caught (minutes)"
	@echo "make structure  how well documents are read, against gold; fails below a floor"
	@echo "make pytest  the tests alone"
	@echo "make faults  kills, full disks, damaged files: nothing that was acknowledged may be lost (minutes)"
	@echo "make scale   what one machine holds; NEWS=FILE for real texts (up to an hour)"
	@echo "make load    fifty people ask at once while a large file comes in"
	@echo "make bench   side by side with the quickstarts of LangChain and LlamaIndex: quality, time, memory"
	@echo "make pictures  the pictures of the READMEs, made anew (minutes)"
	@echo "make judge   an environment of its own, .venv-judge, for paracite eval --judge: a chat model judges the answers"
	@echo "make setup   the environment in $(VENV), with its command paracite"
	@echo "make lock    write requirements.lock anew from pyproject.toml"
	@echo "make figures write the floors of the evaluation into both READMEs, as the figures that they are"
	@echo "make clean   remove $(VENV) and the caches; documents that you ingested stay"

setup: $(STAMP)

# Not compiled: most modules of the libraries are never imported, and Python compiles the others when they first are. The
# dependencies are resolved, though the lock names all: a build of torch may want packages that ours did not.
$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "paracite needs Python 3.11 or newer, and none was found." \
		"Install one, or name it: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "paracite needs Python 3.11 or newer;" \
		"$(PYTHON) is older, or is no Python. Name another: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up $(VENV): a few minutes the first time."
	@"$(PYTHON)" -m venv "$(VENV)"
	@"$(BIN)/python" $(PIP) --no-compile --requirement requirements.lock
	@"$(BIN)/python" $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

run: setup
	"$(BIN)/paracite" ingest eval/corpus
	"$(BIN)/paracite" serve --port $(PORT)

# All three run even when one fails, so that one run tells everything. The checks and the evaluation take what time the tests leave, which
# wait for other programs now and then, and are told in one piece; pytest takes longest, so that its summary ends the log.
test: setup
	@{ told=$$(nice $(MAKE) --no-print-directory --keep-going check eval 2>&1); status=$$?; printf '\n%s\n' "$$told"; exit $$status; } & \
	status=0; \
	$(MAKE) --no-print-directory pytest || status=1; \
	wait $$! || status=1; \
	exit $$status

check: setup
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/mypy"

eval: setup
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && \
	"$(BIN)/paracite" ingest --home "$$home" eval/corpus && \
	"$(BIN)/paracite" eval --home "$$home"
	"$(BIN)/paracite" eval eval/shipped.json $(if $(REPORT),--report "$(REPORT)") $(if $(BASELINE),--baseline "$(BASELINE)")

# One worker a core; the tests of a file stay together, so that what they set up once is set up once.
pytest: setup
	"$(BIN)/python" -m pytest --numprocesses auto --dist loadfile

structure: setup
	"$(BIN)/paracite" eval --structure

# The product is broken in 27 ways, and the gate must say each time what broke.
gate: setup
	"$(BIN)/python" -m tests.gate

load: setup
	"$(BIN)/python" -m tests.load

# In this environment: it takes some packages more.
bench: setup
	"$(BIN)/python" $(PIP) --requirement requirements-bench.lock
	"$(BIN)/python" -m eval.bench

judge: setup
	"$(PYTHON)" -m venv .venv-judge
	.venv-judge/bin/python $(PIP) --requirement requirements-judge.lock

# They need LibreOffice, pdftoppm and Chromium.
pictures: setup
	"$(BIN)/python" -m tests.pictures

# The suite runs a short form of both; these are the whole campaigns.
faults: setup
	"$(BIN)/python" -m tests.faults

scale: setup
	"$(BIN)/python" -m eval.scale $(if $(NEWS),--news "$(NEWS)")

figures: setup
	"$(BIN)/python" -m eval.figures README.md README.zh-CN.md

# What pip installs for the direct dependencies in an environment with nothing else in it. A local version (torch's +cpu)
# is dropped, so that any build of the release fits. What only the benchmark needs has a file of its own; so has the judge, whose
# libraries cannot stand beside ours.
JUDGE := deepeval anthropic ollama
DIRECT = import sys, tomllib; d = tomllib.load(open("pyproject.toml", "rb")); p = d["project"]; o = p["optional-dependencies"]; bench = o.pop("bench")
FREEZE = -m pip freeze --all --exclude pip | sed 's/+[a-z0-9.]*$$//'
lock:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	"$(PYTHON)" -m venv "$$dir/venv" && \
	"$(PYTHON)" -c '$(DIRECT); print(*d["build-system"]["requires"], *p["dependencies"], *sum(o.values(), []), sep="\n")' > "$$dir/direct.txt" && \
	"$(PYTHON)" -c '$(DIRECT); print(*bench, sep="\n")' > "$$dir/bench.txt" && \
	"$$dir/venv/bin/python" $(PIP) --requirement "$$dir/direct.txt" && \
	{ echo "# Every package of the environment, its version fixed. Written by: make lock"; \
	"$$dir/venv/bin/python" $(FREEZE); } > "$$dir/lock" && \
	"$$dir/venv/bin/python" $(PIP) --requirement "$$dir/bench.txt" --constraint "$$dir/lock" && \
	{ echo "# What the benchmark needs beside requirements.lock. Written by: make lock"; \
	"$$dir/venv/bin/python" $(FREEZE) | grep -vxFf "$$dir/lock"; } > "$$dir/bench" && \
	"$(PYTHON)" -m venv "$$dir/venv-judge" && "$$dir/venv-judge/bin/python" $(PIP) $(JUDGE) && \
	{ sed '/^#/!d' requirements-judge.lock; "$$dir/venv-judge/bin/python" $(FREEZE); } > "$$dir/judge" && \
	cp "$$dir/lock" requirements.lock && cp "$$dir/bench" requirements-bench.lock && cp "$$dir/judge" requirements-judge.lock

clean:
	rm -rf "$(VENV)" .venv-judge .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
