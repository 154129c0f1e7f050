package command

import (
	"maps"
	"slices"
	"strings"
	"time"

	"letterbox/app/card"
	"letterbox/app/policy"
	"letterbox/mail"
	"letterbox/mail/provider"
	"letterbox/ui/words"
)

// PolicyLines tells a policy rule by rule, in sentences. Providers are called as a catalogue does; one that it does not
// know by its id.
func PolicyLines(lang words.Language, p policy.Policy, known *provider.Catalogue, now time.Time) []string {
	t := &policyTelling{lang: lang, policy: p, known: known}
	t.whoMayBind()
	t.clearText(now)
	t.certificates()
	t.signIn()
	t.window()
	return t.lines
}

// policyTelling is a policy being told.
type policyTelling struct {
	lang   words.Language
	policy policy.Policy
	known  *provider.Catalogue // nil: none
	lines  []string
}

// named returns what a provider is called.
func (t *policyTelling) named(id mail.ProviderID) string {
	if t.known != nil {
		if p, ok := t.known.ByID(id); ok {
			if name := words.For(t.lang).Pick(p.Name); name != "" {
				return name
			}
		}
	}
	return string(id)
}

func (t *policyTelling) say(key words.Key, values ...any) {
	t.lines = append(t.lines, words.T(t.lang, key, values...))
}

func (t *policyTelling) whoMayBind() {
	p := t.policy
	if p.AllowedDomains != nil {
		t.say(words.PolicyDomains, strings.Join(p.AllowedDomains, ", "))
	}
	if p.AllowedProviders != nil {
		names := make([]string, len(p.AllowedProviders))
		for i, id := range p.AllowedProviders {
			names[i] = t.named(id)
		}
		t.say(words.PolicyProviders, strings.Join(names, words.ListComma(t.lang)))
	}
	for _, s := range p.Servers {
		t.say(words.PolicyServers, strings.Join(s.Domains, ", "), s.Incoming, s.Outgoing)
	}
	for _, address := range slices.Sorted(maps.Keys(p.Usernames)) {
		t.say(words.PolicyUsername, address, p.Usernames[address])
	}
	for _, e := range p.Catalogue {
		t.say(words.PolicyCatalogue, t.named(e.ID))
	}
}

func (t *policyTelling) clearText(now time.Time) {
	for _, one := range t.policy.Plaintext {
		key := words.PolicyPlainEnded
		if t.policy.AllowsPlain(one.Host, now) {
			key = words.PolicyPlaintext
		}
		t.say(key, one.Host, one.Until)
	}
}

func (t *policyTelling) certificates() {
	p := t.policy
	if !p.AllowsPins() {
		t.say(words.PolicyNoPins)
	}
	for _, c := range p.Certificates {
		hosts := strings.Join(c.Hosts, ", ")
		if names := c.AuthorityNames(); len(names) > 0 {
			t.say(words.PolicyVouches, hosts, strings.Join(names, ", "))
		}
		for _, text := range c.SHA256 {
			if fingerprint, err := mail.ParseFingerprint(text); err == nil {
				t.say(words.PolicyPin, hosts, fingerprint.Short())
			}
		}
	}
	for _, k := range p.CardKeys {
		if key, err := k.Public(); err == nil {
			t.say(words.PolicyCardKey, k.Name, card.Groups(card.Fingerprint(key)))
		}
	}
}

func (t *policyTelling) signIn() {
	p := t.policy
	for _, id := range slices.Sorted(maps.Keys(p.OAuth)) {
		t.say(words.PolicyOAuth, t.named(id), p.OAuth[id].ClientID)
	}
	for _, id := range slices.Sorted(maps.Keys(p.Authorities)) {
		t.say(words.PolicyAuthority, id, strings.Join(p.Authorities[id].Domains, ", "))
	}
}

// settingWords are what settings and choices are called in the window.
var settingWords = map[string]words.Key{
	"language": words.SettingsLanguage, "theme": words.SettingsTheme,
	"zh-CN": words.SettingsChinese, "en": words.SettingsEnglish,
	"system": words.SettingsSystem, "light": words.SettingsLight, "dark": words.SettingsDark,
}

// window tells how much mail is kept, and what is chosen in the window.
func (t *policyTelling) window() {
	if days, ok := t.policy.SyncWindow(); ok && days == 0 {
		t.say(words.PolicyWindowAll)
	} else if ok {
		t.say(words.PolicyWindow, days)
	}
	for _, name := range policy.SettingNames() {
		value, locked := t.policy.Setting(name), t.policy.Locks(name)
		called, chosen := words.T(t.lang, settingWords[name]), words.T(t.lang, settingWords[value])
		switch {
		case locked && value == "":
			t.say(words.PolicyLockedOne, called)
		case locked:
			t.say(words.PolicyLockedTo, called, chosen)
		case value != "":
			t.say(words.PolicySetting, called, chosen)
		}
	}
}
