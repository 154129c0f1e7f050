package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"letterbox/mail"
)

// oneAccount is a store with one account and nothing else: no test here comes past the sign-in.
type oneAccount struct{ Store }

func (oneAccount) Outbox(context.Context, mail.AccountID) ([]mail.Outgoing, error) { return nil, nil }

func (oneAccount) Accounts(context.Context) ([]mail.Account, error) {
	return []mail.Account{{ID: 1}}, nil
}

// refusing runs an engine for a while whose server answers every sign-in with the next of the problems, then with the
// last one for ever. It returns when the server was asked, and the engine for looking at.
func refusing(t *testing.T, problems ...*mail.Problem) (e *Engine, asked func() []time.Duration) {
	t.Helper()
	var mu sync.Mutex
	var times []time.Duration
	began := time.Now()
	e, err := New(Config{
		Store: oneAccount{}, Publish: func([]mail.Event) {},
		ReadHeader: func([]byte) (mail.Envelope, mail.Attachment) { return mail.Envelope{}, 0 },
		ReadBody:   func([]byte) (string, mail.Attachment) { return "", 0 },
		ReadLocal:  func([]byte) mail.NewLocal { return mail.NewLocal{} },
		Submit:     func(context.Context, mail.Account, mail.Outbound) (mail.Receipt, error) { return mail.Receipt{}, nil },
		SavesSent:  func(mail.Account) bool { return false },
		Open: func(context.Context, mail.Account) (Session, error) {
			mu.Lock()
			defer mu.Unlock()
			p := problems[min(len(times), len(problems)-1)]
			times = append(times, time.Since(began))
			return nil, p
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return e, func() []time.Duration {
		synctest.Wait()
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(times)
	}
}

func problem(code mail.Code, class string) *mail.Problem {
	return &mail.Problem{Code: code, Class: class, Stage: mail.StageAuthenticate, Retry: mail.RetryAfterChange}
}

func activityOf(e *Engine) mail.Activity { return e.Status()[0].Activity }

// TestARefusalIsNotBelievedAtOnce lets a server refuse a bound account. It is asked three times within an hour, far
// apart, and not any more once it is believed.
func TestARefusalIsNotBelievedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, asked := refusing(t, problem(mail.AuthRejected, "AUTH_AMBIGUOUS"))
		defer e.Close()
		if n := len(asked()); n != 1 || activityOf(e) != mail.Waiting {
			t.Fatalf("asked %d times, %s", n, activityOf(e))
		}
		time.Sleep(time.Hour)
		times := asked()
		if len(times) != refusalsBelieved || activityOf(e) != mail.NeedsAttention || e.Status()[0].Problem.Code != mail.AuthRejected {
			t.Fatalf("asked at %v, then %+v", times, e.Status()[0])
		}
		for i := 1; i < len(times); i++ {
			if apart := times[i] - times[i-1]; apart < 10*time.Minute {
				t.Errorf("asked again after %v", apart)
			}
		}
		time.Sleep(100 * time.Hour)
		if n := len(asked()); n != refusalsBelieved {
			t.Errorf("asked %d times in the end", n)
		}
	})
}

// TestWhatIsCertainIsToldAtOnce lets a server or the authority say what there is no doubt about.
func TestWhatIsCertainIsToldAtOnce(t *testing.T) {
	for _, p := range []*mail.Problem{
		problem(mail.SignInExpired, "OAUTH_REAUTH"),
		problem(mail.SignInExpired, "PASSWORD_EXPIRED"),
		problem(mail.AppPasswordNeeded, "AUTHCODE_EXPIRED"),
		problem(mail.ProtocolDisabled, "PROTOCOL_DISABLED_USER"),
		problem(mail.AccountUnavailable, "ACCOUNT_LOCKED"),
		problem(mail.AccessDenied, "IP_DENIED"),
		problem(mail.QuotaExceeded, "QUOTA_FULL"),
		problem(mail.TLSUntrusted, ""),
	} {
		synctest.Test(t, func(t *testing.T) {
			e, asked := refusing(t, p)
			defer e.Close()
			time.Sleep(24 * time.Hour)
			if n := len(asked()); n != 1 || activityOf(e) != mail.NeedsAttention {
				t.Errorf("%s: asked %d times, %s", p.Class, n, activityOf(e))
			}
		})
	}
}

// TestTheServersOwnTimeIsKept lets a server ask for a time, or count sign-ins without saying how long.
func TestTheServersOwnTimeIsKept(t *testing.T) {
	for _, c := range []struct {
		class, after string
		least        time.Duration
	}{
		{"THROTTLED", "20m0s", 20 * time.Minute},
		{"RATE_LIMIT_LOGIN", "", longWait},
		{"CONN_LIMIT", "", firstWait * 3 / 4},
	} {
		synctest.Test(t, func(t *testing.T) {
			limited := problem(mail.RateLimited, c.class)
			limited.Retry, limited.Facts = mail.RetryLater, map[string]string{mail.FactAfter: c.after}
			e, asked := refusing(t, limited)
			defer e.Close()
			asked()
			time.Sleep(c.least - time.Millisecond)
			if n := len(asked()); n != 1 {
				t.Errorf("%s: asked %d times too early", c.class, n)
			}
			time.Sleep(firstWait)
			if n := len(asked()); n != 2 {
				t.Errorf("%s: asked %d times, want 2", c.class, n)
			}
		})
	}
}

// TestOnlyThePersonAsksInBetween changes things and opens messages while a server is left alone.
func TestOnlyThePersonAsksInBetween(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := problem(mail.AuthRejected, "")
		e, asked := refusing(t, refused)
		defer e.Close()
		asked()
		e.nudge(1)
		if _, err := e.open(t.Context(), mail.Account{ID: 1}); !errors.Is(err, refused) {
			t.Errorf("a second connection: %v", err)
		}
		if n := len(asked()); n != 1 {
			t.Fatalf("asked %d times", n)
		}
		e.Refresh(1) // the person
		if n := len(asked()); n != 2 {
			t.Errorf("asked %d times after the person did", n)
		}
	})
}

func TestRefusalsAreForgotten(t *testing.T) {
	var r refusals
	now := time.Now()
	for i := range 10 {
		if r.believed(now.Add(time.Duration(i) * 40 * time.Minute)) {
			t.Fatal("two in an hour were enough")
		}
	}
	r = nil
	for i := range refusalsBelieved {
		if got, want := r.believed(now), i == refusalsBelieved-1; got != want {
			t.Errorf("refusal %d of a moment is believed: %v", i+1, got)
		}
	}
}
