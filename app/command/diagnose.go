package command

import (
	"context"
	"errors"
	"flag"
	"strings"

	"letterbox/app/diagnose"
	"letterbox/mail"
	"letterbox/ui/words"
)

var diagnoseVerb = verb{
	name: "diagnose", usage: "diagnose [ACCOUNT] [--send-test] [--report FILE]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var d diagnosis
		set.BoolVar(&d.sendTest, "send-test", false, "send a message from the account to itself, too")
		set.StringVar(&d.report, "report", "", "write a support report to this file")
		return d.run
	},
	maxArgs: 1,
}

type diagnosis struct {
	sendTest bool
	report   string
}

func (d *diagnosis) run(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	account, err := s.account(ctx, firstOf(c.args))
	if err != nil {
		return err
	}
	t := findings{call: c, account: account, known: s.known(account)}
	found, err := s.Diagnose.Run(ctx, account, diagnose.Options{SendTest: d.sendTest, Language: string(c.Lang)}, t.take)
	if err != nil {
		return err
	}
	if d.report != "" {
		text, err := s.Report(ctx, c.Lang)
		if err == nil {
			err = writeReport(d.report, text)
		}
		if err != nil {
			return err
		}
	}
	return t.tell(found)
}

// known is what a problem of an account can be explained with.
func (s *Services) known(account mail.Account) words.Context {
	known := words.Context{Provider: mail.Provider{ID: account.Provider}, Address: account.Address.Spec()}
	if p, ok := s.Catalogue.ByID(account.Provider); ok {
		known.Provider = p
	}
	return known
}

// findings tells checks as they end, and the whole of them in the end.
type findings struct {
	call    *call
	account mail.Account
	known   words.Context
}

func (f findings) take(check mail.Check) {
	if check.Status == mail.CheckRunning {
		return
	}
	c := f.call
	c.out.event("check", f.object(check))
	side := words.DiagnosisSending
	if check.Server.Incoming() {
		side = words.DiagnosisReceiving
	}
	c.out.text("%s  %s  %s  %s  %s", words.T(c.Lang, side), words.StageName(c.Lang, check.Server, check.Stage),
		words.CheckStatus(c.Lang, check.Status), words.Elapsed(check.Elapsed), strings.TrimSpace(check.Finding))
}

// object is a check in JSON, as bind tells it.
func (f findings) object(check mail.Check) map[string]any {
	return checkJSON(f.call.Lang, check, f.known)
}

// checkJSON is a check that has ended.
func checkJSON(lang words.Language, check mail.Check, known words.Context) map[string]any {
	side := "outgoing"
	if check.Server.Incoming() {
		side = "incoming"
	}
	fields := map[string]any{"server": side, "stage": check.Stage, "status": check.Status, "ms": check.Elapsed.Milliseconds()}
	if check.Finding != "" {
		fields["finding"] = check.Finding
	}
	if check.Problem != nil {
		fields["problem"] = explainJSON(lang, check.Problem, known)
	}
	return fields
}

// tell ends the diagnosis. The error is the first problem, which is told already.
func (f findings) tell(found diagnose.Diagnosis) error {
	c := f.call
	checks := make([]map[string]any, 0, len(found.Checks))
	for _, check := range found.Checks {
		checks = append(checks, f.object(check))
	}
	result := map[string]any{"account": accountJSON(f.account), "checks": checks}
	problem := found.Problem()
	if problem == nil {
		c.out.event("result", result)
		c.out.text("%s", words.T(c.Lang, words.DiagnosisWell))
		return nil
	}
	result["problem"] = explainJSON(c.Lang, problem, f.known)
	c.out.event("result", result)
	if !c.JSON {
		c.out.sentences(c.streams.Err, words.ExplainFor(c.Lang, problem, f.known))
	}
	return toldError{problem}
}

// toldError is a problem that decides the exit status and has been told.
type toldError struct{ *mail.Problem }

func (t toldError) Unwrap() error { return t.Problem }

func isTold(err error) bool {
	var told toldError
	return errors.As(err, &told)
}
