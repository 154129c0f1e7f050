#!/usr/bin/env bash
# Runs the tests of the input method of Windows under Wine, on a virtual screen.
#   tools/ime-wine.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export WINEPREFIX="${WINEPREFIX:-$PWD/build/wine}" WINEARCH=win64 WINEDEBUG=-all

if [ -z "${ON_SCREEN:-}" ]; then
	ON_SCREEN=yes exec tools/screen.sh "$0"
fi
finish() { wineserver -k 2>/dev/null || true; }
trap finish EXIT
if [ ! -d "$WINEPREFIX/drive_c" ]; then
	mkdir -p "$WINEPREFIX"
	wineboot -i >/dev/null 2>&1
fi
# Wine 8 lacks a library that every Go program since 1.22 asks for random numbers.
shim="$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll"
[ -e "$shim" ] || x86_64-w64-mingw32-gcc -shared -O2 -s -o "$shim" packaging/windows/bcryptprimitives.c -ladvapi32
CGO_ENABLED=0 GOOS=windows go test -c -o build/imm.test.exe ./ui/ime/imm
wine build/imm.test.exe -test.v -test.timeout 2m
