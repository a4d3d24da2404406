# Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test check clean

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[chat,cross-encoder,train]' --group dev
	touch $(INSTALLED)

# The main job on a report in seeds/: prints the comparison, writes demo/karabakh.dot (and .svg with Graphviz).
demo: $(INSTALLED)
	mkdir -p demo
	$(BIN)/narratives compare seeds/karabakh-2023/report.txt --parties seeds/karabakh-2023/parties.yaml
	$(BIN)/narratives compare seeds/karabakh-2023/report.txt --parties seeds/karabakh-2023/parties.yaml --dot > demo/karabakh.dot
	@echo "wrote demo/karabakh.dot"
	@if command -v dot > /dev/null; then dot -Tsvg demo/karabakh.dot -o demo/karabakh.svg && echo "wrote demo/karabakh.svg"; \
	else echo "install Graphviz to have it drawn as demo/karabakh.svg"; fi

# Every check.
test: $(INSTALLED)
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest

# The checks before a commit, under a minute.
check: $(INSTALLED)
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -q -m 'not slow'

.PHONY: lint
lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
