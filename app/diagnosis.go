package app

import (
	"context"
	"encoding/json"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/app/diagnose"
	"letterbox/mail"
	"letterbox/mail/dial"
)

// The adapters below fit the house to the interfaces that diagnose declares.

// openDiagnoser is a step of building the house.
func (h *house) openDiagnoser(context.Context, command.Globals) (err error) {
	h.diagnoser, err = diagnose.New(diagnose.Config{
		Verifier: verifier{h.binder}, Network: network{h}, Secrets: secrets{h}, Sender: postman{h}, Memory: memory{h},
	})
	return err
}

// openTrace has the last lines of every conversation kept. It costs a microsecond for a line that is kept and less for
// mail, which is not (BenchmarkTrace in mail/dial), so it is always on: a fault need not happen twice to be seen.
func (h *house) openTrace(g command.Globals) {
	if g.Verbose {
		h.trace = dial.NewRecorder(h.log)
		return
	}
	h.trace = dial.NewRecorder(nil)
}

// verifier is the binder, which counts the sign-ins that are refused.
type verifier struct{ binder *binder.Binder }

func (v verifier) Verify(ctx context.Context, account mail.Account, cred mail.Credential, note func(mail.Check)) (mail.Report, error) {
	_, report, err := v.binder.Bind(ctx, binder.Request{
		Address: account.Address, Secret: cred, DryRun: true,
		Candidates: []mail.Candidate{{Provider: account.Provider, Source: "bound", Trusted: true, Incoming: account.Incoming, Outgoing: account.Outgoing}},
	}, note)
	return report, err
}

// network is the dialer of an account's servers.
type network struct{ house *house }

func (n network) Reach(ctx context.Context, s mail.Server) string {
	return n.house.dialerFor(s).Reach(ctx, s)
}

func (n network) Approach(ctx context.Context, s mail.Server, note func(mail.Check)) error {
	return n.house.dialerFor(s).Approach(ctx, s, note)
}

// dialerFor returns the dialer for a server: the demo's servers have an authority of their own.
func (h *house) dialerFor(s mail.Server) *dial.Dialer {
	if dialer := h.demo.dialerFor(s); dialer != nil {
		return dialer
	}
	return h.dialer
}

// secrets opens what stored accounts sign in with, unless the policy refuses the account.
type secrets struct{ house *house }

func (s secrets) Credential(ctx context.Context, account mail.Account) (mail.Credential, error) {
	if err := s.house.permits(account); err != nil {
		return mail.Credential{}, err
	}
	return s.house.vault.credential(ctx, account)
}

// memory keeps the last diagnosis of every account in one setting of the profile. What it has of accounts that are gone
// goes with the next diagnosis.
type memory struct{ house *house }

// diagnosesKey is the setting, a JSON object of texts by the number of the account.
const diagnosesKey = "diagnoses"

func (m memory) Remember(ctx context.Context, id mail.AccountID, text string) error {
	kept, err := m.all(ctx)
	if err != nil {
		return err
	}
	accounts, err := m.house.store.Accounts(ctx)
	if err != nil {
		return err
	}
	still := map[mail.AccountID]string{id: text}
	for _, a := range accounts {
		if old, has := kept[a.ID]; has && a.ID != id {
			still[a.ID] = old
		}
	}
	raw, _ := json.Marshal(still) // of strings: it cannot fail
	return m.house.store.SetSetting(ctx, diagnosesKey, string(raw))
}

func (m memory) Recall(ctx context.Context, id mail.AccountID) (string, error) {
	kept, err := m.all(ctx)
	return kept[id], err
}

// all returns what is kept; nothing when it cannot be understood.
func (m memory) all(ctx context.Context) (map[mail.AccountID]string, error) {
	text, err := m.house.store.Setting(ctx, diagnosesKey)
	if err != nil {
		return nil, err
	}
	kept := map[mail.AccountID]string{}
	if text != "" && json.Unmarshal([]byte(text), &kept) != nil {
		kept = map[mail.AccountID]string{}
	}
	return kept, nil
}
