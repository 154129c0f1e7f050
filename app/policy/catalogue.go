package policy

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"letterbox/mail"
)

// Entry changes a provider of the catalogue, or adds one. Its members are those of the catalogue; what is left out stays
// as the catalogue has it, or as a mail server of a company is.
type Entry struct {
	ID        mail.ProviderID     `json:"id"`
	Name      *Text               `json:"name,omitempty"`
	Hint      *Text               `json:"hint,omitempty"`
	Secret    mail.SecretKind     `json:"secret,omitempty"`
	SecretTip *Text               `json:"secret_tip,omitempty"`
	SecretURL string              `json:"secret_url,omitempty"`
	HelpURL   string              `json:"help_url,omitempty"`
	Domains   []string            `json:"domains,omitempty"`
	Usernames []mail.UserNameForm `json:"usernames,omitempty"` // best first
	Servers   []EntryServer       `json:"servers,omitempty"`   // best first
}

// EntryServer is a server of an Entry.
type EntryServer struct {
	URL string   `json:"url"`
	For []string `json:"for,omitempty"` // only for these mail domains
}

// Text is a text in both languages.
type Text struct {
	Chinese string `json:"zh-CN"`
	English string `json:"en"`
}

// source is where an Entry's facts come from, as the catalogue names sources.
const source = "POLICY"

// byDefault is what an Entry of an unknown provider says of itself where it says nothing.
var byDefault = Text{"填邮箱的密码。", "Use the password of the mailbox."}

// object is a JSON object of the catalogue. What is not touched stays as it is.
type object map[string]any

// MergeCatalogue returns the catalogue with the policy's entries in it, as JSON. A domain that an entry names belongs to
// no other provider any more. Whether the result is a catalogue is for mail/provider to say.
func (p Policy) MergeCatalogue(base []byte) ([]byte, error) {
	if len(p.Catalogue) == 0 {
		return base, nil
	}
	var file object
	if err := json.Unmarshal(base, &file); err != nil {
		return nil, err
	}
	sources, _ := file["sources"].(map[string]any)
	if sources == nil {
		sources = map[string]any{}
		file["sources"] = sources
	}
	sources[source] = "the policy of the administrator"
	providers, _ := file["providers"].([]any)
	for _, e := range p.Catalogue {
		providers = e.into(providers, file["checked"])
	}
	file["providers"] = providers
	return json.Marshal(file)
}

// BadCatalogueProblem is the problem of a policy with which the catalogue is wrong; err says why.
func (p Policy) BadCatalogueProblem(err error) *mail.Problem {
	return invalid(p.Path, in(wrong(BadCatalogue, err.Error()), "catalogue"))
}

// into puts the entry into a list of providers.
func (e Entry) into(providers []any, checked any) []any {
	var own object
	for _, one := range providers {
		other, _ := one.(map[string]any)
		switch {
		case other == nil:
		case other["id"] == string(e.ID):
			own = other
		case e.Domains != nil:
			other["domains"] = without(other["domains"], e.Domains)
		}
	}
	if own == nil {
		own = e.fresh(checked)
		providers = append(providers, map[string]any(own))
	}
	e.change(own)
	return providers
}

// without returns a list of words but for some of them.
func without(list any, taken []string) []any {
	values, _ := list.([]any)
	return slices.DeleteFunc(slices.Clone(values), func(v any) bool {
		domain, _ := v.(string)
		return listed(taken, domain)
	})
}

// fresh is a provider of which nothing is known but its name.
func (e Entry) fresh(checked any) object {
	named := Text{string(e.ID), string(e.ID)}
	if e.Name != nil {
		named = *e.Name
	}
	mark, _ := utf8.DecodeRuneInString(named.Chinese)
	cites := map[string]any{"secret_tip": []string{source}}
	return object{
		"id": e.ID, "name": named, "hint": named, "mark": string(mark), "secret": mail.LoginPassword, "secret_tip": byDefault,
		"always_on": true, "auth": []mail.AuthMethod{mail.PasswordAuth}, "usernames": []mail.UserNameForm{mail.WholeAddress},
		"saves_sent": "unknown", "unknown": []any{"help_url"}, "cites": cites, "sources": []string{source}, "confidence": "high", "checked": checked,
	}
}

// change writes what the entry says over what is there.
func (e Entry) change(own object) {
	for member, value := range map[string]*Text{"name": e.Name, "hint": e.Hint} {
		if value != nil {
			own[member] = value
		}
	}
	if e.Secret != "" {
		own["secret"], own["auth"] = e.Secret, []mail.AuthMethod{mail.PasswordAuth}
		delete(own, "besides")
		delete(own, "shape")
		uncite(own, "shape")
	}
	if e.SecretTip != nil {
		cite(own, "secret_tip", e.SecretTip)
	}
	if e.HelpURL != "" {
		cite(own, "help_url", e.HelpURL)
	}
	switch typed := own["secret"] != mail.LoginPassword && own["secret"] != string(mail.LoginPassword); {
	case e.SecretURL != "":
		cite(own, "secret_url", e.SecretURL)
	case typed && own["secret_url"] == nil:
		own["unknown"] = append(without(own["unknown"], []string{"secret_url"}), "secret_url")
	case !typed:
		own["unknown"] = without(own["unknown"], []string{"secret_url"})
	}
	if e.Domains != nil {
		own["domains"] = words(e.Domains)
	}
	if e.Usernames != nil {
		own["usernames"] = e.Usernames
	}
	e.changeServers(own)
}

func (e Entry) changeServers(own object) {
	if e.Servers == nil {
		return
	}
	list := make([]any, len(e.Servers))
	for i, s := range e.Servers {
		server := object{"url": s.URL, "sources": []string{source}}
		if s.For != nil {
			server["for"] = s.For
		}
		list[i] = server
	}
	own["servers"] = list
	delete(own, "mistakes") // they name servers that are not there any more
}

// words returns a list as encoding/json reads it.
func words(list []string) []any {
	values := make([]any, len(list))
	for i, word := range list {
		values[i] = word
	}
	return values
}

// cite sets a member that the catalogue wants a source of.
func cite(own object, member string, value any) {
	own[member] = value
	own["unknown"] = without(own["unknown"], []string{member})
	cites, _ := own["cites"].(map[string]any)
	if cites == nil {
		cites = map[string]any{}
		own["cites"] = cites
	}
	cites[member] = []string{source}
}

func uncite(own object, member string) {
	if cites, _ := own["cites"].(map[string]any); cites != nil {
		delete(cites, member)
	}
}

func (e Entry) check() error {
	if err := checkDomains(e.Domains); err != nil {
		return in(err, "domains")
	}
	for _, link := range []struct{ member, url string }{{"secret_url", e.SecretURL}, {"help_url", e.HelpURL}} {
		if link.url != "" && !isWebPage(link.url) {
			return in(wrong(NotHTTPS, link.url), link.member)
		}
	}
	for i, s := range e.Servers {
		if err := s.check(); err != nil {
			return in(inItem(err, i), "servers")
		}
	}
	return nil
}

func (s EntryServer) check() error {
	server, err := mail.ParseServerURL(s.URL)
	switch {
	case err != nil:
		return in(wrong(NotAServer, s.URL), "url")
	case server.Username != "":
		return in(wrong(UserInURL, ""), "url")
	case server.Security == mail.Plain:
		return in(wrong(ClearText, server.Host), "url")
	}
	return in(checkDomains(s.For), "for")
}
