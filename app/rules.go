package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/app/policy"
	"letterbox/app/report"
	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// ruled is discovery under the policy: its servers come first and without a question to the network, and what nobody
// may bind is not proposed.
type ruled struct {
	house *house
	next  binder.Discoverer
}

// Discover asks the policy, then the next. Where nothing that was found is allowed, the problem is PolicyForbids.
func (r ruled) Discover(ctx context.Context, address mail.Address, chosen mail.ProviderID) ([]mail.Candidate, error) {
	rules := r.house.authorities.policy
	if !rules.AllowsDomain(address) {
		return nil, r.house.forbidden(mail.ClassDomainPolicy, mail.Server{})
	}
	if own, ok := rules.CandidateFor(address); ok {
		own.Provider, _, _ = rules.AuthorityOf(address) // "" where people type a secret
		return []mail.Candidate{own}, nil
	}
	found, err := r.next.Discover(ctx, address, chosen)
	if err != nil || len(found) == 0 {
		return found, err
	}
	first := found[0].Incoming
	found = slices.DeleteFunc(found, func(c mail.Candidate) bool { return r.house.allowed(address, c) != nil })
	if len(found) == 0 {
		return nil, r.house.forbidden(mail.ClassServerPolicy, first)
	}
	if name, ok := rules.UsernameOf(address); ok {
		from := mail.Origin{Source: policy.Source, Where: rules.Path, Trusted: true}
		for i := range found {
			found[i].Incoming.Username, found[i].Outgoing.Username, found[i].Origins.Username = name, name, from
		}
	}
	return found, nil
}

// allowed says whether the policy lets people bind an address to servers. The demo mailbox is nobody's.
func (h *house) allowed(address mail.Address, c mail.Candidate) error {
	rules := h.authorities.policy
	switch {
	case h.demo.imapFor(c.Incoming) != nil && h.demo.smtpFor(c.Outgoing) != nil:
		return nil
	case !rules.AllowsDomain(address):
		return h.forbidden(mail.ClassDomainPolicy, c.Incoming)
	case !rules.AllowsServers(address, c, h.providersOf):
		return h.forbidden(mail.ClassServerPolicy, c.Incoming)
	}
	return nil
}

// classBound is the class of the problem of an account that was bound before a rule forbade it.
const classBound = "ACCOUNT_FORBIDDEN"

// permits says whether the policy lets a bound account connect: a rule may have come after the binding. Its mail stays
// readable whatever the answer is. It is asked before anything is sent, be it to the account's servers or to those that
// renew its sign-in.
func (h *house) permits(account mail.Account) error {
	err := h.allowed(account.Address, mail.Candidate{
		Provider: account.Provider, Trusted: true, Incoming: account.Incoming, Outgoing: account.Outgoing,
	})
	if err == nil {
		return nil
	}
	refused := h.forbidden(classBound, account.Incoming)
	refused.Stage = mail.StageConnect
	return refused
}

func (h *house) forbidden(class string, s mail.Server) *mail.Problem {
	return &mail.Problem{
		Code: mail.PolicyForbids, Class: class, Stage: mail.StageDiscover, Server: s, Retry: mail.RetryAfterChange,
		Facts: map[string]string{mail.FactPath: h.authorities.policy.Path},
	}
}

// providersOf returns the providers of the catalogue that run a server.
func (h *house) providersOf(host string) []mail.ProviderID {
	var ids []mail.ProviderID
	runs := func(s mail.Server) bool { return mail.CanonicalHost(s.Host) == mail.CanonicalHost(host) }
	for _, p := range h.catalogue.All() {
		if slices.ContainsFunc(p.Incoming, runs) || slices.ContainsFunc(p.Outgoing, runs) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// allowPlain lets the policy's hosts speak clear text, each until its day.
func (h *house) allowPlain(host string) bool {
	return h.authorities.policy.AllowsPlain(host, time.Now())
}

// ruleFacts tells the rules of a policy for the support report, without anybody's user name.
func ruleFacts(p policy.Policy) []report.Fact {
	var facts []report.Fact
	for _, domain := range p.AllowedDomains {
		facts = append(facts, report.Fact{Key: "allowed domain", Value: domain})
	}
	for _, id := range p.AllowedProviders {
		facts = append(facts, report.Fact{Key: "allowed provider", Value: string(id)})
	}
	for _, s := range p.Servers {
		facts = append(facts, report.Fact{Key: "servers", Value: strings.Join(s.Domains, " ") + ": " + s.Incoming + " " + s.Outgoing})
	}
	for _, one := range p.Plaintext {
		facts = append(facts, report.Fact{Key: "clear text", Value: one.Host + " until " + one.Until})
	}
	if !p.AllowsPins() {
		facts = append(facts, report.Fact{Key: "pins", Value: "forbidden"})
	}
	return facts
}

// shownPolicy is the policy for the window.
func (h *house) shownPolicy() *model.Policy {
	rules := h.authorities.policy
	return &model.Policy{
		Source: rules.Path,
		Rules: func(language string) []string {
			return command.PolicyLines(words.Language(language), rules, h.catalogue, time.Now())
		},
		Locks:      rules.Locks,
		Window:     rules.SyncWindow,
		PlainUntil: func(host string) (string, bool) { return rules.PlainUntil(host, time.Now()) },
	}
}
