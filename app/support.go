package app

import (
	"context"
	"strings"

	"letterbox/app/diagnose"
	"letterbox/mail"
	"letterbox/ui/words"
)

// doctor is the diagnosis as the window sees it.
type doctor struct{ house *house }

func (d doctor) CanSendTest() bool { return d.house.diagnoser.CanSendTest() }

func (d doctor) Diagnose(ctx context.Context, id mail.AccountID, sendTest bool, language string, note func(mail.Check)) (mail.Report, error) {
	account, err := d.house.store.Account(ctx, id)
	if err != nil {
		return mail.Report{}, err
	}
	found, err := d.house.diagnoser.Run(ctx, account, diagnose.Options{SendTest: sendTest, Language: language}, note)
	return found.Report, err
}

// reporter is the support report as the window sees it.
type reporter struct{ house *house }

func (r reporter) Report(ctx context.Context, language string) (string, error) {
	return r.house.report(ctx, words.Language(language))
}

// Trace returns the conversations with the servers of all accounts, oldest line first within each.
func (r reporter) Trace(ctx context.Context) (string, error) {
	accounts, err := r.house.store.Accounts(ctx)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, a := range accounts {
		for _, line := range r.house.trace.Lines(a.Incoming, a.Outgoing) {
			text.WriteString(line.String() + "\n")
		}
	}
	return text.String(), nil
}
