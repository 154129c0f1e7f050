package diagnose

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"letterbox/mail"
)

// Memory keeps what a diagnosis found beyond the end of the program. What it gets is a redacted text, good for one
// account as long as that is bound. Errors are *mail.Problem.
type Memory interface {
	Remember(ctx context.Context, account mail.AccountID, text string) error
	// Recall returns what was remembered last, "" for nothing.
	Recall(ctx context.Context, account mail.AccountID) (string, error)
}

// remembered is a diagnosis as it is kept. Words of servers and findings are shortened as in a report; certificates are
// left out.
type remembered struct {
	At     time.Time         `json:"at"`
	Bound  time.Time         `json:"bound"` // of the account: its number may come again
	Checks []rememberedCheck `json:"checks"`
}

type rememberedCheck struct {
	Server  mail.Protocol      `json:"server"`
	Stage   mail.Stage         `json:"stage"`
	Status  mail.CheckStatus   `json:"status"`
	Elapsed time.Duration      `json:"ns"`
	Finding string             `json:"finding,omitempty"`
	Problem *rememberedProblem `json:"problem,omitempty"`
}

type rememberedProblem struct {
	Code   mail.Code         `json:"code"`
	Class  string            `json:"class,omitempty"`
	Stage  mail.Stage        `json:"stage,omitempty"`
	Server string            `json:"server,omitempty"` // as a URL, without the user name
	Reply  string            `json:"reply,omitempty"`
	Retry  mail.Retry        `json:"retry,omitempty"`
	Facts  map[string]string `json:"facts,omitempty"`
	Cause  string            `json:"cause,omitempty"`
}

// write makes the text of a diagnosis of an account.
func write(account mail.Account, d Diagnosis) string {
	short := func(text string) string {
		return mail.Shorten(text, account.Address.Spec(), account.Incoming.Username, account.Outgoing.Username)
	}
	kept := remembered{At: d.At, Bound: account.Bound, Checks: []rememberedCheck{}}
	for _, c := range d.Checks {
		check := rememberedCheck{Server: c.Server, Stage: c.Stage, Status: c.Status, Elapsed: c.Elapsed, Finding: short(c.Finding)}
		if c.Problem != nil {
			check.Problem = redact(c.Problem, short)
		}
		kept.Checks = append(kept.Checks, check)
	}
	text, _ := json.Marshal(kept) // of strings and numbers: it cannot fail
	return string(text)
}

func redact(p *mail.Problem, short func(string) string) *rememberedProblem {
	r := &rememberedProblem{Code: p.Code, Class: p.Class, Stage: p.Stage, Reply: short(p.Reply), Retry: p.Retry, Facts: map[string]string{}}
	if !p.Server.IsZero() {
		bare := p.Server
		bare.Username = ""
		r.Server = bare.URL()
	}
	for _, key := range slices.Collect(maps.Keys(p.Facts)) {
		if key != mail.FactFolder {
			r.Facts[key] = short(p.Facts[key])
		}
	}
	if p.Err != nil {
		r.Cause = short(p.Err.Error())
	}
	return r
}

// read returns the diagnosis of a text; false for a text that is none, or is of another account with the same number.
func read(account mail.Account, text string) (Diagnosis, bool) {
	var kept remembered
	if json.Unmarshal([]byte(text), &kept) != nil || kept.At.IsZero() || !kept.Bound.Equal(account.Bound) {
		return Diagnosis{}, false
	}
	d := Diagnosis{Account: account.ID, At: kept.At}
	for _, c := range kept.Checks {
		check := mail.Check{Server: c.Server, Stage: c.Stage, Status: c.Status, Elapsed: c.Elapsed, Finding: c.Finding}
		if p := c.Problem; p != nil {
			check.Problem = &mail.Problem{Code: p.Code, Class: p.Class, Stage: p.Stage, Reply: p.Reply, Retry: p.Retry, Facts: p.Facts}
			if server, err := mail.ParseServerURL(p.Server); err == nil {
				check.Problem.Server = server
			}
			if p.Cause != "" {
				check.Problem.Err = errors.New(p.Cause)
			}
		}
		d.Checks = append(d.Checks, check)
	}
	return d, true
}
