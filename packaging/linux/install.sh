#!/usr/bin/env bash
# Installs a built Letterbox for this user, or below PREFIX.
#   packaging/linux/install.sh [BINARY]
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${1:-build/letterbox}
prefix=${PREFIX:-$HOME/.local}
install -Dm755 "$binary" "$prefix/bin/letterbox"
install -Dm644 packaging/linux/letterbox.desktop "$prefix/share/applications/letterbox.desktop"
install -Dm644 packaging/linux/letterbox-mime.xml "$prefix/share/mime/packages/letterbox.xml"
install -Dm644 assets/icons/letterbox.svg "$prefix/share/icons/hicolor/scalable/apps/letterbox.svg"
if command -v update-desktop-database >/dev/null; then update-desktop-database "$prefix/share/applications" || true; fi
if command -v update-mime-database >/dev/null; then update-mime-database "$prefix/share/mime" || true; fi
