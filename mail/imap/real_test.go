package imap_test

import (
	"context"
	"io"
	"slices"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// TestRealServers does against the servers of this machine what the other tests do against the one in memory.
func TestRealServers(t *testing.T) {
	for name, start := range map[string]func(testing.TB, ...mailtest.RealOption) *mailtest.Real{"dovecot": mailtest.Dovecot, "cyrus": mailtest.Cyrus} {
		for _, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
			t.Run(name+" "+string(security), func(t *testing.T) {
				running, delivered := start(t), 0
				if name == "dovecot" {
					delivered = running.Deliver(running.Server(security).Username, "INBOX", mailtest.NewCorpus(1, 50).All())
				}
				readReal(t, running, security, delivered)
			})
		}
	}
}

func readReal(t *testing.T, running *mailtest.Real, security mail.Security, delivered int) {
	ctx := t.Context()
	server := running.Server(security)
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})})
	credential := running.Credential(server.Username)
	must(t, verify(client, ctx, server, credential, nil))
	s, err := client.Open(ctx, server, credential, nil)
	must(t, err)
	defer s.Close()
	folders, err := s.Folders(ctx)
	must(t, err)
	if len(folders) == 0 || folders[0].Role != mail.RoleInbox {
		t.Fatalf("folders: %+v", folders)
	}
	state, err := s.Select(ctx, folders[0])
	must(t, err)
	uids, err := s.UIDs(ctx)
	must(t, err)
	if state.UIDValidity == 0 || len(uids) != state.Exists || state.Exists != delivered {
		t.Errorf("state %+v, uids %v", state, uids)
	}
	var headers []mail.UID
	_, err = s.Headers(ctx, []imap.Range{{First: 1}}, func(h imap.Header) error {
		headers = append(headers, h.UID)
		return nil
	})
	must(t, err)
	var bodies []mail.UID
	must(t, s.Bodies(ctx, uids, func(uid mail.UID, size int64, r io.Reader) error {
		bodies = append(bodies, uid)
		n, err := io.Copy(io.Discard, r)
		if n != size {
			t.Errorf("%d of %d bytes", n, size)
		}
		return err
	}))
	if !slices.Equal(headers, uids) || !slices.Equal(bodies, uids) {
		t.Errorf("uids %v, headers %v, bodies %v", uids, headers, bodies)
	}
	must(t, s.StoreFlags(ctx, uids, mail.Seen, mail.Flagged))
	watchCtx, cancel := context.WithCancel(ctx)
	cancel()
	must(t, s.Watch(watchCtx, func() {}))
	err = verify(client, ctx, server, mail.Password("wrong"), nil)
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.AuthRejected {
		t.Errorf("wrong password: %v", err)
	}
}
