package storage

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail/mailtest"
	"letterbox/mail/search"
)

// notmuch is another program's index of the same mail.
type notmuch struct {
	*testing.B
	config string
}

func (n notmuch) run(args ...string) string {
	n.Helper()
	cmd := exec.CommandContext(n.Context(), "notmuch", args...)
	cmd.Env = append(os.Environ(), "NOTMUCH_CONFIG="+n.config)
	out, err := cmd.Output()
	if err != nil {
		n.Fatal(args, err)
	}
	return string(out)
}

// BenchmarkSearchNotmuch tells the same of notmuch as BenchmarkSearch tells of ours: how fast it takes mail in, how long
// the first fifty hits of two Chinese characters take, the start of its process included, and how many of the messages
// that have them it finds. It runs as it is installed, which is without XAPIAN_CJK_NGRAM, and reads messages itself, which
// ours is not asked to do there.
func BenchmarkSearchNotmuch(b *testing.B) {
	if _, err := exec.LookPath("notmuch"); err != nil {
		b.Skip("notmuch is not installed")
	}
	corpus := mailtest.NewCorpus(7, benchmarkMessages())
	dir := b.TempDir()
	box := filepath.Join(dir, "mail")
	if _, err := mailtest.WriteMaildir(box, corpus.All()); err != nil {
		b.Fatal(err)
	}
	n := notmuch{b, filepath.Join(dir, "config")}
	config := "[database]\npath=" + box + "\n[user]\nname=Ada\nprimary_email=ada@example.org\n[new]\ntags=new\n"
	if err := os.WriteFile(n.config, []byte(config), 0o600); err != nil {
		b.Fatal(err)
	}
	taking := meter{B: b}
	taking.time(func() { n.run("new", "--quiet") })
	m := meter{B: b}
	random := rand.New(rand.NewPCG(3, 4))
	var wanted, found int
	for b.Loop() {
		for range askedAtOnce / 4 {
			_, text := specimen(corpus.At(random.IntN(corpus.Len())), 1)
			characters := chinese(random, search.Entry{Text: text}, 2)
			m.time(func() { n.run("search", "--limit=50", characters) })
			listed := n.run("search", "--output=messages", characters)
			w, f := recall(corpus, random, characters, listed)
			wanted, found = wanted+w, found+f
		}
	}
	m.report()
	b.ReportMetric(float64(corpus.Len())/taking.times[0].Seconds(), "messages/s")
	b.ReportMetric(100*float64(found)/float64(max(wanted, 1)), "%recall")
}

// recall looks through some messages for characters, and counts those that have them, and of these those that were listed.
func recall(corpus mailtest.Corpus, random *rand.Rand, characters, listed string) (wanted, found int) {
	words := search.Words{Text: canonical(characters)}
	for range 50 {
		s := corpus.At(random.IntN(corpus.Len()))
		_, text := specimen(s, 1)
		text.Subject = s.Envelope.Subject
		if words.Text == "" || !search.FormsOf(text).Matches(words) {
			continue
		}
		wanted++
		if strings.Contains(listed, "id:"+s.Envelope.MessageID+"\n") {
			found++
		}
	}
	return wanted, found
}
