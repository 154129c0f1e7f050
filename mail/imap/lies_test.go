package imap_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// TestLiesAboutPlaces believes a server that tells where messages went only when it can be right.
func TestLiesAboutPlaces(t *testing.T) {
	all := map[mail.UID]mail.UID{1: 11, 2: 12, 3: 13}
	for arg, want := range map[string]map[mail.UID]mail.UID{
		"7 1:3 11:13": all, "7 3:1 11:13": all, "7 1,2,3 11,12:13": all, "7 2 12": {2: 12}, "7 1:3 13,11,12": {1: 13, 2: 11, 3: 12},
		"7 1:3 11:14": nil, "7 1:4294967295 1:4294967295": nil, "7 1:3 11,11,11": nil, "7 1,1,1 11:13": nil, "7 4 14": nil, "0 1:3 11:13": nil,
		"7 1:3": nil, "7 1:3 11:13 x": nil, "7 0:3 1:4": nil, "7 1:* 11:13": nil, "99999999999 1 11": nil, "": nil, "7 , ,": nil,
	} {
		for _, reply := range []string{"{tag} OK [COPYUID " + arg + "] done\r\n", "* OK [COPYUID " + arg + "] moved\r\n* 1 EXPUNGE\r\n{tag} OK done\r\n"} {
			server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "MOVE", Reply: reply}))
			copied, err := selectedMessage(t, server).Move(t.Context(), []mail.UID{3, 1, 2}, mail.Folder{Wire: "x"})
			must(t, err)
			if !maps.Equal(copied.UIDs, want) {
				t.Errorf("%q: %+v", reply, copied)
			}
		}
	}
}

// TestPartsOfAMove keeps what an answer told before the server gave up.
func TestPartsOfAMove(t *testing.T) {
	for reply, code := range map[string]mail.Code{
		"* OK [COPYUID 7 1 11] moved\r\n* 1 EXPUNGE\r\n{tag} NO [OVERQUOTA] the rest has no room\r\n": mail.QuotaExceeded,
		"* OK [COPYUID 7 1 11] moved\r\n{tag} NO [NOPERM] not here\r\n":                               mail.ServerRefused,
		"* OK [COPYUID 7 1 11] moved\r\n{tag} NO [TRYCREATE] gone\r\n":                                mail.FolderMissing,
		"* OK [COPYUID 7 1 11] moved\r\n* BYE out of order\r\n":                                       mail.ServerBusy,
		"* OK [COPYUID 7 1 11] moved\r\n* 99 EXPUNGE\r\n{tag} OK done\r\n":                            mail.ProtocolViolation,
	} {
		server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "MOVE", Reply: reply}))
		copied, err := selectedMessage(t, server).Move(t.Context(), []mail.UID{1, 2}, mail.Folder{Path: "x", Wire: "x"})
		if codeOf(err) != code || mail.ProblemOf(err).Facts[mail.FactFolder] != "x" || copied.UIDs[1] != 11 {
			t.Errorf("%q: %+v, %v", reply, copied, err)
		}
	}
}

// TestRefusedAppends are refused before the message is sent, behind it, or are answered oddly.
func TestRefusedAppends(t *testing.T) {
	for _, c := range []struct {
		reply  string
		code   mail.Code
		uid    mail.UID
		broken bool
	}{
		{"{tag} NO [OVERQUOTA] full\r\n", mail.QuotaExceeded, 0, false},
		{"{tag} NO [TRYCREATE] gone\r\n", mail.FolderMissing, 0, false},
		{"{tag} BAD [TOOBIG] large\r\n", mail.SendRefused, 0, false},
		{"{tag} OK done already\r\n", mail.ProtocolViolation, 0, true},
		{"* BYE no\r\n", mail.ServerBusy, 0, true},
	} {
		server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "APPEND", Reply: c.reply}))
		s := selectedMessage(t, server)
		large := []byte(strings.Repeat("0123456789abcde\r\n", 1000))
		_, uid, err := s.Append(t.Context(), mail.Folder{Wire: "x"}, 0, time.Time{}, large)
		if codeOf(err) != c.code || uid != c.uid || s.Broken() != c.broken {
			t.Errorf("%q: %d, %v, broken %v", c.reply, uid, err, s.Broken())
		}
		if slices.ContainsFunc(server.Said(), func(said mailtest.Said) bool { return strings.Contains(said.Line, "0123456789") }) {
			t.Errorf("%q: the message was sent all the same", c.reply)
		}
	}
}

// TestExpungeTakesNoOtherMessage marks what others marked again, also when the server refuses.
func TestExpungeTakesNoOtherMessage(t *testing.T) {
	for _, refuses := range []bool{false, true} {
		server := mailtest.IMAP(t, mailtest.IMAPCapabilities())
		must(t, server.Append("INBOX", message("other"), time.Time{}, mail.Deleted))
		s := selectedMessage(t, server)
		if refuses {
			server.Misbehave(mailtest.Fault{On: "EXPUNGE", Reply: "{tag} NO not now\r\n"})
		}
		if err := s.Expunge(t.Context(), []mail.UID{2}); (err != nil) != refuses || s.Broken() {
			t.Errorf("refuses %v: %v", refuses, err)
		}
		marked := map[mail.UID]mail.Flags{}
		must(t, s.Flags(t.Context(), []mail.UIDRange{{First: 1}}, func(uid mail.UID, flags mail.Flags) error {
			marked[uid] = flags & mail.Deleted
			return nil
		}))
		want := map[mail.UID]mail.Flags{1: mail.Deleted}
		if refuses {
			want[2] = mail.Deleted
		}
		if !maps.Equal(marked, want) {
			t.Errorf("refuses %v: left are %v", refuses, marked)
		}
	}
}

// TestFindDoesWithoutSearch compares messages itself where the server's search is of no use.
func TestFindDoesWithoutSearch(t *testing.T) {
	for _, reply := range []string{"{tag} NO no search\r\n", "{tag} BAD what\r\n", "* SEARCH\r\n{tag} OK\r\n", "* SEARCH 1\r\n{tag} OK\r\n", "* SEARCH 1 2 3\r\n{tag} OK\r\n", "* SEARCH 77\r\n{tag} OK\r\n"} {
		server := mailtest.IMAP(t)
		for _, subject := range []string{"a", "b"} {
			must(t, server.Append("INBOX", message(subject), time.Time{}, 0))
		}
		s := selectedMessage(t, server)
		server.Misbehave(mailtest.Fault{On: "SEARCH", Reply: reply})
		for _, from := range []mail.UID{0, 2, 3} {
			if got, err := s.Find(t.Context(), "one@x", from); err != nil || !slices.Equal(got, []mail.UID{3}) {
				t.Errorf("%q from %d: %v %v", reply, from, got, err)
			}
		}
		if got, err := s.Find(t.Context(), "a@x", 2); err != nil || len(got) != 0 {
			t.Errorf("%q: a message below was found: %v %v", reply, got, err)
		}
	}
}
