package app

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/app/policy"
	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/storage"
)

// started builds a program on a profile and sets it to work.
func started(t *testing.T, profile, ca, policy string) (*house, <-chan []mail.Event) {
	t.Helper()
	h, err := build(t.Context(), command.Globals{DataDir: profile, Secrets: "memory", TimeoutScale: 1, CAFile: ca, PolicyFile: policy})
	if err != nil {
		t.Fatal(err)
	}
	events, cancel := h.hub.Subscribe()
	h.later(cancel)
	if err := h.engine.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h, events
}

// TestRuleThatCameLater binds an account and starts the program again under a policy that forbids it: the banner has
// the policy's problem, nobody is asked, and the mail is still there.
func TestRuleThatCameLater(t *testing.T) {
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	in, out := mailtest.IMAP(t, mailtest.IMAPUser("ada", "pw")), mailtest.SMTP(t, mailtest.SMTPUser("ada", "pw"))
	profile, roots := filepath.Join(t.TempDir(), "profile"), written(t, "roots.pem", string(ca.PEM()))
	h, _ := started(t, profile, roots, "")
	candidate := mail.Candidate{Trusted: true, Incoming: in.Server(), Outgoing: out.Server()}
	candidate.Incoming.Username, candidate.Outgoing.Username = "ada", "ada"
	account, _, err := h.binder.Bind(t.Context(), binder.Request{
		Address: mail.Address{Local: "ada", Domain: "corp.example"}, Secret: mail.Password("pw"), Candidates: []mail.Candidate{candidate},
	}, func(mail.Check) {})
	h.close()
	if err != nil {
		t.Fatal(err)
	}
	heard := len(in.Said())

	h, events := started(t, profile, roots, written(t, "policies.json", `{"allowed_domains": ["other.example"]}`))
	defer h.close()
	patience := time.NewTimer(time.Minute)
	defer patience.Stop()
	status := h.engine.Status()
	for ; len(status) != 1 || status[0].Activity != mail.NeedsAttention; status = h.engine.Status() {
		select {
		case <-events:
		case <-patience.C:
			t.Fatalf("told %+v", status)
		}
	}
	if p := status[0].Problem; p == nil || p.Code != mail.PolicyForbids || p.Class != classBound {
		t.Errorf("told %+v", status[0].Problem)
	}
	if _, err := (postman{h}).SendTest(t.Context(), account, mail.Password("pw"), "en"); mail.ProblemOf(err).Class != classBound {
		t.Errorf("submission: %v", err)
	}
	if kept, err := h.store.Account(t.Context(), account.ID); err != nil || kept.Archived {
		t.Errorf("the account: %+v, %v", kept, err)
	}
	if len(in.Said()) != heard {
		t.Errorf("the server heard %v", in.Said()[heard:])
	}
}

// TestChoicesUnderThePolicy begins, locks and leaves the choices of the window.
func TestChoicesUnderThePolicy(t *testing.T) {
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	own := newPreferences(t.Context(), store, slog.New(slog.DiscardHandler))
	defer func() { own.close(); _ = store.Close(t.Context()) }()
	own.Set("theme", "light")
	prefs := ruledPreferences{own, policy.Policy{Settings: policy.Settings{Language: "zh-CN", Theme: "dark"}, Locked: []string{"theme"}}}
	prefs.Set("theme", "system")
	if prefs.Get("theme") != "dark" || own.Get("theme") != "light" {
		t.Errorf("locked: %q over %q", prefs.Get("theme"), own.Get("theme"))
	}
	if prefs.Get("language") != "zh-CN" {
		t.Errorf("to begin with: %q", prefs.Get("language"))
	}
	prefs.Set("language", "en")
	prefs.Set("mailbox.folder", "7")
	if prefs.Get("language") != "en" || prefs.Get("mailbox.folder") != "7" {
		t.Errorf("chosen: %q, %q", prefs.Get("language"), prefs.Get("mailbox.folder"))
	}
	if free := (ruledPreferences{own, policy.Policy{Locked: []string{"theme"}}}); free.Get("theme") != "" {
		t.Errorf("locked without a choice: %q", free.Get("theme"))
	}
}

// TestCatalogueOfThePolicy changes a provider and adds one.
func TestCatalogueOfThePolicy(t *testing.T) {
	rules, err := policy.Check(written(t, "policies.json", `{"catalogue": [
		{"id": "qq", "help_url": "https://intranet.corp.example/mail", "domains": ["qq.com", "corp.example"], "secret_tip": {"zh-CN": "找 IT 要。", "en": "Ask IT."}},
		{"id": "corp", "name": {"zh-CN": "公司邮箱", "en": "Corp mail"}, "domains": ["163.com"], "usernames": ["local"],
			"servers": [{"url": "imaps://mail.corp.example"}, {"url": "smtps://mail.corp.example"}]},
		{"id": "tencent_exmail", "secret": "app-password", "servers": [{"url": "imaps://mx.corp.example"}, {"url": "smtps://mx.corp.example"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	b, err := openBook(rules)
	if err != nil {
		t.Fatal(err)
	}
	for domain, want := range map[string]mail.ProviderID{"corp.example": "qq", "163.com": "corp", "qq.com": "qq"} {
		if p, _ := b.ByDomain(domain); p.ID != want {
			t.Errorf("%s belongs to %q", domain, p.ID)
		}
	}
	if p, _ := b.ByID("qq"); p.HelpURL != "https://intranet.corp.example/mail" || p.SecretTip["en"] != "Ask IT." || p.Secret != mail.AuthorizationCode || len(p.Incoming) == 0 {
		t.Errorf("qq: %+v", p)
	}
	if p, _ := b.ByID("corp"); p.Name["en"] != "Corp mail" || p.UserName != mail.LocalPart || len(p.Incoming) != 1 || len(p.Outgoing) != 1 {
		t.Errorf("corp: %+v", p)
	}
	if p, _ := b.ByID("tencent_exmail"); p.Secret != mail.AppPassword || p.Incoming[0].Host != "mx.corp.example" || p.HelpURL == "" {
		t.Errorf("tencent_exmail: %+v", p)
	}
	rules.Catalogue[1].Servers = nil
	rules.Catalogue[1].Usernames = []mail.UserNameForm{mail.DomainUser}
	if _, err := openBook(rules); mail.ProblemOf(err).Facts[policy.FactMistake] != string(policy.BadCatalogue) {
		t.Errorf("a catalogue that is wrong: %v", err)
	}
}
