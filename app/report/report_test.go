package report_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"letterbox/app/report"
	"letterbox/mail"
	"letterbox/ui/words"
)

// gossip is what nobody but the person should read. Data has places for some of it; none may come out.
var gossip = []string{"zhangwei", "Zhang Wei", "Geheimprojekt", "Steuer 2026", "/home/zw", "boss@"}

func sample() report.Data {
	in := mail.Server{Protocol: mail.IMAP, Host: "imap.corp.example", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth, Username: `CORP\zhangwei`}
	out := in
	out.Protocol, out.Host, out.Port, out.Username = mail.Submission, "smtp.corp.example", 465, "zhangwei@corp.example"
	refused := &mail.Problem{
		Code: mail.FolderMissing, Class: "X", Stage: mail.StageOpen, Server: in, Reply: "NO ZHANGWEI may not write to boss@other.example", Retry: mail.RetryLater,
		Facts: map[string]string{mail.FactFolder: "Steuer 2026", mail.FactPath: "/home/zw/mail.db", mail.FactIssuer: "Corp CA"},
		Err:   errors.New(`select "Geheimprojekt": no`),
	}
	account := mail.Account{
		ID: 1, Address: mail.Address{Name: "Zhang Wei", Local: "zhangwei", Domain: "corp.example"}, Label: "Geheimprojekt", Incoming: in, Outgoing: out,
	}
	return report.Data{
		At: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), Program: []report.Fact{{Key: "letterbox", Value: "1.0"}},
		Store: []report.Fact{{Key: "profile", Value: "/home/zw/.local/share/letterbox"}}, Home: "/home/zw",
		Accounts: []report.Account{{
			Account: account, Status: mail.SyncStatus{Activity: mail.NeedsAttention, Folder: "Geheimprojekt", Problem: refused},
			Checked: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC),
			Checks: []mail.Check{
				{Server: mail.IMAP, Stage: mail.StageConnect, Status: mail.CheckOK, Elapsed: 12 * time.Millisecond, Finding: "192.0.2.1:993 in 12 ms"},
				{Server: mail.IMAP, Stage: mail.StageOpen, Status: mail.CheckFailed, Problem: refused},
			},
			Trace: []string{"10:00:00.000 imap.corp.example:993 #1 S: * OK welcome, Zhang Wei\r\nzhangwei"},
		}},
	}
}

func TestReportTellsWhatHelps(t *testing.T) {
	for _, lang := range words.Languages {
		text := report.Write(lang, sample())
		for _, want := range []string{
			"letterbox: 1.0", "z…@corp.example", "imaps://imap.corp.example:993", `DOMAIN\user`, "is the address", "192.0.2.1:993 in 12 ms", "12 ms",
			"code folder-missing, class X, stage open, retry later", "Corp CA", "~/mail.db", "~/.local/share/letterbox", "welcome, Z…",
			words.T(lang, words.ReportPrivacy), words.T(lang, words.ReportVersions), words.T(lang, words.ReportPolicy),
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing in\n%s", lang, want, text)
			}
		}
	}
}

func TestReportTellsNobodysBusiness(t *testing.T) {
	for _, lang := range words.Languages {
		text := report.Write(lang, sample())
		for _, piece := range gossip {
			if strings.Contains(strings.ToLower(text), strings.ToLower(piece)) {
				t.Errorf("%s: %q is in\n%s", lang, piece, text)
			}
		}
	}
}

func TestReportWithoutAccounts(t *testing.T) {
	text := report.Write(words.EN, report.Data{Notice: &mail.Problem{Code: mail.CacheDamaged, Stage: mail.StageStore}})
	if !strings.Contains(text, "code cache-damaged") || !strings.Contains(text, "none") {
		t.Errorf("told:\n%s", text)
	}
}
