package command

import (
	"context"
	"flag"
	"maps"
	"slices"
	"strings"
	"time"

	"letterbox/app/policy"
	"letterbox/mail"
	"letterbox/ui/words"
)

const policyUsage = "policy check [FILE]"

var policyVerb = verb{
	name: "policy", usage: policyUsage,
	flags: func(*flag.FlagSet) func(context.Context, *call) error {
		return func(_ context.Context, c *call) error { return c.checkPolicy(time.Now()) }
	},
	minArgs: 1, maxArgs: 2,
}

// checkPolicy tells what is in force and where it comes from, or what is wrong with it; with a file, what would be in
// force by it. It opens no profile.
func (c *call) checkPolicy(now time.Time) error {
	if c.args[0] != "check" {
		return usage("usage: letterbox " + policyUsage)
	}
	found, heading := policy.Policy{}, words.PolicyFrom
	var err error
	if len(c.args) == 2 {
		heading = words.PolicyGood
		found, err = policy.Check(c.args[1])
	} else {
		found, err = policy.Load(c.PolicyFile)
	}
	if err != nil {
		wrong := mail.ProblemOf(err)
		c.out.event("mistake", map[string]any{"source": wrong.Facts[mail.FactPath], "mistake": wrong.Err.Error()})
		return err
	}
	if found.Path == "" {
		heading = words.PolicyNone
	}
	c.out.event("result", map[string]any{"policy": found.WithoutSecrets(), "source": found.Path})
	c.out.text("%s", words.T(c.Lang, heading, found.Path))
	for _, line := range PolicyLines(c.Lang, found, now) {
		c.out.text("  %s", line)
	}
	return nil
}

// PolicyLines tells a policy rule by rule, in sentences.
func PolicyLines(lang words.Language, p policy.Policy, now time.Time) []string {
	var lines []string
	say := func(key words.Key, values ...any) { lines = append(lines, words.T(lang, key, values...)) }
	if p.AllowedDomains != nil {
		say(words.PolicyDomains, strings.Join(p.AllowedDomains, ", "))
	}
	if p.AllowedProviders != nil {
		say(words.PolicyProviders, joined(p.AllowedProviders))
	}
	for _, s := range p.Servers {
		say(words.PolicyServers, strings.Join(s.Domains, ", "), s.Incoming, s.Outgoing)
	}
	for _, address := range slices.Sorted(maps.Keys(p.Usernames)) {
		say(words.PolicyUsername, address, p.Usernames[address])
	}
	for _, one := range p.Plaintext {
		key := words.PolicyPlainEnded
		if p.AllowsPlain(one.Host, now) {
			key = words.PolicyPlaintext
		}
		say(key, one.Host, one.Until)
	}
	if !p.AllowsPins() {
		say(words.PolicyNoPins)
	}
	for _, id := range slices.Sorted(maps.Keys(p.OAuth)) {
		say(words.PolicyOAuth, id, p.OAuth[id].ClientID)
	}
	for _, id := range slices.Sorted(maps.Keys(p.Authorities)) {
		say(words.PolicyAuthority, id, strings.Join(p.Authorities[id].Domains, ", "))
	}
	return lines
}

func joined(ids []mail.ProviderID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	return strings.Join(names, ", ")
}
