package imap_test

import (
	"context"
	"crypto/x509"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// hostileTimeouts are short where a hostile server makes the client wait, and long where a busy machine does.
var hostileTimeouts = dial.Timeouts{Handshake: 10 * time.Second, Greeting: 5 * time.Second, Command: 5 * time.Second}

// hostileLimits are a small part of the usual ones, which the whole program meets in app/acceptance: what a flood shows
// is that there is one, and under -race each megabyte takes a second.
var hostileLimits = imap.Limits{Answer: 1 << 20, Messages: 100_000}

// patience bounds one step; reading up to a limit takes time too.
const patience = 2 * time.Minute

func TestHostileServers(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	cases := mailtest.HostileCases(t, "imap")
	certs := mailtest.HostileCerts(t)
	ca, err := os.ReadFile(certs + "/ca.pem")
	must(t, err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	before := mailtest.PeakMemory(t)
	t.Run("cases", func(t *testing.T) {
		for _, c := range cases {
			t.Run(c.ID, func(t *testing.T) {
				t.Parallel()
				server := mailtest.StartHostile(t, c, certs)
				outcome := exercise(t, server, roots)
				for _, complaint := range server.Judge(outcome, patience) {
					t.Errorf("%s; asserted: %s; seen: %s", complaint, c.Assertion, outcome.Visible)
				}
			})
		}
	})
	if grown := mailtest.PeakMemory(t) - before; grown > mailtest.MemoryFactor*200<<20 {
		t.Errorf("memory grew by %d MB", grown>>20)
	}
}

// exercise does everything that a session can do, and goes on as far as the errors let it.
func exercise(t *testing.T, server *mailtest.HostileServer, roots *x509.CertPool) (o mailtest.HostileOutcome) {
	var visible strings.Builder
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: roots, Timeouts: hostileTimeouts}), Limits: hostileLimits, Poll: 50 * time.Millisecond})
	step := func(work func(ctx context.Context) error) bool {
		ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
		defer cancel()
		began := time.Now()
		err := work(ctx)
		o.Elapsed = max(o.Elapsed, time.Since(began))
		if err != nil {
			p := mail.ProblemOf(err)
			if p.Code == mail.Unknown || p.Retry == "" {
				t.Errorf("unclassified: %v", err)
			}
			visible.WriteString(p.Error() + "\n")
			o.Failed = true
		}
		return err == nil
	}
	credential := mail.Password(server.Password)
	var s *imap.Session
	var folders []mail.Folder
	step(func(ctx context.Context) error { return verify(client, ctx, server.Server(), credential, nil) })
	opened := step(func(ctx context.Context) (err error) {
		s, err = client.Open(ctx, server.Server(), credential, nil)
		return err
	})
	if opened {
		defer s.Close()
		step(func(ctx context.Context) (err error) {
			folders, err = s.Folders(ctx)
			return err
		})
	}
	for _, f := range folders {
		o.Stored = append(o.Stored, f.Path)
		visible.WriteString(f.Path + "\n")
		if f.Selectable && !s.Broken() {
			read(s, f, step, &o, server.Case.On())
		}
	}
	o.Visible = visible.String()
	return o
}

func read(s *imap.Session, f mail.Folder, step func(func(context.Context) error) bool, o *mailtest.HostileOutcome, attacked []string) {
	if !step(func(ctx context.Context) error { _, err := s.Select(ctx, f); return err }) {
		return
	}
	var uids []mail.UID
	step(func(ctx context.Context) (err error) { uids, err = s.UIDs(ctx); return err })
	step(func(ctx context.Context) error {
		_, err := s.Headers(ctx, []imap.Range{{First: 1}}, func(imap.Header) error { return nil })
		return err
	})
	step(func(ctx context.Context) error {
		return s.Bodies(ctx, uids, func(_ mail.UID, _ int64, r io.Reader) error {
			raw, err := io.ReadAll(io.LimitReader(r, 1<<20))
			if err == nil {
				o.Stored = append(o.Stored, string(raw))
			}
			return err
		})
	})
	step(func(ctx context.Context) error { return s.StoreFlags(ctx, uids, mail.Seen, 0) })
	change(s, f, uids, step)
	step(func(ctx context.Context) error {
		long := 60 * time.Millisecond
		if slices.Contains(attacked, "IDLE") || slices.Contains(attacked, "NOOP") {
			long = patience
		}
		ctx, cancel := context.WithTimeout(ctx, long)
		defer cancel()
		return s.Watch(ctx, func() {})
	})
}

// change does what changes a folder, and what looks whether that has happened.
func change(s *imap.Session, f mail.Folder, uids []mail.UID, step func(func(context.Context) error) bool) {
	const limit = 10 // of the messages that a server makes up
	uids = uids[:min(len(uids), limit)]
	step(func(ctx context.Context) error { _, err := s.Status(ctx, f); return err })
	step(func(ctx context.Context) error { _, err := s.Copy(ctx, uids, f); return err })
	step(func(ctx context.Context) error { _, err := s.Move(ctx, uids, f); return err })
	step(func(ctx context.Context) error {
		_, _, err := s.Append(ctx, f, mail.Seen, time.Time{}, message("new"))
		return err
	})
	step(func(ctx context.Context) error { _, err := s.Find(ctx, "new@x", 1); return err })
	step(func(ctx context.Context) error { return s.Expunge(ctx, uids) })
	step(func(ctx context.Context) error {
		f.Sync = mail.SyncState{UIDValidity: 7, HighestModSeq: 1}
		_, _, err := s.Resume(ctx, f)
		return err
	})
}
