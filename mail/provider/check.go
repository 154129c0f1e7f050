package provider

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"letterbox/mail"
)

// languages that every text must have.
var languages = []string{"zh-CN", "en"}

var (
	secretKinds = []mail.SecretKind{mail.LoginPassword, mail.AuthorizationCode, mail.AppPassword, mail.EitherPassword, mail.BrowserSignIn}
	forms       = []mail.UserNameForm{mail.WholeAddress, mail.LocalPart, mail.DomainUser}
	groups      = []group{groupMain, groupOverseas, groupLegacy, groupCompany}
	answers     = []string{string(SavesSentYes), string(SavesSentNo), string(SavesSentUnknown)}
	confidences = []string{"high", "medium-high", "medium", "low-medium", "low"}
	quirks      = []Quirk{IdleRefused, IdleSilent, SearchUnreliable, UIDExpungeRefused, SentAppendRefused, MessageIDRewritten, XListRoles, XOAuth2Closed, PlainRefused, SlowGreeting, GBKReplies}
)

// check finds the first thing that is wrong in a catalogue.
func check(f fileJSON) error {
	ids, domains := make(map[mail.ProviderID]bool), make(map[string]mail.ProviderID)
	for _, e := range f.Providers {
		if e.ID == "" || ids[e.ID] {
			return e.wrong("the id is empty or used twice")
		}
		ids[e.ID] = true
		for _, d := range e.Domains {
			if other, taken := domains[d]; taken || d == "" || d != canonical(d) {
				return e.wrong("domain %q is not lower case, or belongs to %q too", d, other)
			}
			domains[d] = e.ID
		}
		for _, part := range []func(map[string]string) error{e.checkTexts, e.checkFacts, e.checkSecret, e.checkPages, e.checkServers} {
			if err := part(f.Sources); err != nil {
				return err
			}
		}
	}
	for _, card := range f.Cards {
		known := func(id mail.ProviderID) bool { return ids[id] }
		if !known(card.ID) || card.Name != nil && !complete(card.Name) || !all(card.Also, known) {
			return fmt.Errorf("provider catalogue: card %q: unknown, or without a name in every language", card.ID)
		}
	}
	return checkMX(f, ids)
}

func (raw entryJSON) wrong(format string, args ...any) error {
	return fmt.Errorf("provider catalogue: provider %q: "+format, append([]any{raw.ID}, args...)...)
}

func complete(text map[string]string) bool {
	for _, l := range languages {
		if strings.TrimSpace(text[l]) == "" {
			return false
		}
	}
	return len(text) == len(languages)
}

func (raw entryJSON) checkTexts(map[string]string) error {
	switch {
	case !complete(raw.Name), !complete(raw.Hint), !complete(raw.SecretTip):
		return raw.wrong("name, hint and secret_tip must be there in every language")
	case utf8.RuneCountInString(raw.Mark) != 1:
		return raw.wrong("mark %q is not one character", raw.Mark)
	case len(raw.EnableTip) > 0 && !complete(raw.EnableTip), len(raw.EnableTip) > 0 == raw.AlwaysOn:
		return raw.wrong("enable_tip must be there in every language, or always_on says that there is no switch")
	case !secure(raw.SecretURL), !secure(raw.EnableURL), !secure(raw.HelpURL):
		return raw.wrong("links must be https")
	}
	return nil
}

// secure accepts no link and https links.
func secure(link string) bool {
	if link == "" {
		return true
	}
	u, err := url.Parse(link)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

func (raw entryJSON) checkFacts(sources map[string]string) error {
	switch {
	case !slices.Contains(secretKinds, raw.Secret):
		return raw.wrong("secret %q is unknown", raw.Secret)
	case len(raw.Auth) == 0, slices.ContainsFunc(raw.Auth, func(m mail.AuthMethod) bool { return !m.Valid() }):
		return raw.wrong("auth is empty or has an unknown method")
	case !subset(raw.Usernames, forms), len(raw.Usernames) == 0, raw.Usernames[0] == mail.DomainUser:
		return raw.wrong("usernames is empty, has an unknown form, or begins with one that cannot be made from an address")
	case !subset(raw.Quirks, quirks):
		return raw.wrong("a quirk is unknown")
	case !slices.Contains(answers, raw.SavesSent):
		return raw.wrong("saves_sent %q is unknown", raw.SavesSent)
	case raw.Connections < 0:
		return raw.wrong("connections is less than none")
	case !slices.Contains(confidences, raw.Confidence), raw.Checked == "":
		return raw.wrong("confidence or the day of the check is missing")
	case !cited(raw.Sources, sources):
		return raw.wrong("sources are missing or unknown")
	}
	return nil
}

func all[T any](list []T, holds func(T) bool) bool {
	return !slices.ContainsFunc(list, func(v T) bool { return !holds(v) })
}

func subset[T comparable](list, of []T) bool {
	return all(list, func(v T) bool { return slices.Contains(of, v) })
}

func cited(list []string, sources map[string]string) bool {
	return len(list) > 0 && all(list, func(s string) bool { return sources[s] != "" })
}

func (raw entryJSON) checkServers(sources map[string]string) error {
	seen := make(map[string]bool)
	for _, s := range raw.Servers {
		parsed, err := s.parse(mail.PasswordAuth)
		switch {
		case err != nil:
			return raw.wrong("%w", err)
		case parsed.Security == mail.Plain:
			return raw.wrong("%s is not protected", s.URL)
		case seen[s.URL+" "+strings.Join(s.For, " ")]:
			return raw.wrong("%s is listed twice", s.URL)
		case !slices.Contains(groups, s.Group):
			return raw.wrong("%s: group %q is unknown", s.URL, s.Group)
		case !cited(s.Sources, sources):
			return raw.wrong("%s: sources are missing or unknown", s.URL)
		}
		seen[s.URL+" "+strings.Join(s.For, " ")] = true
	}
	for _, m := range raw.Mistakes {
		known := slices.ContainsFunc(raw.Servers, func(s serverJSON) bool { return strings.Contains(s.URL, "//"+m.Instead+":") })
		if m.Host == "" || !known {
			return raw.wrong("mistake %q: %q is not a server of the provider", m.Host, m.Instead)
		}
	}
	return nil
}

// checkSecret compares what is said of the secret with how people sign in.
func (raw entryJSON) checkSecret(map[string]string) error {
	typed := slices.Contains(raw.Auth, mail.PasswordAuth)
	browser := slices.Contains(raw.Auth, mail.OAuth2)
	switch {
	case raw.Besides != "" && (!slices.Contains(secretKinds, raw.Besides) || raw.Besides == raw.Secret):
		return raw.wrong("besides %q is unknown, or what secret says", raw.Besides)
	case browser != (raw.Secret == mail.BrowserSignIn || raw.Besides == mail.BrowserSignIn):
		return raw.wrong("auth and secret do not agree about the browser")
	case typed != (raw.Secret != mail.BrowserSignIn || raw.Besides != ""):
		return raw.wrong("auth and secret do not agree about a password")
	case raw.Shape != "" && !typed:
		return raw.wrong("shape of a secret that nobody types")
	}
	if _, err := regexp.Compile(raw.Shape); err != nil {
		return raw.wrong("shape: %w", err)
	}
	return nil
}

// checkPages makes sure that every page is there or is known to be unknown, and that tips, pages and shape name their
// sources. The page that makes the secret is only wanted where there is such a secret, the one with the switch where
// there is a switch.
func (raw entryJSON) checkPages(sources map[string]string) error {
	given := map[string]bool{
		"secret_tip": true, "enable_tip": len(raw.EnableTip) > 0, "shape": raw.Shape != "",
		"secret_url": raw.SecretURL != "", "enable_url": raw.EnableURL != "", "help_url": raw.HelpURL != "",
	}
	wanted := map[string]bool{"help_url": true, "enable_url": !raw.AlwaysOn, "secret_url": raw.Secret != mail.LoginPassword && raw.Secret != mail.BrowserSignIn}
	for page, want := range wanted {
		unknown := slices.Contains(raw.Unknown, page)
		if want && given[page] == unknown {
			return raw.wrong("%s must either be there or be listed as unknown", page)
		}
	}
	if !all(raw.Unknown, func(page string) bool { return wanted[page] }) {
		return raw.wrong("unknown lists what is not wanted")
	}
	for field, there := range given {
		if there != cited(raw.Cites[field], sources) {
			return raw.wrong("%s is without its sources, or they without it", field)
		}
	}
	return nil
}

func checkMX(f fileJSON, ids map[mail.ProviderID]bool) error {
	seen := make(map[string]bool)
	for _, r := range f.MX {
		switch {
		case r.Pattern == "" || r.Pattern != strings.ToLower(r.Pattern) || strings.Count(r.Pattern, "*") > 1:
			return fmt.Errorf("provider catalogue: mx pattern %q is not one", r.Pattern)
		case seen[r.Pattern]:
			return fmt.Errorf("provider catalogue: mx pattern %q is listed twice", r.Pattern)
		case (r.Gateway == "") == (r.Provider == ""):
			return fmt.Errorf("provider catalogue: mx pattern %q: want either a provider or a gateway", r.Pattern)
		case r.Provider != "" && !ids[r.Provider]:
			return fmt.Errorf("provider catalogue: mx pattern %q: provider %q is unknown", r.Pattern, r.Provider)
		case !slices.Contains(confidences, r.Confidence), !cited(r.Sources, f.Sources):
			return fmt.Errorf("provider catalogue: mx pattern %q: confidence or sources are missing or unknown", r.Pattern)
		}
		seen[r.Pattern] = true
	}
	return nil
}
