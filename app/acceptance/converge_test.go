package acceptance

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// TestTortureTwoMakes has the same mail on servers of different make, and does the same random work with it on both: by
// the program, offline, and by another client at the server, often on the same messages and folders. After a sync the
// cache holds what the server does, and what the other server and its cache do; nothing is lost or doubled; and one more
// sync asks the server to change nothing and writes nothing to the disk.
func TestTortureTwoMakes(t *testing.T) {
	t.Parallel()
	rounds, seed := 2, uint64(1)
	if os.Getenv("LETTERBOX_TORTURE") != "" {
		rounds, seed = max(2, kills(t)/5), uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	sites := []*site{
		newSite(t, seed, "Dovecot", mailtest.Dovecot(t, mailtest.RealUser("ada", secret))),
		newSite(t, seed, "Cyrus", mailtest.Cyrus(t, mailtest.RealUser("ada", secret))),
	}
	agree(t, sites, "before")
	for round := range rounds {
		for _, s := range sites {
			s.round = round
			s.work()
		}
		agree(t, sites, fmt.Sprintf("round %d", round+1))
	}
	for _, name := range []string{"STORE", "MOVE", "COPY", "EXPUNGE", "APPEND", "CREATE"} {
		if !slices.Contains(sites[0].asked, name) || !slices.Contains(sites[1].asked, name) {
			t.Errorf("the work did not ask for %s: it was not seen, or not done", name)
		}
	}
}

// agree brings all sites in step and compares them.
func agree(t *testing.T, sites []*site, when string) {
	t.Helper()
	for _, s := range sites {
		s.settle(when)
		s.quiet(when)
	}
	if a, b := sites[0].holds(), sites[1].holds(); !slices.Equal(a, b) {
		t.Errorf("%s: only %s has %q\nonly %s has %q", when, sites[0].name, without(a, b), sites[1].name, without(b, a))
	}
	if t.Failed() {
		for _, s := range sites {
			t.Logf("%s: %s", s.name, s.diary)
		}
		t.FailNow()
	}
}

func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(others, s) })
}

// site is a profile, its server and what passes between them. What is done at it depends on random and on the names of
// what it holds, never on numbers that servers give out: sites with the same mail and the same seed do the same.
type site struct {
	*wheel
	name   string
	proxy  *mailtest.Proxy
	round  int
	diary  []string // what was done
	asked  []string // the changes that the program asked the server for
	ids    []string // Message-IDs of everything there ever was
	doomed map[string]bool
	copied map[string]int
}

func newSite(t *testing.T, seed uint64, name string, server *mailtest.Real) *site {
	t.Helper()
	proxy := mailtest.NewProxy(t, server.Server(mail.TLS), server.Roots())
	s := &site{
		name: name, proxy: proxy, doomed: map[string]bool{}, copied: map[string]int{},
		wheel: &wheel{server: server, profile: newProfile(t, server.CAFile()), random: rand.New(rand.NewPCG(seed, 2))}, //nolint:gosec // to be repeated
	}
	s.fill(mailtest.NewCorpus(5, 30))
	in, out := proxy.Server(), mailtest.SMTP(t, mailtest.SMTPUser("ada", secret)).Server()
	in.Username, out.Username = "ada", "ada"
	if r := s.bind("ada@corp.example", secret, in, out); r.status != 0 {
		t.Fatalf("%s: bind: exit %d\n%s%s", name, r.status, r.stdout, r.stderr)
	}
	return s
}

// fill stores messages by IMAP, so that every server has the same bytes.
func (s *site) fill(corpus mailtest.Corpus) {
	s.t.Helper()
	far := session(s.t, s.server)
	defer func() { _ = far.Close() }() // it has done what it was for
	for m := range corpus.All() {
		if _, _, err := far.Append(s.t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX"}, m.Flags, m.Received, m.Raw); err != nil {
			s.t.Fatal(err)
		}
		s.ids = append(s.ids, m.Envelope.MessageID)
	}
}
