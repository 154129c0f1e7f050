package acceptance

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"letterbox/mail/mailtest"
)

// searched runs a search and returns its hits and what was said of the servers.
func (p *profile) searched(args ...string) (hits, servers []any) {
	p.t.Helper()
	r := p.must("", append([]string{"search"}, args...)...).last()
	hits, listed := r["hits"].([]any)
	if !listed {
		p.t.Errorf("no list of hits: %v", r)
	}
	servers, _ = r["servers"].([]any) // only told with --server
	return hits, servers
}

// findable are three messages in whose texts something can be found.
func findable() (list []mailtest.Specimen) {
	for i, text := range []string{"the quarterly needle", "nothing of that", "合同 needle"} {
		raw := fmt.Sprintf("From: bob@example.test\r\nSubject: letter %d\r\nMessage-ID: <%d@x>\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%s\r\n", i, i, text)
		list = append(list, mailtest.Specimen{Raw: []byte(raw), Received: time.Date(2026, 3, 2, 10, i, 0, 0, time.UTC)})
	}
	return list
}

// TestSearchGoesOnOnTheServer searches for words in texts that only the server has.
func TestSearchGoesOnOnTheServer(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	s.server.Deliver("ada", "INBOX", slices.Values(findable()))
	s.must("", "sync", "--once", "--bodies", "none")
	if hits, servers := s.searched("needle"); len(hits) != 0 || servers != nil {
		t.Errorf("here: %v, servers %v", hits, servers)
	}
	for query, want := range map[string]int{"needle": 2, "needle -subject:0": 1, "合同": 1, "needle before:2026": 0} {
		hits, servers := s.searched(query, "--server")
		if len(hits) != want || len(servers) != 1 {
			t.Errorf("%s: %v, servers %v", query, hits, servers)
			continue
		}
		if told := servers[0].(map[string]any); told["refused"] != 0.0 || told["messages"] != 3.0 || told["folders"] != told["of"] || told["unreliable"] != false {
			t.Errorf("%s: the server %v", query, told)
		}
		if want > 0 && hits[0].(map[string]any)["server"] != true {
			t.Errorf("%s: a hit of the server is not marked: %v", query, hits[0])
		}
	}
	s.must("", "sync", "--once")
	if hits, servers := s.searched("needle", "--server"); len(hits) != 2 || servers[0].(map[string]any)["of"] != 0.0 {
		t.Errorf("with all texts here: %v, servers %v", hits, servers)
	}
}

// TestAServerThatDoesNotSearchIsSaidSo has a server refuse the charset, and then the text without it.
func TestAServerThatDoesNotSearchIsSaidSo(t *testing.T) {
	t.Parallel()
	in := mailtest.IMAP(t, mailtest.IMAPUser("ada", secret))
	for _, l := range findable() {
		if err := in.Append("INBOX", l.Raw, l.Received, 0); err != nil {
			t.Fatal(err)
		}
	}
	p := newProfile(t, trustingAll(t))
	p.bind("ada@corp.example", secret, in.Server(), smtpServer(t).Server())
	p.must("", "sync", "--once", "--bodies", "none")
	in.Misbehave(mailtest.Fault{On: "SEARCH", Reply: "{tag} BAD UID SEARCH invalid argument\r\n"})
	hits, servers := p.searched("needle", "--server")
	if len(hits) != 0 || len(servers) != 1 || servers[0].(map[string]any)["refused"] != 1.0 {
		t.Errorf("%v, servers %v", hits, servers)
	}
	if said := servers[0].(map[string]any)["sentence"]; said == "" {
		t.Error("nothing is said")
	}
}

// TestSearchesAreKept keeps a search and searches for it again.
func TestSearchesAreKept(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	appendAll(t, s.server, "INBOX", mailtest.NewCorpus(7, 4))
	s.must("", "sync", "--once")
	s.must("", "search", "in:inbox", "--save", "收件")
	if hits, _ := s.searched("--saved", "收件"); len(hits) != 4 {
		t.Errorf("%d hits of what was kept", len(hits))
	}
	if hits, _ := s.searched("--saved", "收件", "larger:1g"); len(hits) != 0 {
		t.Errorf("%d hits of what was kept and a condition", len(hits))
	}
	kept, _ := s.must("", "search", "--list").last()["saved"].([]any) // one that is missing is not of length 1
	if len(kept) != 1 || kept[0].(map[string]any)["query"] != "in:inbox" {
		t.Errorf("kept %v", kept)
	}
	s.must("", "search", "--forget", "收件")
	if r := s.run("", "search", "--saved", "收件"); r.status != 18 {
		t.Errorf("what was forgotten: exit %d", r.status)
	}
}
