#!/usr/bin/env bash
# Everything that must hold before a change lands: build, tour, linters, other systems, tests.
# `make test` and .ci/run run it. Each section prints its name and how long it took; the tests come last.
set -euo pipefail
cd "$(dirname "$0")/.."
logs=build/log
mkdir -p "$logs"
began=$SECONDS

section() { # NAME COMMAND...
	local name=$1 from=$SECONDS
	shift
	printf '\n== %s\n' "$name"
	"$@" || { printf '== %s FAILED after %d s\n' "$name" $((SECONDS - from)); exit 1; }
	printf '== %s: %d s\n' "$name" $((SECONDS - from))
}

# The one long C compilation (OpenGL's bindings) keeps a core busy for minutes; what does not need it goes beside it.
compile() {
	local program=0 tool=0 package=0 building tooling
	make --no-print-directory build >"$logs/build" 2>&1 &
	building=$!
	make --no-print-directory build/tools/testlog build/tools/golangci-lint >"$logs/tools" 2>&1 &
	tooling=$!
	tools/packages.sh screen test || package=$?
	wait "$building" || program=$?
	wait "$tooling" || tool=$?
	[ "$program" = 0 ] || cat "$logs/build"
	[ "$tool" = 0 ] || cat "$logs/tools"
	[ "$program$tool$package" = 000 ]
}

# Packages whose tests reach the window compile C code, which -race would compile once more; those that draw do so in
# software on one goroutine, where -race costs minutes and finds nothing. Both run without it, and so does SQLite itself,
# which is C that a program has translated: with -race it is five times slower, and keeps two cores busy for it. The
# driver around it stays with -race: generic code compiled without it could be linked for everybody.
tests() {
	local plain raced
	go list -test -f '{{.ImportPath}}{{range .Deps}} {{.}}{{end}}' ./... >"$logs/packages"
	plain=$(awk '$1 ~ /\.test$/ && / fyne.io\/fyne\/v2\/(app|test)( |$)/ { sub(/\.test$/, "", $1); print $1 }' "$logs/packages")
	raced=$(awk '$1 ~ /\.test$/ && !/ fyne.io\/fyne\/v2\/(app|test)( |$)/ { sub(/\.test$/, "", $1); print $1 }' "$logs/packages")
	# shellcheck disable=SC2086 # lists of packages
	{
		status=0
		[ -z "$raced" ] || go test -json -race "-gcflags=modernc.org/sqlite/lib=-race=false" -shuffle=on -parallel 6 -timeout 20m $raced || status=$?
		[ -z "$plain" ] || go test -json -shuffle=on -parallel 6 -timeout 20m $plain || status=$?
		exit "$status"
	} 2>&1 | build/tools/testlog -log "$logs/test" -forbid 'Error in Fyne call thread'
}

section "packages of the system" tools/packages.sh build run
section "compile" compile
section "tools" go -C tools test ./testlog
section "tour of the window" tools/tour.sh build/letterbox build/tour
section "lint" make --no-print-directory lint
section "vet for Windows and macOS" tools/vet-cross.sh
printf '\n== tests (everything before took %d s)\n' $((SECONDS - began))
tests
