package command

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"letterbox/mail"
	"letterbox/ui/words"
)

// printer writes for people or for scripts.
type printer struct {
	w    io.Writer
	json bool
	lang words.Language
	told func(*mail.Problem) words.Context // what is known of a problem besides
}

func newPrinter(w io.Writer, g Globals) *printer {
	return &printer{w: w, json: g.JSON, lang: g.Lang, told: func(p *mail.Problem) words.Context { return g.known("", p.Server.Host) }}
}

// event writes an object with its event's name, for scripts only.
func (p *printer) event(name string, fields map[string]any) {
	if !p.json {
		return
	}
	fields["event"] = name
	p.line(fields)
}

func (p *printer) line(v any) {
	encoder := json.NewEncoder(p.w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v) // standard output is gone: there is nobody to tell
}

// text writes a line for people only. What comes from mail may not steer the terminal.
func (p *printer) text(format string, args ...any) {
	if p.json {
		return
	}
	_, _ = fmt.Fprintln(p.w, printable(fmt.Sprintf(format, args...)))
}

// printable replaces control characters but newline and tab.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return '�'
		}
		return r
	}, s)
}

// problem tells why a verb failed: as the result object, or in sentences on standard error.
func (p *printer) problem(errors io.Writer, err error) {
	found := mail.ProblemOf(err)
	if p.json {
		p.event("result", map[string]any{"problem": explainJSON(p.lang, found, p.told(found))})
		return
	}
	if found.Code == mail.UsageWrong {
		_, _ = fmt.Fprintln(errors, printable(found.Reply))
		return
	}
	p.explain(errors, found)
}

// notice tells what the person should know although the verb goes on.
func (p *printer) notice(errors io.Writer, found *mail.Problem) {
	if p.json {
		p.event("notice", map[string]any{"problem": explainJSON(p.lang, found, p.told(found))})
		return
	}
	p.explain(errors, found)
}

func (p *printer) explain(errors io.Writer, found *mail.Problem) {
	p.sentences(errors, words.ExplainFor(p.lang, found, p.told(found)))
}

func (p *printer) sentences(errors io.Writer, e words.Explanation) {
	lines := append([]string{e.Headline, e.Detail}, numbered(e.Advice)...)
	for _, line := range append(lines, e.Technical) {
		if line != "" {
			_, _ = fmt.Fprintln(errors, printable(line))
		}
	}
}

func numbered(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = fmt.Sprintf("  %d. %s", i+1, line)
	}
	return out
}
