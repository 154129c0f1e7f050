#!/usr/bin/env bash
# Opens the real window on a virtual screen, lets it walk through its own screens and keeps a picture of each.
#   tools/tour.sh BINARY DIR
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1 dir=$2
rm -rf "$dir"
mkdir -p "$dir"
status=0
timeout 300 tools/screen.sh tools/camera.sh "$binary" --tour "$dir" 2>"$dir/log" || status=$?
if [ "$status" != 0 ] || grep -q 'Error in Fyne call thread' "$dir/log"; then
	tail -n 60 "$dir/log"
	echo "the tour failed (status $status)" >&2
	exit 1
fi
pictures=$(find "$dir" -name '*.png' | wc -l)
[ "$pictures" -gt 0 ] || { tail -n 60 "$dir/log"; echo "the tour made no picture" >&2; exit 1; }
echo "$pictures pictures in $dir"
