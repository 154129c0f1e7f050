package command

import (
	"context"
	"flag"
	"time"

	"letterbox/app/policy"
	"letterbox/mail"
	"letterbox/mail/provider"
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
	var known *provider.Catalogue
	var err error
	if len(c.args) == 2 {
		heading = words.PolicyGood
		found, err = policy.Check(c.args[1])
	} else {
		found, err = policy.Load(c.PolicyFile)
	}
	if err == nil {
		known, err = c.checkCatalogue(found)
	}
	if err != nil {
		wrong := mail.ProblemOf(err)
		c.out.event("mistake", map[string]any{
			"source": wrong.Facts[mail.FactPath], "mistake": wrong.Err.Error(), "kind": wrong.Facts[policy.FactMistake],
			"member": wrong.Facts[policy.FactMember], "line": wrong.Facts[policy.FactLine],
		})
		return err
	}
	if found.Path == "" {
		heading = words.PolicyNone
	}
	c.out.event("result", map[string]any{"policy": found.WithoutSecrets(), "source": found.Path})
	c.out.text("%s", words.T(c.Lang, heading, found.Path))
	for _, line := range PolicyLines(c.Lang, found, known, now) {
		c.out.text("  %s", line)
	}
	return nil
}

// checkCatalogue tries what the policy changes in the catalogue of the program, and returns that as it is then.
func (c *call) checkCatalogue(p policy.Policy) (known *provider.Catalogue, err error) {
	merged, err := p.MergeCatalogue(c.Catalogue)
	if err == nil {
		known, err = provider.Load(merged)
	}
	if err != nil {
		return nil, p.BadCatalogueProblem(err)
	}
	return known, nil
}
