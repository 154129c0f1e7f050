#!/usr/bin/env bash
# Installs what a task needs from the system's packages, and nothing that is there already.
#   tools/packages.sh GROUP...     groups: build run screen test peers windows
# Debian and Ubuntu by apt (with sudo unless root), macOS by Homebrew. Prints nothing when nothing is missing.
set -euo pipefail

build="gcc libc6-dev pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev"
run="ca-certificates libgl1-mesa-dri xdg-utils"
screen="libgl1-mesa-dri xvfb openbox xdotool imagemagick fonts-noto-cjk"
input="dbus fcitx5 fcitx5-chinese-addons fcitx5-modules ibus ibus-libpinyin xclip" # input methods, and what reads the fields
test="git openssl python3 python3-aiosmtpd dbus gnome-keyring libsasl2-modules libsasl2-modules-db
	dovecot-imapd dovecot-pop3d dovecot-submissiond isync fonts-liberation fonts-noto-cjk $input"
peers="isync offlineimap3 notmuch" # other programs that copy and search mailboxes, measured beside ours
windows="gcc-mingw-w64-x86-64 wine wine64 xvfb imagemagick fonts-noto-cjk"

root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# A test server must not take port 143 of the machine, now or at the next boot.
without_daemons() {
	local policy=/usr/sbin/policy-rc.d made=
	if [ ! -e "$policy" ]; then
		printf '#!/bin/sh\nexit 101\n' | root tee "$policy" >/dev/null
		root chmod 755 "$policy"
		made=yes
	fi
	local status=0
	"$@" || status=$?
	if [ -n "$made" ]; then
		root rm -f "$policy"
		if [ -d /run/systemd/system ]; then root systemctl disable --quiet dovecot.service dovecot.socket 2>/dev/null || true; fi
	fi
	return "$status"
}

refresh() { [ -n "${refreshed:-}" ] || root apt-get update -qq; refreshed=yes; }

install() {
	local missing=() p
	for p in "$@"; do
		dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null | grep -q '^installed' || missing+=("$p")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	echo "installing ${missing[*]}"
	refresh
	without_daemons root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Cyrus conflicts with Dovecot's packages: it is unpacked into a folder, with the libraries the machine lacks.
# Root's home is closed to the user the server runs as, so root keeps it in /var/cache.
unpack_cyrus() {
	local to=${LETTERBOX_CYRUS:-${XDG_CACHE_HOME:-$HOME/.cache}/letterbox/cyrus} from libraries
	[ "$(id -u)" != 0 ] || to=${LETTERBOX_CYRUS:-/var/cache/letterbox/cyrus}
	[ ! -e "$to/complete" ] || return 0
	echo "unpacking cyrus into $to"
	refresh
	libraries=$(apt-cache depends cyrus-common | sed -n 's/^ *Depends: \(lib[^ ]*\)$/\1/p' | grep -v clamav |
		while read -r p; do dpkg-query -W "$p" >/dev/null 2>&1 || echo "$p"; done)
	from=$(mktemp -d)
	chmod 755 "$from"
	# shellcheck disable=SC2086 # a list of package names
	(cd "$from" && apt-get download -qq cyrus-common cyrus-imapd cyrus-pop3d sasl2-bin $libraries 2>/dev/null)
	mkdir -p "$to"
	for p in "$from"/*.deb; do dpkg -x "$p" "$to"; done
	rm -rf "$from"
	touch "$to/complete"
}

# The certified authority that tests sign in at comes from npm, as its lockfile says.
install_oidc() {
	local to=${LETTERBOX_OIDC:-${XDG_CACHE_HOME:-$HOME/.cache}/letterbox/oidc} from
	[ "$(id -u)" != 0 ] || to=${LETTERBOX_OIDC:-/var/cache/letterbox/oidc}
	from=$(cd "$(dirname "$0")/../oauth/testdata" && pwd)
	! cmp -s "$from/package-lock.json" "$to/complete" || return 0
	if ! command -v node >/dev/null || ! command -v npm >/dev/null; then install nodejs npm; fi
	echo "installing oidc-provider into $to"
	mkdir -p "$to"
	cp "$from/package.json" "$from/package-lock.json" "$to"
	(cd "$to" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
	cp "$from/package-lock.json" "$to/complete"
}

if [ "$(uname)" = Darwin ]; then
	xcode-select -p >/dev/null 2>&1 || { echo "Install Apple's command line tools first: xcode-select --install" >&2; exit 1; }
	command -v go >/dev/null || brew install go
	exit 0
fi
command -v apt-get >/dev/null || { echo "No apt here; install what tools/packages.sh lists with your own package manager." >&2; exit 0; }
for group in "$@"; do
	case "$group" in build | run | screen | test | peers | windows) ;; *) echo "unknown group $group" >&2; exit 2 ;; esac
	# shellcheck disable=SC2086 # a list of package names
	install ${!group}
	[ "$group" = test ] || continue
	unpack_cyrus
	install_oidc
done
