# Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test check clean

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[chat,cross-encoder,documents,postgres,tables,train]' --group dev --group docs
	touch $(INSTALLED)

# The main job on a report in seeds/: prints the comparison, writes demo/karabakh.html, .json and .dot (and .svg
# with Graphviz).
demo: $(INSTALLED)
	mkdir -p demo
	$(BIN)/narratives compare seeds/karabakh-2023/report.txt --parties seeds/karabakh-2023/parties.yaml \
		-o demo/karabakh.json -o demo/karabakh.html -o demo/karabakh.dot --texts --force
	@if command -v dot > /dev/null; then $(BIN)/narratives convert demo/karabakh.json demo/karabakh.svg --force; \
	else echo "install Graphviz to have the graph drawn as demo/karabakh.svg"; fi
	$(BIN)/narratives convert demo/karabakh.json

# Every check.
test: $(INSTALLED)
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -m 'not alone'
	$(BIN)/pytest -m alone

.PHONY: test-ray
# The tests of the engine on Ray, which start a Ray of two workers on this machine.
test-ray: $(INSTALLED)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[ray]'
	NARRATIVES_RAY=1 $(BIN)/pytest tests/engine tests/test_running.py -k ray

# The checks before a commit, under a minute.
check: $(INSTALLED)
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -q -n auto --dist loadfile -m 'not slow and not alone'

.PHONY: docs pictures
# The documentation, in docs/_build/html.
docs: $(INSTALLED)
	$(BIN)/sphinx-build -W --keep-going -n -q -b html docs docs/_build/html
	@echo "wrote docs/_build/html/index.html"

# Its pictures; needs Graphviz and Chromium.
pictures: $(INSTALLED)
	$(BIN)/python docs/pictures.py

# Readers of others that the formats are checked with, each in an environment of its own: arguebuf's ranges
# clash with ours, and Argdown's reader is for Node. The tests skip what is not here.
READERS := .venv-readers/.installed
NODE_READERS := tests/readers/node_modules/.package-lock.json

.PHONY: readers
readers: $(READERS) $(NODE_READERS)

$(READERS):
	$(PYTHON) -m venv .venv-readers
	.venv-readers/bin/pip install --quiet --disable-pip-version-check 'arguebuf==2.7.2'
	touch $(READERS)

$(NODE_READERS): tests/readers/package-lock.json
	@if command -v npm > /dev/null; then cd tests/readers && \
	npm ci --ignore-scripts --no-audit --no-fund --silent && touch node_modules/.package-lock.json; \
	else echo "npm is not installed; the tests of Argdown are skipped"; fi

# Reads random texts for FUZZ_S seconds: with atheris, in an environment of its own that also sees .venv, or with
# hypothesis where atheris cannot be installed. A text that breaks a rule is printed.
FUZZ := .venv-fuzz/.installed
FUZZ_S ?= 60

.PHONY: fuzz
fuzz: $(INSTALLED) $(FUZZ)
	PYTHONPATH=.:$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') \
		.venv-fuzz/bin/python -m tests.attacks.fuzz --seconds $(FUZZ_S)

$(FUZZ): $(INSTALLED)
	$(BIN)/python -m venv .venv-fuzz
	.venv-fuzz/bin/pip install --quiet --disable-pip-version-check 'atheris==3.0.0' || \
		echo "atheris could not be installed; hypothesis makes the texts"
	touch $(FUZZ)

.PHONY: lint
lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) .venv-readers .venv-fuzz tests/readers/node_modules demo docs/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis
