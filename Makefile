# The two commands a newcomer needs are `make run` and `make test`; each installs what is missing
# and says so. The others are for people who work on Earshot.

SWIFT ?= swift
VENV ?= .venv
SOURCES := Sources Tests Package.swift

.PHONY: run test build lint format bench accuracy soak fuzz clean

run: build
	.build/release/earshot demo --data-dir var/demo

build:
	packaging/install-dependencies build
	$(SWIFT) build -c release --product earshot

test:
	packaging/install-dependencies test
	VENV=$(VENV) Tests/run-all

lint:
	$(SWIFT) format lint --strict --parallel -r $(SOURCES)

format:
	$(SWIFT) format --in-place --parallel -r $(SOURCES)

# Comparisons with other programs, measured in the same run; needs EARSHOT_CORPORA.
bench: build
	packaging/install-dependencies bench
	VENV=$(VENV) Benchmarks/poll/compare

accuracy: build
	packaging/install-dependencies bench
	VENV=$(VENV) Benchmarks/accuracy

# The long settings of suites that `make test` runs on their short one.
soak: build
	VENV=$(VENV) EARSHOT_SETTING=long Tests/run-all EndToEnd

# An hour of made-up bytes for the feed parser; `make test` gives it a minute.
fuzz:
	packaging/install-dependencies build
	Tests/Fuzz/run 3600

clean:
	$(SWIFT) package clean
	rm -rf var .venv
