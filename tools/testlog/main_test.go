package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSummary(t *testing.T) {
	const pass = `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"quiet\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"PASS\n"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p"}
`
	for _, c := range []struct {
		name, in string
		ok       bool
		shows    []string
		hides    string
	}{
		{"all pass", pass, true, []string{"ok  \tp\t0.1s\n1 passed, 0 failed, 0 skipped\n"}, "quiet"},
		{"nothing ran", "", false, []string{"0 passed"}, ""},
		{"a skip says why", pass + `{"Action":"output","Package":"p","Test":"TestB","Output":"no server\n"}
{"Action":"skip","Package":"p","Test":"TestB"}
`, true, []string{"no server", "1 passed, 0 failed, 1 skipped"}, "quiet"},
		{"a failure shows its output", pass + `{"Action":"output","Package":"p","Test":"TestB","Output":"got 1\n"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}
`, false, []string{"got 1\nFAIL\tp", "1 passed, 1 failed"}, "quiet"},
		{"a package that panics between tests", pass + `{"Action":"output","Package":"p","Output":"panic: leak\n"}
{"Action":"fail","Package":"p"}
`, false, []string{"panic: leak"}, "quiet"},
		{"a build that fails", pass + `{"ImportPath":"q","Action":"build-output","Output":"q.go:1: no\n"}
{"ImportPath":"q","Action":"build-fail"}
`, false, []string{"q.go:1: no"}, ""},
		{"forbidden text in a test that passes", strings.Replace(pass, "quiet", "Error in Fyne call thread", 1), false, []string{"forbidden in p TestA"}, ""},
		{"lines that are not JSON", "go: downloading x\n" + pass, true, []string{"go: downloading x"}, ""},
	} {
		var out bytes.Buffer
		log := filepath.Join(t.TempDir(), "log")
		ok, err := run(strings.NewReader(c.in), &out, log, "Error in Fyne call thread")
		if err != nil || ok != c.ok {
			t.Errorf("%s: ok %v, error %v", c.name, ok, err)
		}
		for _, want := range c.shows {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is not in\n%s", c.name, want, out.String())
			}
		}
		if c.hides != "" && strings.Contains(out.String(), c.hides) {
			t.Errorf("%s: %q is in\n%s", c.name, c.hides, out.String())
		}
		if everything, err := os.ReadFile(log); err != nil || strings.Contains(c.in, "quiet") && !strings.Contains(string(everything), "quiet") {
			t.Errorf("%s: the log lacks a test's output (%v)", c.name, err)
		}
	}
}
