package hypertext_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/mail/mailtest"
	"letterbox/mail/message"
	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/text"
)

// slowest is a time that no document needs on any machine that runs tests: budgets of work, not of time, end them.
const slowest = 5 * time.Minute

// fonts is read once: tests of this package do not run beside each other.
var fonts = sync.OnceValue(text.NewLibrary)

func plainOptions() hypertext.Options {
	return hypertext.Options{Width: 700, Height: 900, Fonts: fonts(), Time: slowest}
}

// TestHostileDocumentsEnd lays out documents made to exhaust time or memory. Each may fail, with an error that says
// so; none may panic or go on for ever.
func TestHostileDocumentsEnd(t *testing.T) {
	for name, markup := range map[string]string{
		"nested elements":   strings.Repeat("<div>", 100_000) + "deep",
		"nested tables":     strings.Repeat("<table><tr><td>", 5_000) + "deep",
		"nested inlines":    strings.Repeat("<b><i>", 20_000) + "deep",
		"nested floats":     strings.Repeat(`<div style="float:left">x`, 300),
		"many floats":       strings.Repeat(`<p style="float:left;width:7px">x</p>`, 5_000),
		"wide table":        "<table><tr>" + strings.Repeat("<td>x", 8_000) + "</table>",
		"spanning cells":    "<table>" + strings.Repeat("<tr>"+strings.Repeat(`<td colspan="1000" rowspan="65534">x`, 50), 100) + "</table>",
		"long word":         "<p style='word-wrap:break-word'>" + strings.Repeat("x", 3_000_000),
		"long line":         "<pre>" + strings.Repeat("x ", 1_500_000),
		"many classes":      `<p class="` + strings.Repeat("a ", 200_000) + `">x`,
		"large sheet":       "<style>" + strings.Repeat("a b c d e f g { color: red }\n", 300_000) + "</style><p>x",
		"many selectors":    "<style>" + strings.Repeat("* * * * * p { color: red }\n", 20_000) + "</style>" + strings.Repeat("<p>x", 2_000),
		"deep calc":         `<p style="width:` + strings.Repeat("calc(", 10_000) + `">x`,
		"endless numbers":   `<p style="margin:1e999px;padding:-1e30em;width:9999999999999%;font-size:1e20px">x`,
		"negative margins":  strings.Repeat(`<div style="margin:-1000px -1000px">x`, 200),
		"percent of itself": strings.Repeat(`<table width="100%"><tr><td width="1%">`, 200) + "x",
		"broken bytes":      "<p>\xff\xfe\x00\x80<a href='\x01'>\xc3",
		"nothing":           "",
	} {
		t.Run(name, func(t *testing.T) {
			page, err := hypertext.Open(context.Background(), markup, plainOptions())
			if err != nil {
				if !errors.Is(err, layout.ErrTooMuch) {
					t.Fatalf("ended with %v", err)
				}
				return
			}
			page.Dump()
		})
	}
}

// TestHostileMailEnds does the same with the mails of the test data.
func TestHostileMailEnds(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(mailtest.SharedData(t, "privacy", "dos"), "*.eml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no mails: %v", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			page, err := hypertext.Open(context.Background(), message.Parse(raw, message.Options{}).Body.HTML, plainOptions())
			if err != nil {
				if !errors.Is(err, layout.ErrTooMuch) {
					t.Fatalf("ended with %v", err)
				}
				return
			}
			page.Dump()
		})
	}
}

// TestTimeEndsALayout gives a document no time at all.
func TestTimeEndsALayout(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := hypertext.Open(ctx, strings.Repeat("<p>text</p>", 20_000), plainOptions())
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want that the context had ended", err)
	}
}
