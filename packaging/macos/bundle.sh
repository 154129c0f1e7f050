#!/usr/bin/env bash
# Makes build/Letterbox.app on a Mac. It is signed for this machine only; for others sign it with a Developer ID
# (codesign --options runtime) and have Apple notarise it (xcrun notarytool submit, xcrun stapler staple).
set -euo pipefail
cd "$(dirname "$0")/../.."
app=build/Letterbox.app
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources" build/letterbox.iconset
go build -tags migrated_fynedo -ldflags '-s -w' -o "$app/Contents/MacOS/letterbox" .
cp packaging/macos/Info.plist "$app/Contents/Info.plist"
for size in 16 32 128 256 512; do
	sips -z $size $size assets/icons/letterbox.png --out "build/letterbox.iconset/icon_${size}x${size}.png" >/dev/null
	sips -z $((size * 2)) $((size * 2)) assets/icons/letterbox.png --out "build/letterbox.iconset/icon_${size}x${size}@2x.png" >/dev/null
done
iconutil -c icns build/letterbox.iconset -o "$app/Contents/Resources/letterbox.icns"
codesign --force --deep --sign - "$app"
echo "$app"
