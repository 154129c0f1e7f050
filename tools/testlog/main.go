// Command testlog reads `go test -json` and shows what people want of it: one line a package, the whole output of
// a test that failed, why tests were skipped, and a count at the end. Everything goes into a log file.
//
// It fails when a test failed, when no test ran, or when any output contains a forbidden text: Fyne writes about
// calls from the wrong goroutine and goes on, so that such a test passes.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is what `go doc test2json` and `go help buildjson` describe.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
}

type summary struct {
	out, log                io.Writer
	forbidden               string
	output                  map[string][]string // by package and test, until it ends
	passed, failed, skipped int
	broken                  bool // a build or a package failed, or the forbidden text was seen
}

func main() {
	logFile := flag.String("log", "", "file for everything")
	forbidden := flag.String("forbid", "", "text that must not appear")
	flag.Parse()
	ok, err := run(os.Stdin, os.Stdout, *logFile, *forbidden)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testlog:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer, logFile, forbidden string) (ok bool, err error) {
	log, err := os.Create(logFile)
	if err != nil {
		return false, err
	}
	defer func() {
		if closing := log.Close(); err == nil {
			err = closing
		}
	}()
	s := &summary{out: out, log: log, forbidden: forbidden, output: map[string][]string{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil || e.Action == "" {
			fmt.Fprintln(out, lines.Text())
			fmt.Fprintln(log, lines.Text())
			continue
		}
		s.take(e)
	}
	fmt.Fprintf(out, "%d passed, %d failed, %d skipped\n", s.passed, s.failed, s.skipped)
	return s.failed == 0 && !s.broken && s.passed > 0, lines.Err()
}

// take accounts for one event.
func (s *summary) take(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(s.out, e.Output)
		fmt.Fprint(s.log, e.Output)
	case "build-fail":
		s.broken = true
	case "output":
		s.read(e, key)
	case "pass", "skip", "fail":
		if e.Test == "" {
			s.broken = s.broken || e.Action == "fail"
			s.end(key, e.Action == "fail")
			return
		}
		s.count(e.Action)
		s.end(key, e.Action != "pass")
	}
}

func (s *summary) count(action string) {
	switch action {
	case "pass":
		s.passed++
	case "skip":
		s.skipped++
	default:
		s.failed++
	}
}

// read keeps a test's output until the test ends, and shows a package's own last line at once.
func (s *summary) read(e event, key string) {
	fmt.Fprint(s.log, e.Output)
	if s.forbidden != "" && strings.Contains(e.Output, s.forbidden) {
		s.broken = true
		fmt.Fprintf(s.out, "forbidden in %s: %s", key, e.Output)
	}
	if e.Test != "" {
		s.output[key] = append(s.output[key], e.Output)
		return
	}
	switch {
	case strings.HasPrefix(e.Output, "ok "), strings.HasPrefix(e.Output, "ok\t"), strings.HasPrefix(e.Output, "FAIL\t"):
		fmt.Fprint(s.out, e.Output)
	case e.Output != "PASS\n" && e.Output != "FAIL\n":
		s.output[key] = append(s.output[key], e.Output) // a panic or a leak that belongs to no test
	}
}

// end shows a test's output if it matters and forgets it.
func (s *summary) end(key string, show bool) {
	if show {
		fmt.Fprint(s.out, strings.Join(s.output[key], ""))
	}
	delete(s.output, key)
}
