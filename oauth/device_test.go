package oauth_test

import (
	"context"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/oauth/oauthtest"
)

// onDevice begins a device flow and returns what the person is told.
func onDevice(s *stage) (oauth.Waiting, chan error) {
	done := make(chan error, 1)
	go func() {
		_, err := s.client.AuthorizeDevice(s.Context(), s.request())
		done <- err
	}()
	return <-s.notes, done
}

// waits returns when the client waits for d before it asks the next time; what it asked before has been answered then.
func (s *stage) waits(d time.Duration) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), 30*time.Second)
	defer cancel()
	if err := s.clock.Await(ctx, d); err != nil {
		s.Fatalf("nobody waits for %v", d)
	}
}

// poll lets the client ask once, which it does after d and not before.
func (s *stage) poll(d time.Duration) {
	s.Helper()
	s.waits(d)
	before := len(s.authority.Requests())
	s.clock.Move(d - time.Millisecond)
	if n := len(s.authority.Requests()); n != before {
		s.Errorf("asked before %v had passed", d)
	}
	s.clock.Move(time.Millisecond)
}

func TestDeviceFlow(t *testing.T) {
	s := newStage(t)
	s.authority.SlowDown("authorization_pending", "slow_down", "temporarily_unavailable")
	waiting, done := onDevice(s)
	if waiting.Link != s.authority.URL()+"/activate" || len(waiting.UserCode) != 8 || !waiting.Until.Equal(s.clock.Now().Add(10*time.Minute)) {
		t.Errorf("told %+v", waiting)
	}
	for _, interval := range []time.Duration{5, 5, 10, 20} {
		s.poll(interval * time.Second)
	}
	s.waits(20 * time.Second)
	s.authority.Decide(waiting.UserCode, "alice", true)
	s.poll(20 * time.Second)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestDeviceFlowEnds(t *testing.T) {
	t.Run("denied", func(t *testing.T) {
		s := newStage(t)
		waiting, done := onDevice(s)
		s.authority.Decide(waiting.UserCode, "alice", false)
		s.poll(5 * time.Second)
		fails(t, <-done, mail.ConsentDenied, oauth.ClassUnfinished)
	})
	t.Run("another account", func(t *testing.T) {
		s := newStage(t)
		waiting, done := onDevice(s)
		s.authority.Decide(waiting.UserCode, "mallory", true)
		s.poll(5 * time.Second)
		fails(t, <-done, mail.AuthRejected, oauth.ClassOtherAccount)
	})
	t.Run("code ran out", func(t *testing.T) {
		s := newStage(t)
		s.authority.SlowDown("expired_token")
		_, done := onDevice(s)
		s.poll(5 * time.Second)
		fails(t, <-done, mail.TimedOut, oauth.ClassUnfinished)
	})
	t.Run("nobody comes", func(t *testing.T) {
		s := newStage(t)
		_, done := onDevice(s)
		s.waits(5 * time.Second)
		s.authority.Set(oauthtest.Hang)
		s.clock.Move(10 * time.Minute)
		fails(t, <-done, mail.TimedOut, oauth.ClassUnfinished)
	})
	t.Run("not offered", func(t *testing.T) {
		s := newStage(t)
		s.provider.DeviceURL = ""
		_, err := s.client.AuthorizeDevice(t.Context(), s.request())
		fails(t, err, mail.MechanismMissing, "MECH_UNSUPPORTED")
	})
	t.Run("lying endpoint", func(t *testing.T) {
		s := newStage(t)
		s.authority.Set(oauthtest.HTML)
		_, err := s.client.AuthorizeDevice(t.Context(), s.request())
		fails(t, err, mail.ProtocolViolation, "")
	})
}
