# Everything is installed in .venv/; `make help` lists what there is. Works with GNU Make 3.81 and later.

# The interpreters that are tried, in this order. Another one: make PYTHON=/path/to/python3
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
PY := .venv/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-input
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable microsoft-edge msedge
DEBIAN := fonts-liberation fonts-dejavu-core libatomic1

# Silences Material's banner about MkDocs 2.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve test essais fuzz lint bench guide lock clean browser

help:  ## montre cette aide
	@sed -n 's/^\([a-z]*\):[^#]*## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r target text; do \
	  printf '  make %-6s  %s\n' "$$target" "$$text"; done

site: .venv/.run  ## construit le site dans site/, et le second exemple dans site/session-2027/
	$(PY) -m mkdocs build --strict
	$(PY) -m mkdocs build --strict -f exemples/2027/mkdocs.yml -d ../../site/session-2027

serve: .venv/.run  ## montre le site sur http://127.0.0.1:8000 et suit les modifications
	$(PY) -m mkdocs serve $(ARGS)

# Each core begins with tests that stand together, for these look at the same built site, and helps the others in the end.
test: .venv/.dev browser lint  ## vérifie le code, puis lance tous les tests (ARGS="-k mot" pour en choisir)
	$(PY) -m pytest --numprocesses auto --dist worksteal $(ARGS)

essais: .venv/.dev  ## lance les essais trop longs pour make test (une demi-heure)
	$(PY) -m pytest --numprocesses auto -m essai $(ARGS)

fuzz: .venv/.fuzz  ## cherche sans fin ce qui ferait une faute (ARGS="reglages -max_total_time=600")
	$(PY) -m tests.fuzz $(ARGS)

lint: .venv/.dev  ## vérifie le code avec ruff et mypy
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

bench: .venv/.dev  ## mesure la vitesse
	$(PY) -m tests.bench $(ARGS)

guide: .venv/.dev browser  ## refait la référence et les images du guide
	$(PY) -m tests.guide

COMPILE = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command 'make lock' $(ARGS) pyproject.toml

lock: .venv/.dev  ## refait requirements/*.txt et LICENCES.md (ARGS=--upgrade pour prendre les dernières versions)
	$(COMPILE) --group build --output-file requirements/run.txt
	$(COMPILE) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	$(COMPILE) --group dev --group fuzz --constraint requirements/dev.txt --output-file requirements/fuzz.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PY) -m tests.licences

clean:  ## efface tout ce que make a fabriqué, .venv/ compris
	rm -rf .venv site site-* build dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What follows prepares the machine. Files like .venv/.run are stamps.

.venv/.python:
	@for p in $(PYTHON); do \
	  if "$$p" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    "$$p" -m venv .venv && touch $@; exit; \
	  fi; \
	done; \
	echo 'Aucun Python 3.11 ou plus récent, avec ses modules « venv » et « ensurepip », parmi : $(PYTHON).'; \
	echo '  Debian ou Ubuntu : sudo apt install python3 python3-venv'; \
	echo '  macOS : brew install python ; ailleurs : https://www.python.org/downloads/'; \
	echo '  Un Python installé à part : make PYTHON=/chemin/vers/python3'; \
	exit 1

# dev.txt holds all of run.txt, in the same versions; the project itself is then installed without looking for anything more.
.venv/.%: requirements/%.txt pyproject.toml | .venv/.python
	@echo 'Installation de $< dans .venv/…'
	@$(PIP) --require-hashes -r $< && $(PIP) --no-deps --no-build-isolation -e . \
	  || { echo 'L’installation a échoué. Vérifiez la connexion au réseau, puis relancez make.'; exit 1; }
	@touch $@ .venv/.run

# The tests drive a browser and count pages, so fonts matter too: Liberation Sans has the metrics of Arial. libatomic1 is for
# Playwright's Node, on a bare Debian.
browser:
	@missing=; \
	for n in $(BROWSERS); do command -v $$n >/dev/null && break; done \
	  || test -d '/Applications/Google Chrome.app' || test -d '/Applications/Microsoft Edge.app' || missing=' chromium'; \
	if command -v apt-get >/dev/null && test "$$(id -u)" = 0; then \
	  for p in $(DEBIAN); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	  test -z "$$missing" || { echo "Installation par apt :$$missing"; apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $$missing >/dev/null; }; \
	elif test -n "$$missing"; then \
	  echo 'Les tests demandent un navigateur, et aucun n’est là : $(BROWSERS).'; \
	  echo '  Debian : sudo apt install chromium $(DEBIAN)'; \
	  echo '  ailleurs : installez Google Chrome, Microsoft Edge ou Chromium.'; \
	  exit 1; \
	fi
