# Everything a user types. `make help` lists it.

PYTHON ?= python3
QUALITY ?= 1080p60
# A picture that stands still is stored once, as one long frame; HOLDS=repeat stores every frame, for video editors.
HOLDS ?= once
MEDIA ?= media
# What a user types reaches the programs as it is: neither make nor a shell looks for a $$ or a quote in it.
TYPED = COUNT FILM HOLDS MEDIA NETWORK INPUT TARGET SAMPLE DATA TARGET_COLUMN ACTIVATIONS FROM OUT
$(foreach name,$(TYPED),$(eval override $(name) := $$(value $(name))))
export QUALITY $(TYPED)

RUN = .venv/bin/python -m
READ = $(RUN) networks --media="$$MEDIA" $${INPUT:+--input="$$INPUT"} $${TARGET:+--target="$$TARGET"} \
	$${SAMPLE:+--sample="$$SAMPLE"} $${DATA:+--data="$$DATA"} $${TARGET_COLUMN:+--target-column="$$TARGET_COLUMN"} \
	$${ACTIVATIONS:+--activations="$$ACTIVATIONS"}
# Films of a network of the user's own lie in a folder of their own.
OF_NETWORK = if [ -n "$$NETWORK" ]; then \
	EXAMPLE=$$($(READ) -- "$$NETWORK") || exit; export EXAMPLE; MEDIA=$$(dirname -- "$$EXAMPLE"); fi;
PUBLISH = @$(OF_NETWORK) $(RUN) publishing --media="$$MEDIA" --quality="$$QUALITY"
# fewest: one version of each package for all Pythons, so that all machines compute and draw the same.
COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock"

.DELETE_ON_ERROR:
.PHONY: help setup render preview publish present site-zip worksheet verify network test fuzz lint bench train example stills lock clean clean-all

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: .venv/installed ## Install what is missing; the targets that need it do so by themselves

render: setup ## Render all films, or FILM=forward_pass; NETWORK=model.onnx INPUT=5.1,1.4 TARGET=class: of your network
	@$(OF_NETWORK) $(RUN) rendering $${FILM:+--film="$$FILM"} --quality="$$QUALITY" --holds="$$HOLDS" --media="$$MEDIA"

preview: QUALITY = 480p15
preview: render ## Render quickly at 480p15: make preview FILM=forward_pass

publish: render ## Make pages of the films, for a blog and for a class, in media/site
	$(PUBLISH) site

present: render ## Make the pages and open them in the browser
	$(PUBLISH) present

site-zip: render ## Make the pages and pack them into media/site.zip, for a learning platform
	$(PUBLISH) zip

worksheet: render ## Set media/worksheet.pdf: one training step to be done by hand, with its answers
	$(PUBLISH) worksheet

verify: setup ## Compute again what the films show, and read their pictures: make verify FILM=forward_pass
	@$(OF_NETWORK) $(RUN) proof --quality="$$QUALITY" --media="$$MEDIA" -- $${FILM:+"$$FILM"}

network: setup ## Convert a network to JSON: make network FROM=model.onnx OUT=model.json
	@$(READ) --convert $${OUT:+--out="$$OUT"} -- "$${FROM:?give FROM=path/to/model.onnx}"

test: setup ## Run the tests
	@./setup.sh --for-tests
	@$(RUN) pytest --numprocesses=auto --dist=loadscope --no-loadscope-reorder

fuzz: setup ## Film COUNT strange networks and look for faults; 500 take most of an hour
	@$(RUN) tests.scenes.sweep $${COUNT:-500}

lint: setup ## Check the source with ruff and mypy
	@$(RUN) ruff check . && $(RUN) ruff format --check --quiet . && $(RUN) mypy

bench: setup ## Measure the training of core against scikit-learn's, and rendering against manim's own
	@$(RUN) bench.training
	@$(RUN) bench.rendering --json media/bench.json

train: setup ## Train on the Iris flowers; end with loss, accuracy and confusion matrix
	@$(RUN) core.training

example: setup ## Compute core/example.json again
	@$(RUN) networks.iris_example

stills: setup ## Take the README's stills from the films in 1080p60
	@$(RUN) publishing.stills

lock: ## Write both lock files anew; delete them first to get newer versions
	$(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv==0.13.9
	$(COMPILE) pyproject.toml --group test --output-file requirements.lock
	$(COMPILE) --group build --output-file requirements-build.lock
	rm -rf .venv-lock

clean: ## Remove what was made: films and caches
	find media -mindepth 1 -maxdepth 1 ! -name .gitkeep ! -name stills -exec rm -rf {} +
	find . -name .venv -prune -o -name __pycache__ -prune -exec rm -rf {} +
	rm -rf .hypothesis .pytest_cache .ruff_cache .venv-lock build *.egg-info

clean-all: clean ## Remove .venv too
	rm -rf .venv

.venv/packages: setup.sh requirements-build.lock requirements.lock
	@./setup.sh $(PYTHON)
	@touch $@

.venv/installed: .venv/packages pyproject.toml
	@$(RUN) pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@
