#!/usr/bin/env bash
# Runs a command on a virtual screen of its own, with a window manager if there is one, and ends both afterwards.
#   tools/screen.sh COMMAND...
set -euo pipefail
pids=()
finish() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; rm -f "$number"; }
number=$(mktemp)
trap finish EXIT
Xvfb -displayfd 3 -screen 0 "${SCREEN:-1440x900x24}" +extension GLX +render -noreset -nolisten tcp 3>"$number" 2>/dev/null &
pids+=($!)
for _ in $(seq 200); do
	[ -s "$number" ] && break
	kill -0 "${pids[0]}" 2>/dev/null || break
	sleep 0.05
done
[ -s "$number" ] || { echo "no virtual screen: Xvfb did not start" >&2; exit 1; }
export DISPLAY=":$(cat "$number")"
unset WAYLAND_DISPLAY
if command -v openbox >/dev/null; then
	openbox >/dev/null 2>&1 &
	pids+=($!)
fi
"$@"
