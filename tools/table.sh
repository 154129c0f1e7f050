#!/usr/bin/env bash
# Reads what go test -bench prints and writes its figures as one table: benchmark, unit, value. What is no figure goes to
# standard error as it comes, so that a failure is seen; the status is that of go test where pipefail is set.
set -euo pipefail

awk '
/^Benchmark/ {
	name = $1
	sub(/^Benchmark/, "", name)
	sub(/-[0-9]+$/, "", name)
	for (i = 3; i < NF; i += 2) printf "%-34s %14s  %s\n", name, $i, $(i + 1)
	next
}
{ print > "/dev/stderr" }
'
