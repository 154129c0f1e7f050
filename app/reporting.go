package app

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"letterbox/app/command"
	"letterbox/app/report"
	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// report puts the support report together. What cannot be read is left out: a report is wanted most when something
// is broken.
func (h *house) report(ctx context.Context, lang words.Language) (string, error) {
	accounts, err := h.store.Accounts(ctx)
	data := report.Data{
		At: time.Now(), Program: h.versions(), Settings: h.choices(ctx), Policy: h.policyFacts(), Store: h.storeFacts(),
		Notice: h.told(),
	}
	if err != nil {
		data.Store = append(data.Store, report.Fact{Key: "accounts", Value: mail.ProblemOf(err).Error()})
	}
	data.Home, _ = os.UserHomeDir() // without one no path needs to be shortened
	for _, a := range accounts {
		data.Accounts = append(data.Accounts, h.reportOn(ctx, a))
	}
	return report.Write(lang, data), ctx.Err()
}

// versions tells of the program, of the libraries that matter, and of the system.
func (h *house) versions() []report.Fact {
	facts := []report.Fact{
		{Key: "letterbox", Value: command.Version},
		{Key: "go", Value: runtime.Version()},
		{Key: "system", Value: runtime.GOOS + "/" + runtime.GOARCH + ", " + strconv.Itoa(runtime.NumCPU()) + " processors"},
	}
	zone, offset := time.Now().Zone()
	facts = append(facts, report.Fact{Key: "time zone", Value: zone + " " + (time.Duration(offset) * time.Second).String()})
	for _, name := range []string{"XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "LANG"} {
		if value := os.Getenv(name); value != "" {
			facts = append(facts, report.Fact{Key: strings.ToLower(name), Value: value})
		}
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return facts
	}
	for _, m := range info.Deps {
		if slices.Contains([]string{"fyne.io/fyne/v2", "modernc.org/sqlite", "github.com/emersion/go-imap/v2"}, m.Path) {
			facts = append(facts, report.Fact{Key: m.Path, Value: m.Version})
		}
	}
	return facts
}

// choices are the settings that matter when something does not work.
func (h *house) choices(ctx context.Context) []report.Fact {
	g := h.globals
	facts := []report.Fact{
		{Key: "secrets", Value: string(h.vault.State())},
		{Key: "own roots", Value: strconv.FormatBool(g.CAFile != "")},
		{Key: "timeout scale", Value: strconv.FormatFloat(g.TimeoutScale, 'g', -1, 64)},
		{Key: "catalogue", Value: orDefault(h.book.path, "built in")},
	}
	chosen := map[string]string{}
	if text, err := h.store.Setting(ctx, preferencesKey); err == nil && text != "" {
		_ = json.Unmarshal([]byte(text), &chosen) // what cannot be read was not chosen
	}
	for _, key := range []string{model.PrefLanguage, model.PrefTheme} {
		facts = append(facts, report.Fact{Key: key, Value: orDefault(chosen[key], "system")})
	}
	return facts
}

func orDefault(value, standard string) string {
	if value == "" {
		return standard
	}
	return value
}

// policyFacts tells what the administrator decided, without the registrations themselves.
func (h *house) policyFacts() []report.Fact {
	p := h.authorities.policy
	if p.Path == "" {
		return nil
	}
	facts := []report.Fact{{Key: "file", Value: p.Path}}
	for id := range p.OAuth {
		facts = append(facts, report.Fact{Key: "registration", Value: string(id)})
	}
	for id := range p.Authorities {
		facts = append(facts, report.Fact{Key: "authority", Value: string(id)})
	}
	facts = append(facts, ruleFacts(p)...)
	slices.SortFunc(facts[1:], func(a, b report.Fact) int { return strings.Compare(a.Key+a.Value, b.Key+b.Value) })
	return facts
}

// storeFacts tells how large the files of the profile are. A body's file has no name that says anything, so that
// folders are only summed up.
func (h *house) storeFacts() []report.Fact {
	entries, err := os.ReadDir(h.profile)
	if err != nil {
		return []report.Fact{{Key: "profile", Value: err.Error()}}
	}
	facts := []report.Fact{{Key: "profile", Value: h.profile}}
	for _, e := range entries {
		files, size := sizeOf(filepath.Join(h.profile, e.Name()))
		value := strconv.FormatInt(size, 10) + " bytes"
		if e.IsDir() {
			value += " in " + strconv.Itoa(files) + " files"
		}
		facts = append(facts, report.Fact{Key: e.Name(), Value: value})
	}
	return facts
}

func sizeOf(path string) (files int, size int64) {
	// Its only errors are those of the function, which has none.
	_ = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil //nolint:nilerr // what cannot be read has no size
		}
		if info, err := entry.Info(); err == nil {
			files++
			size += info.Size()
		}
		return nil
	})
	return files, size
}

// reportOn tells of one account.
func (h *house) reportOn(ctx context.Context, a mail.Account) report.Account {
	told := report.Account{Account: a, State: h.accountFacts(ctx, a)}
	for _, s := range h.engine.Status() {
		if s.Account == a.ID {
			told.Status = s
		}
	}
	if last, ok := h.diagnoser.Last(ctx, a); ok {
		told.Checked, told.Checks = last.At, last.Checks
	}
	for _, line := range h.trace.Lines(a.Incoming, a.Outgoing) {
		told.Trace = append(told.Trace, line.String())
	}
	return told
}

func (h *house) accountFacts(ctx context.Context, a mail.Account) []report.Fact {
	facts := []report.Fact{
		{Key: "number", Value: strconv.FormatInt(int64(a.ID), 10)},
		{Key: "provider", Value: orDefault(string(a.Provider), "generic")},
		{Key: "bound", Value: a.Bound.Format(time.RFC3339)},
		{Key: "archived", Value: strconv.FormatBool(a.Archived)},
	}
	if folders, err := h.store.Folders(ctx, a.ID); err == nil {
		total, unread := 0, 0
		for _, f := range folders {
			total, unread = total+f.Total, unread+f.Unread
		}
		facts = append(facts, report.Fact{Key: "stored", Value: strconv.Itoa(len(folders)) + " folders, " + strconv.Itoa(total) + " messages, " + strconv.Itoa(unread) + " unread"})
	}
	if pending, err := h.store.PendingOperations(ctx, a.ID); err == nil {
		facts = append(facts, report.Fact{Key: "not sent yet", Value: strconv.Itoa(len(pending)) + " operations"})
	}
	if list, err := h.store.Unreadables(ctx, a.ID); err == nil {
		facts = append(facts, unreadableFacts(list)...)
	}
	if outbox, err := h.store.Outbox(ctx, a.ID); err == nil {
		facts = append(facts, report.Fact{Key: "outbox", Value: strconv.Itoa(len(outbox)) + " messages"})
	}
	return facts
}
