package acceptance

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"letterbox/mail/mailtest"
	"letterbox/mail/mbox"
)

// kept is what must survive an export and an import of a message.
type kept struct {
	sum   [sha256.Size]byte
	flags string
}

func keptOf(m mbox.Message) kept {
	text := bytes.ReplaceAll(bytes.TrimRight(m.Raw, "\r\n"), []byte("\r\n"), []byte("\n"))
	return kept{sha256.Sum256(text), strings.Join(m.Flags.Wire(), " ")}
}

func inMbox(t *testing.T, path string) []kept {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var all []kept
	if err := mbox.Read(file, func(m mbox.Message) error {
		all = append(all, keptOf(m))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b kept) int { return bytes.Compare(a.sum[:], b.sum[:]) })
	return all
}

// TestExportAndImport writes a folder as mbox and as files, reads both into other folders and lets them reach the server:
// every message is the same everywhere.
func TestExportAndImport(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	corpus := mailtest.NewCorpus(11, 40)
	appendAll(t, s.server, "INBOX", corpus)
	s.must("", "sync", "--once", "--bodies", "all")
	dir := t.TempDir()
	first, second, files := filepath.Join(dir, "first.mbox"), filepath.Join(dir, "second.mbox"), filepath.Join(dir, "files")
	s.must("", "export", "--mbox", first, "--folder", "INBOX")
	want := inMbox(t, first)
	var delivered []kept
	for m := range corpus.All() {
		delivered = append(delivered, keptOf(mbox.Message{Raw: m.Raw, Flags: m.Flags}))
	}
	slices.SortFunc(delivered, func(a, b kept) int { return bytes.Compare(a.sum[:], b.sum[:]) })
	if !slices.Equal(want, delivered) {
		t.Errorf("the mbox holds %d messages that are not the %d delivered", len(want), len(delivered))
	}
	if n := s.must("", "import", first, "--folder", "Archive").last()["messages"]; n != float64(corpus.Len()) {
		t.Errorf("imported %v messages", n)
	}
	s.must("", "sync", "--once")
	s.holds("imported", map[string]int{"Archive": corpus.Len()})
	s.must("", "export", "--mbox", second, "--folder", "Archive")
	if !slices.Equal(inMbox(t, second), want) {
		t.Error("the second mbox differs from the first")
	}
	s.must("", "export", "--eml", files, "--folder", "INBOX")
	names, err := filepath.Glob(filepath.Join(files, "INBOX", "*.eml"))
	if err != nil || len(names) != corpus.Len() {
		t.Fatalf("%d files, %v", len(names), err)
	}
	s.must("", append([]string{"import", "--folder", "Junk"}, names...)...)
	if n := len(s.collected("Junk")); n != corpus.Len() {
		t.Errorf("%d messages imported from files", n)
	}
}
