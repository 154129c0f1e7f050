# What a person or a machine does with this project. Everything is made in build/.
#
#   make run        open the window (installs what is missing)      make build    build/letterbox
#   make test       everything CI checks                            make lint     the linters alone
#   make tour       pictures of every screen in build/tour          make bench    benchmarks
#   make windows    build/letterbox.exe, started under Wine         make fuzz     each fuzz target for a while
#   make vet-cross  vet for Windows and macOS from here             make format   gofumpt everything
#   make torture    kill the program 500 times while it syncs and 500 times while it sends; hours
#   make clean      remove build/
#
# Programs for development say when Fyne is called from the wrong goroutine; the tag migrated_fynedo, which release
# builds have, turns that check off. No other flag differs, so that the C code is compiled once.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
FUZZTIME ?= 10s

.PHONY: run build release test lint format tour bench torture fuzz vet-cross windows clean packages

packages:
	@tools/packages.sh build run

build:
	@mkdir -p build
	go build -o build/letterbox .

release:
	@mkdir -p build
	go build -tags migrated_fynedo -ldflags '-s -w' -o build/letterbox .

run: packages build
	@if [ "$$(uname)" = Darwin ] || [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		build/letterbox; \
	else \
		echo "No display here: taking pictures of every screen instead."; \
		$(MAKE) --no-print-directory tour; \
	fi

test:
	@tools/check.sh

tour: packages build
	@tools/packages.sh screen
	@tools/tour.sh build/letterbox build/tour

lint: build/tools/golangci-lint
	build/tools/golangci-lint run --allow-parallel-runners ./...

format: build/tools/golangci-lint
	build/tools/golangci-lint fmt

build/tools/golangci-lint: tools/go.mod tools/go.sum
	@mkdir -p build/tools
	cd tools && go build -o ../build/tools/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint

build/tools/testlog: tools/testlog/main.go
	@mkdir -p build/tools
	cd tools && go build -o ../build/tools/testlog ./testlog

build/tools/icon: tools/icon/main.go
	@mkdir -p build/tools
	cd tools && go build -o ../build/tools/icon ./icon

bench: packages
	@tools/packages.sh screen test peers
	tools/screen.sh go test -run '^$$' -bench . -benchmem -benchtime 3x -timeout 60m ./... | tools/table.sh

torture: packages
	@tools/packages.sh test
	LETTERBOX_TORTURE=$${LETTERBOX_TORTURE:-500} go test -timeout 0 -v -run 'Torture|CutAtEvery' ./app/acceptance ./mail/engine

fuzz:
	@go list -f '{{$$dir := .ImportPath}}{{range .TestGoFiles}}{{$$dir}} {{end}}{{range .XTestGoFiles}}{{$$dir}} {{end}}' ./... | tr ' ' '\n' | sort -u | \
	while read -r package; do \
		[ -n "$$package" ] || continue; \
		for target in $$(go test -list '^Fuzz' "$$package" | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$package"; \
		done; \
	done

vet-cross:
	@tools/vet-cross.sh

windows: build/tools/icon
	@tools/packages.sh windows
	@packaging/windows/build.sh build/letterbox.exe
	@packaging/windows/try.sh build/letterbox.exe build/windows.png

clean:
	rm -rf build
