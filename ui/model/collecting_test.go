package model

import (
	"context"
	"testing"

	"letterbox/mail"
)

type fakeKeeper struct {
	rule mail.Collecting
	err  error
}

func (f *fakeKeeper) Collecting(context.Context, mail.AccountID) (mail.Collecting, error) {
	return f.rule, f.err
}

func (f *fakeKeeper) SetCollecting(_ context.Context, _ mail.AccountID, c mail.Collecting) error {
	if f.err == nil {
		f.rule = c
	}
	return f.err
}

func TestCollectingIsChosen(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		keeper := &fakeKeeper{}
		draws := 0
		c := NewCollecting(d.scope, keeper, 1, func(CollectingState) { draws++ })
		c.Choose(mail.Collecting{Remove: true}) // nothing is known yet
		d.settle()
		if s := c.State(); !s.Known || s.Rule.Remove || draws != 2 {
			t.Errorf("%+v, drawn %d times", s, draws)
		}
		week := mail.Collecting{Remove: true, Days: 7}
		c.Choose(week)
		d.settle()
		if keeper.rule != week || c.State().Rule != week {
			t.Errorf("%+v, stored %+v", c.State(), keeper.rule)
		}
		keeper.err = &mail.Problem{Code: mail.DiskFull}
		c.Choose(mail.Collecting{})
		d.settle()
		if s := c.State(); s.Rule != week || s.Problem == nil {
			t.Errorf("%+v", s)
		}
	})
}
