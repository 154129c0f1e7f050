// Package report writes the support report: what somebody who helps needs to know, and nothing that is nobody's
// business.
//
// Invariants: a report is made of the facts in Data only, so that what Data has no place for cannot be in it: no
// password or token, no contact, no folder, no subject and no text of mail. Every line leaves through one function,
// which shortens addresses and the names of the accounts (mail.Shorten) and hides where the person's home is. What
// servers said is quoted after that. The package reads nothing by itself and keeps nothing.
package report

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/ui/words"
)

// Data is everything that a report tells.
type Data struct {
	At       time.Time
	Program  []Fact // versions and system
	Settings []Fact
	Policy   []Fact // empty when none is in force
	Store    []Fact
	Notice   *mail.Problem // what was repaired at the start
	Accounts []Account
	Home     string // the person's folder, which is written "~"; "" when unknown
}

// Fact is one line: an English key and a value without anything personal.
type Fact struct{ Key, Value string }

// Account is what is told of one account. Of Account the name, the label and whatever else a person chose stay out.
type Account struct {
	Account mail.Account
	Status  mail.SyncStatus
	State   []Fact
	Checked time.Time // zero: never
	Checks  []mail.Check
	Trace   []string // lines as the dialer redacted them
}

// Write returns the report in a language. Keys, findings and traces are English in every language.
func Write(lang words.Language, d Data) string {
	w := &writer{lang: lang, home: d.Home}
	for _, a := range d.Accounts {
		w.names = append(w.names, a.Account.Address.Spec(), a.Account.Incoming.Username, a.Account.Outgoing.Username)
		w.names = append(w.names, a.Account.Address.Name)
	}
	w.line("# Letterbox · %s · %s", words.T(lang, words.ReportTitle), d.At.Format(time.RFC3339))
	w.line("%s", words.T(lang, words.ReportPrivacy))
	w.facts(words.ReportVersions, d.Program)
	w.facts(words.ReportSettings, d.Settings)
	w.facts(words.ReportPolicy, d.Policy)
	w.facts(words.ReportStore, d.Store)
	if d.Notice != nil {
		w.problem(d.Notice)
	}
	for _, a := range d.Accounts {
		w.account(a)
	}
	return w.text.String()
}

// writer is one report being written.
type writer struct {
	lang  words.Language
	names []string
	home  string
	text  strings.Builder
}

// line writes one line. It is the only way out.
func (w *writer) line(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if w.home != "" {
		line = strings.ReplaceAll(line, w.home, "~")
	}
	line = strings.NewReplacer("\r", " ", "\n", " ").Replace(line)
	w.text.WriteString(mail.Shorten(line, w.names...) + "\n")
}

func (w *writer) head(key words.Key, args ...any) {
	w.text.WriteString("\n")
	w.line("## %s", words.T(w.lang, key, args...))
}

func (w *writer) facts(key words.Key, facts []Fact) {
	w.head(key)
	if len(facts) == 0 {
		w.line("%s", words.T(w.lang, words.ReportNone))
	}
	for _, f := range facts {
		w.line("%s: %s", f.Key, f.Value)
	}
}

func (w *writer) account(a Account) {
	w.head(words.ReportAccount, mail.Shorten(a.Account.Address.Spec()))
	for _, f := range a.State {
		w.line("%s: %s", f.Key, f.Value)
	}
	for _, s := range []mail.Server{a.Account.Incoming, a.Account.Outgoing} {
		w.line("%s: %s, %s, user name %s", s.Protocol, s.URL(), s.Auth, userName(s, a.Account.Address))
	}
	w.line("activity: %s", a.Status.Activity)
	if !a.Status.Checked.IsZero() {
		w.line("last in step: %s", a.Status.Checked.Format(time.RFC3339))
	}
	if a.Status.Problem != nil {
		w.problem(a.Status.Problem)
	}
	if !a.Checked.IsZero() {
		w.checks(a)
	}
	w.head(words.ReportTrace)
	if len(a.Trace) == 0 {
		w.line("%s", words.T(w.lang, words.ReportNone))
	}
	for _, l := range a.Trace {
		w.line("%s", l)
	}
}

// userName says what kind of user name a server wants, which is what a person who helps has to know of it.
func userName(s mail.Server, a mail.Address) string {
	switch {
	case strings.EqualFold(s.Username, a.Spec()):
		return "is the address"
	case strings.EqualFold(s.Username, a.Local):
		return "is the part before the @"
	case strings.Contains(s.Username, `\`):
		return "is of the form DOMAIN\\user"
	case strings.Contains(s.Username, "@"):
		return "is another address"
	}
	return "is another one"
}

func (w *writer) checks(a Account) {
	w.head(words.ReportChecks, a.Checked.Format(time.RFC3339))
	for _, c := range a.Checks {
		w.line("%s", strings.TrimSpace(fmt.Sprintf("%s %s: %s, %d ms  %s", c.Server, c.Stage, c.Status, c.Elapsed.Milliseconds(), c.Finding)))
	}
	for _, c := range a.Checks {
		if c.Problem != nil {
			w.problem(c.Problem)
		}
	}
}

// told are the facts of a problem that a report repeats. A folder is not among them.
var told = []string{mail.FactNames, mail.FactIssuer, mail.FactFrom, mail.FactUntil, mail.FactVersion, mail.FactSpeaks, mail.FactAfter, mail.FactPath}

// quoted are names in the text of an error, which may be those of folders.
var quoted = regexp.MustCompile(`"[^"]*"`)

func (w *writer) problem(p *mail.Problem) {
	w.line("%s: %s", words.T(w.lang, words.ReportProblem), w.headline(p))
	w.line("  code %s, class %s, stage %s, retry %s", p.Code, dash(p.Class), dash(string(p.Stage)), p.Retry)
	if !p.Server.IsZero() {
		w.line("  server %s", p.Server.URL())
	}
	if p.Reply != "" {
		w.line("  reply %s", p.Reply)
	}
	for _, key := range told {
		if value := p.Facts[key]; value != "" {
			w.line("  %s %s", key, value)
		}
	}
	if p.Err != nil {
		w.line("  cause %s", quoted.ReplaceAllString(p.Err.Error(), `"…"`))
	}
}

// headline is what the window says, without the name of a folder.
func (w *writer) headline(p *mail.Problem) string {
	bare := *p
	bare.Facts = maps.Clone(p.Facts)
	delete(bare.Facts, mail.FactFolder)
	return words.Explain(w.lang, &bare).Headline
}

func dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
