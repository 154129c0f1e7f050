package model

import (
	"context"

	"letterbox/mail"
)

// CollectKeeper keeps what becomes of mail on the server of a maildrop. Its methods may be called from any goroutine.
type CollectKeeper interface {
	Collecting(ctx context.Context, account mail.AccountID) (mail.Collecting, error)
	SetCollecting(ctx context.Context, account mail.AccountID, c mail.Collecting) error
}

// CollectingState is the choice that an account's page shows.
type CollectingState struct {
	Account mail.AccountID
	Known   bool // Rule is what is stored
	Rule    mail.Collecting
	Problem *mail.Problem
}

// Collecting is the choice of one account. It belongs to the UI goroutine.
type Collecting struct {
	scope   *Scope
	keeper  CollectKeeper
	state   CollectingState
	changed func(CollectingState)
	reading slot
	writing sequence
}

// NewCollecting reads the choice of an account. changed draws the state, and is called at once.
func NewCollecting(scope *Scope, keeper CollectKeeper, account mail.AccountID, changed func(CollectingState)) *Collecting {
	c := &Collecting{scope: scope, keeper: keeper, state: CollectingState{Account: account}, changed: changed}
	changed(c.state)
	run(scope, &c.reading,
		func(ctx context.Context) (mail.Collecting, error) { return keeper.Collecting(ctx, account) },
		func(rule mail.Collecting, err error) {
			c.state.Known, c.state.Rule, c.state.Problem = err == nil, rule, mail.ProblemOf(err)
			changed(c.state)
		})
	return c
}

// State returns what is shown.
func (c *Collecting) State() CollectingState { return c.state }

// Choose stores a choice. It shows at once, and goes back when it cannot be stored.
func (c *Collecting) Choose(rule mail.Collecting) {
	before := c.state.Rule
	if !c.state.Known || rule == before || rule.Days < 0 {
		return
	}
	account := c.state.Account
	c.state.Rule, c.state.Problem = rule, nil
	c.writing.do(c.scope,
		func(ctx context.Context) error { return c.keeper.SetCollecting(ctx, account, rule) },
		func(err error) {
			if err != nil {
				c.state.Rule, c.state.Problem = before, mail.ProblemOf(err)
				c.changed(c.state)
			}
		})
	c.changed(c.state)
}
