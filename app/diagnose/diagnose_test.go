package diagnose_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/app/diagnose"
	"letterbox/mail"
)

var (
	incoming = mail.Server{Protocol: mail.IMAP, Host: "imap.corp.example", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada"}
	outgoing = mail.Server{Protocol: mail.Submission, Host: "smtp.corp.example", Port: 465, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada"}
	account  = mail.Account{ID: 7, Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: incoming, Outgoing: outgoing}
)

// world is every port of a Diagnoser.
type world struct {
	secret   error
	refuses  *mail.Problem // the verifier tries nothing
	fails    *mail.Problem // of the submission server, at the sign-in
	closed   mail.Protocol // the server that cannot be reached
	verified int
	sent     int
	sending  error
}

func (w *world) Credential(context.Context, mail.Account) (mail.Credential, error) {
	return mail.Password("pw"), w.secret
}

func (w *world) Reach(_ context.Context, s mail.Server) string { return s.HostPort() + " in 1 ms" }

func (w *world) Approach(_ context.Context, s mail.Server, note func(mail.Check)) error {
	note(mail.Check{Server: s.Protocol, Stage: mail.StageResolve, Status: mail.CheckOK})
	if s.Protocol == w.closed {
		return &mail.Problem{Code: mail.Refused, Stage: mail.StageConnect, Server: s}
	}
	note(mail.Check{Server: s.Protocol, Stage: mail.StageConnect, Status: mail.CheckOK, Finding: "one"})
	return nil
}

func (w *world) Verify(ctx context.Context, a mail.Account, _ mail.Credential, note func(mail.Check)) (mail.Report, error) {
	w.verified++
	if w.refuses != nil {
		return mail.Report{}, w.refuses
	}
	var report mail.Report
	tell := func(c mail.Check) {
		note(mail.Check{Server: c.Server, Stage: c.Stage, Status: mail.CheckRunning})
		note(c)
		report.Checks = append(report.Checks, c)
	}
	for _, s := range []mail.Server{a.Incoming, a.Outgoing} {
		tell(mail.Check{Server: s.Protocol, Stage: mail.StageConnect, Status: mail.CheckOK, Finding: "one"})
		check := mail.Check{Server: s.Protocol, Stage: mail.StageAuthenticate, Status: mail.CheckOK}
		if s.Protocol == mail.Submission && w.fails != nil {
			check.Status, check.Problem = mail.CheckFailed, w.fails
		}
		tell(check)
	}
	if p := report.Problem(); p != nil {
		return report, p
	}
	return report, ctx.Err()
}

func (w *world) SendTest(context.Context, mail.Account, mail.Credential, string) (string, error) {
	w.sent++
	return "250 taken", w.sending
}

func run(t *testing.T, w *world, o diagnose.Options) (diagnose.Diagnosis, *diagnose.Diagnoser, []string) {
	t.Helper()
	d, err := diagnose.New(diagnose.Config{Verifier: w, Network: w, Secrets: w, Sender: w})
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	found, err := d.Run(t.Context(), account, o, func(c mail.Check) {
		heard = append(heard, strings.Join([]string{string(c.Server), string(c.Stage), string(c.Status)}, " "))
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, d, heard
}

func TestDiagnosisTellsAllStagesAndIsRemembered(t *testing.T) {
	w := &world{}
	found, d, heard := run(t, w, diagnose.Options{})
	if found.Problem() != nil || len(found.Checks) != 4 || w.sent != 0 {
		t.Errorf("found %+v, %d messages sent", found, w.sent)
	}
	if found.Checks[0].Finding != "imap.corp.example:993 in 1 ms" {
		t.Errorf("the addresses are not told: %q", found.Checks[0].Finding)
	}
	if !slices.Contains(heard, "imap resolve running") || !slices.Contains(heard, "imap authenticate ok") {
		t.Errorf("heard %q", heard)
	}
	if last, ok := d.Last(t.Context(), account); !ok || len(last.Checks) != 4 {
		t.Errorf("remembered %+v", last)
	}
}

func TestWithoutASignInTheStagesBeforeAreTried(t *testing.T) {
	spent := &mail.Problem{Code: mail.RateLimited, Class: "ATTEMPTS_SPENT", Stage: mail.StageAuthenticate, Server: outgoing}
	missing := &mail.Problem{Code: mail.SecretMissing}
	cases := map[string]struct {
		w        world
		statuses string // of the last check of IMAP and of submission
		verified int
	}{
		"spent":       {world{refuses: spent}, "skipped failed", 1},
		"missing":     {world{secret: missing}, "failed failed", 0},
		"unreachable": {world{secret: missing, closed: mail.IMAP}, "failed failed", 0},
	}
	for name, c := range cases {
		found, _, _ := run(t, &c.w, diagnose.Options{SendTest: true})
		last := map[mail.Protocol]mail.Check{}
		for _, check := range found.Checks {
			last[check.Server] = check
		}
		got := string(last[mail.IMAP].Status) + " " + string(last[mail.Submission].Status)
		if got != c.statuses || c.w.verified != c.verified || c.w.sent != 0 || found.Problem() == nil {
			t.Errorf("%s: %s, %d verified, %d sent, problem %v", name, got, c.w.verified, c.w.sent, found.Problem())
		}
		if name == "unreachable" && found.Problem().Code != mail.Refused {
			t.Errorf("%s: %v", name, found.Problem())
		}
	}
}

func TestTestMessageGoesOutOnlyWhenTheServerLetsUsIn(t *testing.T) {
	refused := &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate, Server: outgoing}
	full := &mail.Problem{Code: mail.QuotaExceeded, Stage: mail.StageSubmit, Server: outgoing}
	cases := map[string]struct {
		w    world
		sent int
		want mail.CheckStatus
	}{
		"sent":    {world{}, 1, mail.CheckOK},
		"refused": {world{fails: refused}, 0, mail.CheckSkipped},
		"full":    {world{sending: full}, 1, mail.CheckFailed},
	}
	for name, c := range cases {
		found, _, _ := run(t, &c.w, diagnose.Options{SendTest: true})
		last := found.Checks[len(found.Checks)-1]
		if last.Stage != mail.StageSubmit || last.Status != c.want || c.w.sent != c.sent {
			t.Errorf("%s: %+v, %d sent", name, last, c.w.sent)
		}
	}
}

func TestCancelledDiagnosisIsNotRemembered(t *testing.T) {
	w := &world{}
	d, err := diagnose.New(diagnose.Config{Verifier: w, Network: w, Secrets: w})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Run(ctx, account, diagnose.Options{}, func(mail.Check) {}); !mail.IsCanceled(err) {
		t.Errorf("got %v", err)
	}
	if _, ok := d.Last(t.Context(), account); ok || d.CanSendTest() {
		t.Error("a cancelled diagnosis is remembered, or a message can be sent without a sender")
	}
}

// shelf is a diagnose.Memory.
type shelf map[mail.AccountID]string

func (s shelf) Remember(_ context.Context, id mail.AccountID, text string) error {
	s[id] = text
	return nil
}

func (s shelf) Recall(_ context.Context, id mail.AccountID) (string, error) { return s[id], nil }

// TestDiagnosisOutlivesTheProgram asks another Diagnoser, which has only what was kept.
func TestDiagnosisOutlivesTheProgram(t *testing.T) {
	kept := shelf{}
	refused := &mail.Problem{
		Code: mail.AuthRejected, Class: "AUTH_BAD_CREDENTIALS", Stage: mail.StageAuthenticate, Server: outgoing,
		Reply: "no such user " + account.Address.Spec(), Facts: map[string]string{mail.FactFolder: "Private", mail.FactAfter: "10m0s"},
	}
	d, err := diagnose.New(diagnose.Config{Verifier: &world{fails: refused}, Network: &world{}, Secrets: &world{}, Memory: kept})
	if err != nil {
		t.Fatal(err)
	}
	found, err := d.Run(t.Context(), account, diagnose.Options{}, func(mail.Check) {})
	if err != nil {
		t.Fatal(err)
	}
	later, err := diagnose.New(diagnose.Config{Verifier: &world{}, Network: &world{}, Secrets: &world{}, Memory: kept})
	if err != nil {
		t.Fatal(err)
	}
	last, ok := later.Last(t.Context(), account)
	p := last.Problem()
	if !ok || !last.At.Equal(found.At) || len(last.Checks) != len(found.Checks) || p == nil || p.Code != refused.Code || p.Server.Host != outgoing.Host {
		t.Fatalf("remembered %+v", last)
	}
	if strings.Contains(kept[account.ID], account.Address.Spec()) || strings.Contains(kept[account.ID], "Private") || p.Facts[mail.FactAfter] != "10m0s" {
		t.Errorf("kept %s", kept[account.ID])
	}
	another := account
	another.Bound = account.Bound.Add(time.Hour)
	if _, ok := later.Last(t.Context(), another); ok {
		t.Error("another account with the same number has it")
	}
}
