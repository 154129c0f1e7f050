package imap_test

import (
	"bytes"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// TestCutChanges cuts the connection at every place of every change: what was asked for has happened or has not, the
// problem says that the connection was lost, and a new session finds out which.
func TestCutChanges(t *testing.T) {
	changes := map[string]func(*testing.T, *imap.Session) error{
		"MOVE": func(t *testing.T, s *imap.Session) error {
			_, err := s.Move(t.Context(), []mail.UID{1}, mail.Folder{Wire: "target"})
			return err
		},
		"COPY": func(t *testing.T, s *imap.Session) error {
			_, err := s.Copy(t.Context(), []mail.UID{1}, mail.Folder{Wire: "target"})
			return err
		},
		"APPEND": func(t *testing.T, s *imap.Session) error {
			_, _, err := s.Append(t.Context(), mail.Folder{Wire: "target"}, 0, time.Time{}, append(message("one"), bytes.Repeat([]byte("more\r\n"), 2000)...))
			return err
		},
		"STORE": func(t *testing.T, s *imap.Session) error {
			return s.StoreFlags(t.Context(), []mail.UID{1}, mail.Seen, 0)
		},
		"EXPUNGE": func(t *testing.T, s *imap.Session) error { return s.Expunge(t.Context(), []mail.UID{1}) },
	}
	places := map[string]struct {
		then mailtest.Action
		made bool // the change was made
		told bool // and its answer came
	}{"before": {mailtest.Drop, false, false}, "ahead of the answer": {mailtest.CutBefore, true, false}, "behind the answer": {mailtest.CutAfter, true, true}, "in the literal": {mailtest.CutLiteral, false, false}}
	for command, change := range changes {
		for place, cut := range places {
			if cut.then == mailtest.CutLiteral && command != "APPEND" {
				continue
			}
			t.Run(command+" "+place, func(t *testing.T) {
				server := mailtest.IMAP(t)
				must(t, server.AddFolder("target"))
				s := selectedMessage(t, server)
				server.Misbehave(mailtest.Fault{On: command, Then: cut.then, Cut: 100})
				err := change(t, s)
				if told := err == nil; told != cut.told || !told && (codeOf(err) != mail.ConnectionLost || !s.Broken()) {
					t.Errorf("the change gave %v", err)
				}
				server.Misbehave()
				if made := wasMade(t, server, command); made != cut.made {
					t.Errorf("made %v, want %v", made, cut.made)
				}
			})
		}
	}
}

func selectedMessage(t *testing.T, server *mailtest.Server) *imap.Session {
	t.Helper()
	must(t, server.Append("INBOX", message("one"), time.Time{}, 0))
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	return s
}

// wasMade looks whether a change was made.
func wasMade(t *testing.T, server *mailtest.Server, command string) bool {
	t.Helper()
	s := open(t, server)
	in := map[string]string{"STORE": "INBOX", "EXPUNGE": "INBOX"}[command]
	if in == "" {
		in = "target"
	}
	_, err := s.Select(t.Context(), mail.Folder{Wire: in})
	must(t, err)
	if command == "STORE" {
		seen := false
		must(t, s.Flags(t.Context(), []imap.Range{{First: 1}}, func(_ mail.UID, flags mail.Flags) error {
			seen = flags.Has(mail.Seen)
			return nil
		}))
		return seen
	}
	found, err := s.Find(t.Context(), "one@x", 1)
	must(t, err)
	return (len(found) == 1) != (command == "EXPUNGE")
}
