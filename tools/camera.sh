#!/usr/bin/env bash
# Runs a program with a window and takes a picture of that window whenever the program prints "picture FILE"; the
# program goes on when it reads a line.
#   tools/camera.sh COMMAND...
set -euo pipefail
coproc PROGRAM { exec "$@"; }
program=$PROGRAM_PID
exec 3<&"${PROGRAM[0]}" 4>&"${PROGRAM[1]}"
while read -r word file <&3; do
	[ "$word" = picture ] || continue
	window=$(xdotool search --onlyvisible --name '^Letterbox' | tail -n 1)
	import -window "$window" "$file"
	echo taken >&4
done
wait "$program"
