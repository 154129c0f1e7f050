#!/usr/bin/env bash
# Builds the Windows program, with icon, manifest and version, on Linux by MinGW or on Windows by its gcc.
#   packaging/windows/build.sh OUT.exe
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$1
prefix=
[ "$(go env GOHOSTOS)" = windows ] || prefix=x86_64-w64-mingw32-
resources=letterbox_windows_amd64.syso # go build links a .syso in the folder of package main
trap 'rm -f "$resources"' EXIT
mkdir -p build
build/tools/icon assets/icons/letterbox.png build/letterbox.ico
"${prefix}windres" -I packaging/windows -I build packaging/windows/letterbox.rc -O coff -o "$resources"
CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC="${prefix}gcc" \
	go build -tags migrated_fynedo -ldflags '-s -w -H windowsgui' -o "$out" .
ls -l "$out"
