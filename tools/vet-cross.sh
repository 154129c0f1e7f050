#!/usr/bin/env bash
# Vets for Windows and macOS from any machine what compiles there without a C compiler: for both all packages
# without Fyne; for Windows also the parts of the interface that do not open a window. (For macOS Fyne's own
# widgets need Objective-C.)
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0

# packages GOOS PATTERN: the module's packages that do not depend on a package which matches PATTERN, nor import one in
# their tests
packages() {
	GOOS=$1 go list -e -f '{{.ImportPath}}{{range .Deps}} {{.}}{{end}}{{range .TestImports}} {{.}}{{end}}{{range .XTestImports}} {{.}}{{end}}' ./... |
		awk -v no="$2" '{ for (i = 2; i <= NF; i++) if ($i ~ no) next; print $1 }'
}

# shellcheck disable=SC2046 # lists of packages
GOOS=windows go vet $(packages windows '^fyne.io/fyne/v2/app$')
# shellcheck disable=SC2046
GOOS=darwin go vet $(packages darwin '^fyne.io/fyne/v2')
