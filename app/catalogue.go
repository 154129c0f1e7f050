package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"letterbox/app/policy"
	"letterbox/assets"
	"letterbox/mail"
	"letterbox/mail/provider"
)

// catalogueName is the file that takes the place of the catalogue in the program, in the computer's or the person's
// folder.
const catalogueName = "providers.json"

// largestCatalogue is how many bytes a catalogue may have.
const largestCatalogue = 4 << 20

// book is the catalogue in use and where it came from.
type book struct {
	*provider.Catalogue
	path    string        // "" for the one in the program
	problem *mail.Problem // of a file that could not be used, nil for none
}

// openBook reads the catalogue: the computer's, else the profile's, else the program's own, with what the policy changes
// in it. A file that cannot be used is a problem to tell, and the next one is taken: people can read their mail all the
// same. A policy with which the catalogue is wrong is an error.
func openBook(rules policy.Policy, paths ...string) (book, error) {
	b := book{}
	text := assets.ProvidersJSON
	for _, path := range paths {
		own, err := readCatalogue(path)
		if err == nil {
			text, b.path = own, path
			break
		}
		if b.problem == nil && !errors.Is(err, fs.ErrNotExist) {
			b.problem = badCatalogue(path, err)
		}
	}
	merged, err := rules.MergeCatalogue(text)
	if err == nil {
		b.Catalogue, err = provider.Load(merged)
	}
	if err != nil && len(rules.Catalogue) > 0 {
		return b, rules.BadCatalogueProblem(err)
	}
	return b, err
}

// cataloguePaths are the files that may take the place of the program's own, the computer's first.
func cataloguePaths(profile string) []string {
	own := filepath.Join(profile, catalogueName)
	if runtime.GOOS == "linux" {
		return []string{filepath.Join("/etc/letterbox", catalogueName), own}
	}
	return []string{own}
}

// readCatalogue returns the text of a file that is a catalogue.
func readCatalogue(path string) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // a fixed place, or in the profile
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it is only read
	text, err := io.ReadAll(io.LimitReader(file, largestCatalogue+1))
	if err != nil {
		return nil, err
	}
	if len(text) > largestCatalogue {
		return nil, fmt.Errorf("more than %d bytes", largestCatalogue)
	}
	_, err = provider.Load(text)
	return text, err
}

func badCatalogue(path string, err error) *mail.Problem {
	return &mail.Problem{
		Code: mail.PolicyInvalid, Class: "CATALOGUE_INVALID", Retry: mail.RetryAfterChange,
		Facts: map[string]string{mail.FactPath: path}, Err: fmt.Errorf("catalogue %s: %w", path, err),
	}
}

// told is what the person should know although the program goes on: what became of their mail before anything else.
func (h *house) told() *mail.Problem {
	if p := h.notice.Problem(); p != nil {
		return p
	}
	return h.book.problem
}
