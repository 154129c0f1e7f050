package words

import (
	"strings"

	"letterbox/mail"
)

// Explanation is a Problem in sentences.
type Explanation struct {
	Headline  string   // what happened, one line, without a full stop
	Detail    string   // why, as far as known, and what leads over to the advice
	Advice    []string // what to do, in order, each a thing that can be done now
	Closing   string   // a caution after the advice; may be ""
	Who       Who
	Actions   []Action // the first one is the primary button
	Technical string   // for the folded part and for copying: English keys, the server's own words, no secrets
}

// Who can solve a problem.
type Who string

// Those who can.
const (
	WhoYou           Who = "you"
	WhoAdministrator Who = "administrator"
	WhoProvider      Who = "provider"
	WhoNetwork       Who = "network"
	WhoLetterbox     Who = "letterbox"
)

// Label returns what the badge beside the headline says.
func (w Who) Label(lang Language) string { return whoLabels[w].in(lang) }

var whoLabels = map[Who]text{
	WhoYou:           {"您可以自己解决", "You can fix this"},
	WhoAdministrator: {"需要管理员处理", "Your administrator can fix this"},
	WhoProvider:      {"要由服务商处理", "Up to the provider"},
	WhoNetwork:       {"与网络有关", "About the network"},
	WhoLetterbox:     {"Letterbox 可以处理", "Letterbox can do this"},
}

// ActionKind says what a button does.
type ActionKind string

// The actions.
const (
	ActionRetry       ActionKind = "retry"
	ActionEdit        ActionKind = "edit"        // back to address and secret
	ActionAdvanced    ActionKind = "advanced"    // to the servers
	ActionSignIn      ActionKind = "sign-in"     // with the browser
	ActionOpen        ActionKind = "open"        // URL: the provider's webmail or settings
	ActionHelp        ActionKind = "help"        // URL: the provider's guide
	ActionCopyAdmin   ActionKind = "copy-admin"  // Text: a message to the administrator
	ActionCopy        ActionKind = "copy"        // Text: the technical words
	ActionCertificate ActionKind = "certificate" // shows what the server showed
	ActionPassphrase  ActionKind = "passphrase"  // seals the account keys by one, or opens them
	ActionCorrect     ActionKind = "correct"     // Server: takes it in place of the one that failed and tries again
)

// Action is a button of an explanation.
type Action struct {
	Kind  ActionKind
	Label string
	URL   string // for ActionOpen and ActionHelp, https only
	Text  string // for ActionCopyAdmin and ActionCopy

	Server mail.Server // for ActionCorrect, without a user name
}

// Context is what is known besides the Problem. The zero value knows nothing.
type Context struct {
	Provider mail.Provider
	Address  string // the address being bound or used
}

// Explain words a problem of which nothing more is known. See ExplainFor.
func Explain(lang Language, p *mail.Problem) Explanation { return ExplainFor(lang, p, Context{}) }

// ExplainFor words a problem, naming the provider and using its terms. It never returns an empty headline, not
// even for a code without words; p must not be nil.
func ExplainFor(lang Language, p *mail.Problem, c Context) Explanation {
	if lang != ZH {
		lang = EN
	}
	t := telling{lang: lang, problem: p, context: c, family: familyOf(c.Provider.ID)}
	return t.explain()
}

// entry is the template of an explanation. A sentence with a placeholder that has no value is left out; of the
// headlines the first whose placeholders all have values is taken.
type entry struct {
	headlines []text
	details   []text
	advice    []text
	closing   text
	ask       text // what to ask the administrator for
	who       Who
	actions   []ActionKind
}

// telling is one explanation being made.
type telling struct {
	lang    Language
	problem *mail.Problem
	context Context
	family  family
}

func (t telling) explain() Explanation {
	e := t.entry()
	x := Explanation{Headline: t.headline(e), Who: t.who(e), Advice: t.sentences(e.advice), Closing: t.sentence(e.closing)}
	gap := " "
	if t.lang == ZH {
		gap = ""
	}
	x.Detail = strings.Join(t.sentences(e.details), gap)
	x.Technical = technical(t.problem, t.context)
	x.Actions = t.actions(e, x)
	return x
}

// entry chooses the template: by the finer class, by what the provider is known for, by the code.
func (t telling) entry() entry {
	e, ok := entries[t.problem.Code]
	if !ok {
		e = entries[mail.Unknown]
	}
	if finer, ok := classes[t.problem.Class]; ok && t.problem.Code != mail.Canceled && !t.foundHere() {
		e = finer
	}
	return t.forProvider(e)
}

func (t telling) headline(e entry) string {
	for _, h := range e.headlines {
		if s := t.sentence(h); s != "" {
			return s
		}
	}
	return t.sentence(entries[mail.Unknown].headlines[0])
}

func (t telling) sentences(list []text) []string {
	var said []string
	for _, one := range list {
		if s := t.sentence(one); s != "" {
			said = append(said, s)
		}
	}
	return said
}

// sentence fills a template, and returns "" when a value is missing.
func (t telling) sentence(template text) string {
	s := template.in(t.lang)
	for _, name := range names(s) {
		if t.value(name) == "" {
			return ""
		}
	}
	return fill(t.lang, s, t.value)
}
