package engine

import (
	"testing"

	"letterbox/mail"
)

func TestNext(t *testing.T) {
	for _, c := range []struct {
		now  mail.Activity
		in   input
		want mail.Activity
	}{
		{mail.Stopped, started, mail.Connecting},
		{mail.Connecting, signedIn, mail.Pushing},
		{mail.Connecting, lost, mail.Waiting},
		{mail.Connecting, refused, mail.NeedsAttention},
		{mail.Connecting, news, mail.Connecting},
		{mail.Pushing, pushed, mail.Pulling},
		{mail.Pushing, lost, mail.Waiting},
		{mail.Pulling, pulled, mail.Watching},
		{mail.Pulling, lost, mail.Waiting},
		{mail.Watching, news, mail.Pushing},
		{mail.Watching, askedByPerson, mail.Pushing},
		{mail.Watching, lost, mail.Waiting},
		{mail.Watching, spent, mail.Connecting},
		{mail.Waiting, wake, mail.Connecting},
		{mail.Waiting, askedByPerson, mail.Connecting},
		{mail.Waiting, news, mail.Waiting},
		{mail.NeedsAttention, wake, mail.NeedsAttention},
		{mail.NeedsAttention, news, mail.NeedsAttention},
		{mail.NeedsAttention, askedByPerson, mail.Connecting},
		{mail.Pulling, stopped, mail.Stopped},
		{mail.NeedsAttention, stopped, mail.Stopped},
	} {
		if got := next(c.now, c.in); got != c.want {
			t.Errorf("next(%s, %d) = %s, want %s", c.now, c.in, got, c.want)
		}
	}
}

func TestOnlyThePersonLeavesNeedsAttention(t *testing.T) {
	for in := started; in <= stopped; in++ {
		got := next(mail.NeedsAttention, in)
		if got == mail.Connecting && in != askedByPerson {
			t.Errorf("input %d reconnects after a refusal", in)
		}
	}
}
