# The two commands a newcomer needs are `make run` and `make test`; each installs what is missing
# and says so. The others are for people who work on Earshot.

SWIFT ?= swift
VENV ?= .venv
SOURCES := Sources Tests Package.swift
# What is shipped holds the Swift runtime; its flags have a folder of their own, or each kind of
# build would throw away the other's.
STATIC := .build-deb
PREFIX ?= /usr/local

.PHONY: run test build static install deb lint format bench accuracy soak fuzz clean

run: build
	.build/release/earshot demo --data-dir var/demo

build:
	packaging/install-dependencies build
	$(SWIFT) build -c release --product earshot

# The executable that runs on any Debian 12, without the Swift toolchain.
static:
	packaging/install-dependencies package
	$(SWIFT) build -c release --static-swift-stdlib --scratch-path $(STATIC) --product earshot

# As root: make install [PREFIX=/usr/local] [DESTDIR=]
install: static
	PREFIX=$(PREFIX) DESTDIR=$(DESTDIR) packaging/install $(STATIC)/release/earshot

# A package of Debian 12, earshot_VERSION_ARCHITECTURE.deb in this folder's var.
deb: static
	mkdir -p var
	packaging/make-deb $(STATIC)/release/earshot var

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
	Benchmarks/transfers/compare
	VENV=$(VENV) Benchmarks/idle/compare

accuracy: build
	packaging/install-dependencies bench
	VENV=$(VENV) Benchmarks/accuracy

# The long settings of suites that `make test` runs on their short one.
soak:
	packaging/install-dependencies test
	VENV=$(VENV) EARSHOT_SETTING=long Tests/run-all EndToEnd

# An hour of made-up bytes for the feed parser; `make test` gives it a minute.
fuzz:
	packaging/install-dependencies build
	Tests/Fuzz/run 3600

clean:
	$(SWIFT) package clean
	rm -rf var .venv $(STATIC)
