# Weir's everyday commands. `make` alone prints them.
# One build configuration, release, serves the program and the tests.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help build run analyze test lint format install install-tests golden limits evaluate bench bench-live bench-parts bench-api fuzz clean

SWIFT_BUILD := swift build -c release
WEIR := .build/release/weir
SAMPLES := $(wildcard samples/*.pcap samples/*.pcap.gz samples/*.pcapng.gz)
DATA ?= .data
LISTEN ?= 127.0.0.1:8000

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

toolchain:
	@scripts/toolchain

install: toolchain ## Install what the build needs (libpcap, SQLite, zlib, pip; Debian packages)
	@scripts/install build

install-tests: install ## Install what the tests need as well (Debian packages and PyPI's)
	@scripts/install tests
	@scripts/promtool .build/tools
	@scripts/kubectl .build/kubectl
	@scripts/venv .build/venv

build: install ## Build the program and fetch its pages' files: .build/release/weir, .build/release/assets
	$(SWIFT_BUILD) --product weir
	@scripts/assets .build/release/assets || echo "weir: /api/docs and /api/redoc will say that their files are missing" >&2

run: build ## Build, then serve the API until Ctrl-C, on a store in .data/run with the samples replayed into it once
	$(WEIR) serve --data $(DATA)/run --listen $(LISTEN) --log-level warning --keep-days 3650 \
		$(if $(wildcard $(DATA)/run/weir.sqlite),,$(foreach sample,$(sort $(SAMPLES)),--replay $(sample)))

analyze: build ## Build, then analyse the captures in samples/
	$(WEIR) analyze --separately $(sort $(SAMPLES))

# The tests of the API and those that count instructions wait for programs, on threads that the tasks of other tests need.
test: install-tests ## Install what tests need, check the style, build and run all tests (as root: some make namespaces)
	$(MAKE) --no-print-directory lint build
	swift test -c release --disable-testable-imports --skip '^(APITests\.|EngineTests\.InstructionTests)'
	swift test -c release --disable-testable-imports --skip-build --filter '^EngineTests\.InstructionTests'
	swift test -c release --disable-testable-imports --skip-build --filter '^APITests\.'

lint: toolchain ## Check the style of the sources
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

format: toolchain ## Format the sources
	swift format --in-place --recursive --parallel Sources Tests Package.swift

golden: install-tests ## Rewrite the golden files; the review is their diff
	$(SWIFT_BUILD) --product weir
	UPDATE_GOLDEN=1 swift test -c release --disable-testable-imports

limits: install-tests ## Set the limits of instructions a packet anew; the review is their diff
	$(SWIFT_BUILD) --product weir
	UPDATE_LIMITS=1 swift test -c release --disable-testable-imports --filter '^EngineTests\.InstructionTests'

evaluate: build ## Measure detection on captures and flow sets with known truth into docs/results.md (half an hour; EVALUATE_DATA=DIR)
	$(SWIFT_BUILD) --product stream-scores
	@evaluate/install .data/evaluate/venv
	evaluate/run

bench: build ## Measure against a bare libpcap loop and other meters (makes 3 GB in .data/bench)
	-@benchmarks/install
	benchmarks/run --out benchmarks/results.md

bench-live: build ## Measure live capture in network namespaces, as root: nothing lost, CPU time, drops under overload
	benchmarks/live/run --seconds 60 --repeat 3 --buffer-mebibytes 64 --out benchmarks/live/results.md

bench-parts: ## Measure decoding, flow table, windows, scoring and store by themselves
	swift build -c release --package-path benchmarks/micro
	benchmarks/micro/.build/release/micro --capture .data/bench/zipf.pcap
	benchmarks/store/run

bench-api: build ## Measure the API beside CrowdSec's (generates 2.5 GB in .data/bench/api)
	benchmarks/api/install
	benchmarks/api/run --out benchmarks/api/results.md

fuzz: install ## Fuzz the decoders for ten minutes
	Tests/Fuzz/run 600

clean: ## Remove what was built
	swift package clean
