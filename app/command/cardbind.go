package command

import (
	"context"
	"flag"
	"strings"

	"letterbox/app/card"
	"letterbox/mail"
)

// cardBinding binds by a card: its file, and the fingerprint that the administrator told the person.
type cardBinding struct {
	file, named string
	card        card.Card
}

func (b *cardBinding) register(set *flag.FlagSet) {
	set.StringVar(&b.file, "card", "", "binding card (.mailbind) that names the servers")
	set.StringVar(&b.named, "card-key", "", "fingerprint of the card's key, as the administrator told it")
}

// check refuses a card beside what else says which servers are meant.
func (b *cardBinding) check(renew bool, others ...string) error {
	switch {
	case b.file == "" && b.named != "":
		return usage("--card-key goes with --card")
	case b.file != "" && (renew || strings.Join(others, "") != ""):
		return usage("--card takes none of --incoming, --outgoing, --provider and --renew")
	}
	return nil
}

// take uses the card for this run, if its key is trusted or is the one that was named.
func (b *cardBinding) take(ctx context.Context, s *Services, address mail.Address) (err error) {
	if b.file == "" {
		return nil
	}
	raw, err := ReadCardFile(b.file)
	if err != nil {
		return err
	}
	if b.card, err = s.Cards.Read(raw); err != nil {
		return err
	}
	if !b.card.IsFor(address) {
		return &mail.Problem{
			Code: mail.PolicyForbids, Class: card.ClassOtherDomain, Stage: mail.StageDiscover, Retry: mail.RetryAfterChange,
			Facts: map[string]string{card.FactDomains: strings.Join(b.card.Domains, ", ")},
		}
	}
	if b.named == "" {
		return s.Cards.Take(ctx, b.card)
	}
	named, err := mail.ParseFingerprint(b.named)
	if err != nil {
		return usage("--card-key: " + err.Error())
	}
	return s.Cards.TakeNamed(b.card, named)
}

// keep keeps the card and the key that was named, once the address is bound by it. Where that fails, the person is told, and
// the mailbox is bound all the same.
func (b *cardBinding) keep(ctx context.Context, c *call, s *Services, address mail.Address, bound mail.Candidate) {
	if b.file == "" || bound.Source != card.Source {
		return
	}
	var err error
	if b.named != "" {
		err = s.Cards.Confirm(ctx, b.card, b.card.Fingerprint())
	}
	if err == nil {
		err = s.Cards.Keep(ctx, address, bound)
	}
	if err != nil {
		c.out.notice(c.streams.Err, mail.ProblemOf(err))
	}
}
