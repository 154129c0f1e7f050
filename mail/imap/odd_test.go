package imap_test

import (
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// oddLines are responses that real servers, or the standards after the client was written, have sent. None of them
// may cost more than itself.
var oddLines = []string{
	`* 1 FETCH (UID 1 X-GM-MSGID 123)`, `* 1 FETCH (UID 1 EMAILID (M123))`, `* VANISHED (EARLIER) 1:5`, `* XFOO bar`,
	`* LSUB () "/" INBOX`, `* 1 FETCH (UID 1 ENVELOPE ("d" "s" nil nil nil nil nil nil nil "<a@b>"))`,
	`* 1 FETCH (UID 1 ENVELOPE ("d" "s" NIL NIL NIL NIL NIL NIL "<a@b>"))`, `* 1 FETCH (UID 1 ENVELOPE ("d" "s" () () () () () () NIL NIL))`,
	"* 1 FETCH (UID 1 ENVELOPE (\"d\" \"\xb7\xa2\xc6\xb1\" NIL NIL NIL NIL NIL NIL NIL NIL))",
	`* 1 FETCH (UID 1 ENVELOPE ("d" "a "quoted" s" NIL NIL NIL NIL NIL NIL NIL NIL))`,
	"* 1 FETCH (UID 1 ENVELOPE (\"d\" \"a\nb\" NIL NIL NIL NIL NIL NIL NIL NIL))",
	`* 1 FETCH (UID 1 BODYSTRUCTURE NIL)`, `* 1 FETCH (UID 1 BODYSTRUCTURE ())`,
	`* 1 FETCH (UID 1 BODYSTRUCTURE (("text" "html" NIL NIL NIL "qp" 1 1)("application" "x" ("name" "x.pdf") NIL """" "base64" 2) "MIXED"))`,
	`* 1 FETCH (UID 1 BODYSTRUCTURE ("mixed"))`, `* 1 FETCH (UID 1 FLAGS (\Seen [Gmail]/x))`, `* 1 FETCH (UID 1  FLAGS ())`,
	`* 1 FETCH (UID 1 FLAGS () )`, `* 1 FETCH (UID 1 FLAGS ()) `, ``, `* LIST () "/" "a&b"`, "* LIST () \"/\" \"\xb7\xa2\"", `* LIST () nil INBOX`,
	`* OK [ALERT hi`, `* OK ]x`, `* OK`, `* OK [] hi`, `* OK [UIDNEXT 99999999999] x`, `* OK [HIGHESTMODSEQ -1] x`, `* OK [PERMANENTFLAGS] x`,
	`* STATUS INBOX`, `* SEARCH 1 2 `, `* 2 EXISTS`, `* 5`, `*  2 EXISTS`, `*`, `* `, `+ go on`, `zzz OK done`, `L0001 NO stale`, `garbage`,
	`* CAPABILITY IMAP4rev1  IDLE`, `* 1 FETCH`, `* 1 FETCH (`, `* 1 FETCH )`, `* 1 FETCH (UID`, `* 1 FETCH (UID 99999999999 FLAGS ())`,
	`* 1 FETCH (BODY[`, `* 1 FETCH (UID 1 BODY[HEADER] NIL`, `* NO`, `* BAD what`, "* \x00 \x00(",
}

const proper = "* 2 FETCH (UID 2 FLAGS (\\Seen) BODY[HEADER] {14}\r\nSubject: two\r\n)\r\n{tag} OK done\r\n"

func TestOddRepliesCostNothingButThemselves(t *testing.T) {
	for _, line := range oddLines {
		t.Run(line, func(t *testing.T) {
			server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "FETCH", Reply: line + "\r\n" + proper}))
			s := open(t, server)
			_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
			must(t, err)
			found := false
			_, err = s.Headers(t.Context(), []imap.Range{{First: 1, Last: 5}}, func(h imap.Header) error {
				found = found || h.UID == 2 && h.Flags == mail.Seen && string(h.Raw) == "Subject: two\r\n"
				return nil
			})
			must(t, err)
			if !found {
				t.Error("the message beside it is lost")
			}
			if _, err := s.Folders(t.Context()); err != nil || s.Broken() {
				t.Errorf("the session is lost: %v", err)
			}
		})
	}
}

func TestFetchItemsAreReadTolerantly(t *testing.T) {
	at := time.Date(2026, 1, 2, 10, 0, 0, 0, time.UTC)
	cases := []struct {
		items string
		want  imap.Header
	}{
		{`UID 1 INTERNALDATE " 2-Jan-2026 10:00:00 +0000" RFC822.SIZE 7 BODY[HEADER] "x"`, imap.Header{UID: 1, Received: at, Size: 7, Raw: []byte("x")}},
		{`uid 1 internaldate "2026-01-02 10:00:00" rfc822.size -1 body[header] "x"`, imap.Header{UID: 1, Received: at, Raw: []byte("x")}},
		{`UID 1 INTERNALDATE NIL BODY[HEADER] "a\"b"`, imap.Header{UID: 1, Raw: []byte(`a"b`)}},
		{`BODY[HEADER.FIELDS ("DATE" FROM)] {1}` + "\r\n" + `x INTERNALDATE "" UID 1 FLAGS nil`, imap.Header{UID: 1, Raw: []byte("x")}},
		{`UID 1 ENVELOPE ("a ( b" NIL ((NIL))) EMAILID (M1) BODY[HEADER]<0> NIL FLAGS (\Seen $junk odd)`, imap.Header{UID: 1, Flags: mail.Seen | mail.Junk}},
	}
	for _, c := range cases {
		server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "FETCH", Reply: "* 1 FETCH (" + c.items + ")\r\n{tag} OK\r\n"}))
		s := open(t, server)
		_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
		must(t, err)
		count := 0
		_, err = s.Headers(t.Context(), []imap.Range{{First: 1}}, func(h imap.Header) error {
			count++
			if h.UID != c.want.UID || h.Flags != c.want.Flags || h.Size != c.want.Size || !h.Received.Equal(c.want.Received) || string(h.Raw) != string(c.want.Raw) {
				t.Errorf("%s: got %+v", c.items, h)
			}
			return nil
		})
		must(t, err)
		if count != 1 {
			t.Errorf("%s: %d headers", c.items, count)
		}
	}
}

func TestOddFolders(t *testing.T) {
	reply := strings.Join([]string{
		`* LIST (\HasNoChildren) "/" inbox`, `* LIST () "/" "a&b"`, "* LIST () \"/\" \"\xb7\xa2\xc6\xb1\"", `* LIST (\NOSELECT) "/" &UXZO1mWHTvZZOQ-`,
		`* LIST () NIL flat name`, `* LIST (\drafts) "\\" {5}`, `a\` + `b c`, `* LIST () "/" ""`, `* LIST`, `* LIST () "/"`,
		`* LIST (\Sent) "" "x ` + "\x1b" + `[31m` + "\u202e" + `"`, `* STATUS INBOX (MESSAGES 3 uidnext 7 X (a) UNSEEN)`, `* STATUS "flat name" MESSAGES`, `{tag} OK`, ``,
	}, "\r\n")
	server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "LIST", Reply: reply}))
	folders, err := open(t, server).Folders(t.Context())
	must(t, err)
	want := []mail.Folder{
		{Path: "INBOX", Wire: "INBOX", Delimiter: "/", Role: mail.RoleInbox, Selectable: true},
		{Path: "a&b", Wire: "a&b", Delimiter: "/", Selectable: true},
		{Path: "发票", Wire: "\xb7\xa2\xc6\xb1", Delimiter: "/", Selectable: true},
		{Path: "其他文件夹", Wire: "&UXZO1mWHTvZZOQ-", Delimiter: "/"},
		{Path: "flat name", Wire: "flat name", Selectable: true},
		{Path: `a\b c`, Wire: `a\b c`, Delimiter: `\`, Role: mail.RoleDrafts, Selectable: true},
		{Path: "x \uFFFD[31m\uFFFD", Wire: "x \x1b[31m\u202e", Role: mail.RoleSent, Selectable: true},
	}
	if len(folders) != len(want) {
		t.Fatalf("%d folders: %+v", len(folders), folders)
	}
	for i, f := range folders {
		if f.Sync.Exists != 0 && (f.Wire != "INBOX" || f.Sync.Exists != 3 || f.Sync.UIDNext != 7) {
			t.Errorf("counts of %+v", f)
		}
		f.Sync = mail.SyncState{}
		if f != want[i] {
			t.Errorf("got %+v, want %+v", f, want[i])
		}
	}
}
