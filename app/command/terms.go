package command

import (
	"letterbox/mail"
	"letterbox/mail/provider"
	"letterbox/ui/words"
)

// alias are names in use for providers that stand in the catalogue under several, by the one whose terms are used.
var alias = map[string]mail.ProviderID{
	"foxmail": "qq", "tencent": "qq", "netease": "netease_163", "netease_qiye": "netease_qiye_classic", "alibaba": "alibaba_qiye",
	"google": "gmail", "microsoft": "m365", "entra": "m365",
}

// known returns whose terms a problem is told in: those of the provider with a name, else of the one that runs the
// server. Where the catalogue has neither, the name itself is all that is known.
func (g Globals) known(name, host string) words.Context {
	c, err := provider.Load(g.Catalogue)
	if err != nil { // a program without a catalogue, as in tests
		return words.Context{Provider: mail.Provider{ID: mail.ProviderID(name)}}
	}
	if p, found := c.ByID(mail.ProviderID(name)); found {
		return words.Context{Provider: p}
	}
	if p, found := c.ByID(alias[name]); found {
		return words.Context{Provider: p}
	}
	if p, found := c.ByHost(host); found {
		return words.Context{Provider: p}
	}
	return words.Context{Provider: mail.Provider{ID: mail.ProviderID(name)}}
}
