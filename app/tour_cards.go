package app

import (
	"context"
	"fmt"
	"time"

	"letterbox/app/command"
	"letterbox/app/policy"
	"letterbox/mail"
	"letterbox/mail/provider"
	"letterbox/ui"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// failing is a problem card that the tour looks at: whose mailbox is bound, and what the servers make of it.
type failing struct {
	name     string
	address  string
	provider mail.ProviderID // "" for a server of the company's own
	problem  mail.Problem
	outgoing bool // the server for sending fails
}

// cards are ten ways in which a binding fails. Every person is another one, so that their servers are looked for anew.
func (t *tour) cards() []failing {
	chain := tourChain(time.Now())
	return []failing{
		{name: "code", address: "zhangwei@qq.com", provider: "qq", problem: mail.Problem{
			Code: mail.AppPasswordNeeded, Class: "AUTHCODE_REQUIRED", Stage: mail.StageAuthenticate, Reply: "Please using authorized code to login.",
		}},
		{name: "ambiguous", address: "zhangwei@corp.example", provider: "tencent_exmail", problem: mail.Problem{
			Code: mail.AuthRejected, Class: "AUTH_AMBIGUOUS", Stage: mail.StageAuthenticate, Reply: "LOGIN failed",
		}},
		{name: "wait", address: "zhangwei@163.com", provider: "netease_163", problem: mail.Problem{
			Code: mail.RateLimited, Class: "RATE_LIMIT_LOGIN", Stage: mail.StageAuthenticate, Reply: "too much fail authentication",
			Facts: map[string]string{mail.FactAfter: "15m0s"},
		}},
		{name: "switched-off", address: "lina@corp.example", provider: "alibaba_qiye", problem: mail.Problem{
			Code: mail.ProtocolDisabled, Class: "PROTOCOL_DISABLED_ADMIN", Stage: mail.StageAuthenticate, Reply: "UC_LOGIN_SOURCE_NOT_ALLOWED",
		}},
		{name: "other-servers", address: "wangfang@corp.example", provider: "netease_qiye_classic", problem: mail.Problem{
			Code: mail.AccountUnavailable, Class: "WRONG_CLUSTER", Stage: mail.StageAuthenticate, Reply: "ERR.LOGIN.DOMAINNOTEXIST",
		}},
		{name: "tenant", address: "chenjie@corp.example", provider: "exchange_onprem", outgoing: true, problem: mail.Problem{
			Code: mail.ProtocolDisabled, Class: "PROTOCOL_DISABLED_ADMIN", Stage: mail.StageAuthenticate,
			Reply: "Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
		}},
		{name: "no-name", address: "liuyang@corp.example", problem: mail.Problem{Code: mail.HostNotFound, Stage: mail.StageResolve}},
		{name: "no-answer", address: "zhaomin@corp.example", problem: mail.Problem{Code: mail.Unreachable, Stage: mail.StageConnect}},
		{name: "clear-text", address: "sunlei@corp.example", problem: mail.Problem{Code: mail.PlainPort, Class: "TLS_MODE_MISMATCH", Stage: mail.StageSecure}},
		{name: "untrusted", address: "zhouting@corp.example", problem: mail.Problem{
			Code: mail.TLSUntrusted, Stage: mail.StageSecure, Chain: chain, Facts: map[string]string{mail.FactIssuer: tourAuthority},
		}},
	}
}

// rehearsal binds as the tour wants it: every step goes well until the one that is to fail. Without a card it is the
// real thing.
type rehearsal struct {
	*setup
	card *failing
}

func (r *rehearsal) Recognise(address string) (mail.Provider, bool) {
	if r.card == nil || r.card.address != address || r.card.provider == "" {
		return r.setup.Recognise(address)
	}
	return r.house.catalogue.ByID(r.card.provider)
}

func (r *rehearsal) Discover(ctx context.Context, address mail.Address, provider mail.ProviderID) ([]mail.Candidate, error) {
	if r.card == nil {
		return r.setup.Discover(ctx, address, provider)
	}
	if list := r.house.catalogue.Candidates(r.card.provider, address); len(list) > 0 && r.card.provider != "exchange_onprem" {
		return list, nil
	}
	server := mail.Server{Protocol: mail.IMAP, Host: "mail.corp.example", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth, Username: address.Spec()}
	sends := server
	sends.Protocol, sends.Port = mail.Submission, 465
	if r.card.problem.Code == mail.PlainPort {
		server.Port = 143
	}
	return []mail.Candidate{{Provider: r.card.provider, Source: "autoconfig", Trusted: true, Incoming: server, Outgoing: sends}}, nil
}

func (r *rehearsal) Bind(ctx context.Context, b model.Binding, note func(mail.Check)) (mail.Account, mail.Report, error) {
	if r.card == nil {
		return r.setup.Bind(ctx, b, note)
	}
	p := r.card.problem
	p.Server, p.Retry = b.Candidate.Incoming, mail.RetryAfterChange
	if r.card.outgoing {
		p.Server = b.Candidate.Outgoing
	}
	var report mail.Report
	for _, server := range []mail.Protocol{b.Candidate.Incoming.Protocol, mail.Submission} {
		for _, stage := range []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet, mail.StageAuthenticate} {
			check := mail.Check{Server: server, Stage: stage, Status: mail.CheckOK, Elapsed: 46 * time.Millisecond}
			failed := server == p.Server.Protocol && stage == p.Stage
			if failed {
				check.Status, check.Problem = mail.CheckFailed, &p
			}
			report.Checks = append(report.Checks, check)
			note(check)
			if failed {
				break
			}
		}
	}
	return mail.Account{}, report, &p
}

// problemCards looks at the cards, at the certificate that one of them is about, and at the policy, and comes back to
// the wizard's first page.
func (t *tour) problemCards(ctx context.Context, w *ui.Window) error {
	for _, c := range t.cards() {
		if err := t.card(ctx, w, c); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	t.acting.card = nil
	return act(ctx, w, "the first page", func(s *model.Shell) { s.Wizard().SetQuery("") })
}

func (t *tour) card(ctx context.Context, w *ui.Window, c failing) error {
	err := act(ctx, w, "type", func(s *model.Shell) {
		t.acting.card = &c
		s.Wizard().SetQuery(c.address)
		s.Wizard().Next()
	})
	if err == nil {
		err = act(ctx, w, "bind", func(s *model.Shell) {
			s.Wizard().SetSecret("abcdefghijklmnop")
			s.Wizard().Next()
		})
	}
	if err == nil {
		err = w.Until(ctx, "the card", func(s *model.Shell) bool { return s.Wizard().State().Page == model.PageProblem })
	}
	if err == nil {
		err = t.looks("8-"+c.name)(ctx, w)
	}
	if err == nil && len(c.problem.Chain) > 0 {
		err = t.certificate(ctx, w)
	}
	if err != nil {
		return err
	}
	return w.Until(ctx, "the first page", func(s *model.Shell) bool {
		s.Wizard().Back()
		return s.Wizard().State().Page == model.PageType
	})
}

// certificate looks at the certificate of the card that is shown.
func (t *tour) certificate(ctx context.Context, w *ui.Window) error {
	return t.over(ctx, w, "9-certificate", sheetOver{
		open:  func(s *model.Shell) { s.ShowCertificate(s.Wizard().State().Problem, nil) },
		there: func(s *model.Shell) bool { c, _ := s.Certificate(); return c != nil },
		shut:  (*model.Shell).CloseCertificates,
	})
}

// policyPage looks at what an administrator has decided.
func (t *tour) policyPage(ctx context.Context, w *ui.Window) error {
	return t.over(ctx, w, "9-policy", sheetOver{
		open: (*model.Shell).ShowPolicy, there: func(s *model.Shell) bool { return s.OpenPolicy() != nil }, shut: (*model.Shell).CloseCertificates,
	})
}

// tourPolicy is a policy as companies have one. It is shown and not obeyed.
func tourPolicy(known *provider.Catalogue) *model.Policy {
	window, pins := 90, false
	rules := policy.Policy{
		Path: "/etc/letterbox/policies.json", AllowedDomains: []string{"corp.example"}, AllowedProviders: []mail.ProviderID{"tencent_exmail", "m365"},
		Pins: &pins, Window: &window, Plaintext: []policy.Plaintext{{Host: "old.corp.example", Until: "2027-01-31"}},
	}
	return &model.Policy{Source: rules.Path, Rules: func(language string) []string {
		return command.PolicyLines(words.Language(language), rules, known, time.Now())
	}}
}
