#!/usr/bin/env bash
# Starts the Windows program under Wine on a virtual screen, with its sample mailbox, and takes a picture.
#   packaging/windows/try.sh PROGRAM.exe PICTURE.png
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "$1") picture=$(realpath -m "$2")
export WINEPREFIX="${WINEPREFIX:-$PWD/build/wine}" WINEARCH=win64 WINEDEBUG=-all

if [ -z "${ON_SCREEN:-}" ]; then
	ON_SCREEN=yes exec tools/screen.sh "$0" "$program" "$picture"
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
rm -f "$picture"
LC_ALL=zh_CN.UTF-8 wine "$program" --demo >build/wine.log 2>&1 &
pid=$!
for _ in $(seq 60); do # until the window has more than the empty screen's few colours
	sleep 1
	kill -0 "$pid" 2>/dev/null || break
	import -window root "$picture"
	colours=$(identify -format '%k' "$picture")
	[ "$colours" -lt 200 ] || { sleep 4; import -window root "$picture"; echo "$picture"; exit 0; }
done
cat build/wine.log
echo "no window appeared" >&2
exit 1
