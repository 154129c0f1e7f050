package acceptance

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/storage"
)

// cached is how many messages the profile of the window's benchmark holds.
const cached = 100_000

// BenchmarkWindow starts the window on a profile of 100,000 cached messages, opens the folder, scrolls through it,
// and compares the start with that of an empty window of the same toolkit in the same run. It needs a display. With
// -benchtime 10x it tells the best of ten runs.
func BenchmarkWindow(b *testing.B) {
	if os.Getenv("DISPLAY") == "" {
		b.Skip("no display: run it under tools/screen.sh, as make bench does")
	}
	baseline := filepath.Join(b.TempDir(), "emptywindow")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", baseline, "letterbox/ui/emptywindow").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	dir := filledProfile(b)
	var empty, frame, rows, open, scrolling, rest best
	for b.Loop() {
		var ms float64
		if err := json.Unmarshal(started(b, baseline), &ms); err != nil {
			b.Fatal(err)
		}
		var f struct {
			FirstFrame float64 `json:"first_frame_ms"`
			FirstRows  float64 `json:"first_rows_ms"`
			OpenFolder float64 `json:"open_folder_ms"`
			Rows       int     `json:"rows"`
			Scrolling  float64 `json:"rss_anon_scrolling_kb"`
			Rest       float64 `json:"rss_anon_kb"`
		}
		if err := json.Unmarshal(started(b, binary, "--measure", "--secrets", "memory", "--data-dir", dir), &f); err != nil {
			b.Fatal(err)
		}
		if f.Rows != cached {
			b.Fatalf("%d rows", f.Rows)
		}
		empty.add(ms)
		frame.add(f.FirstFrame)
		rows.add(f.FirstRows)
		open.add(f.OpenFolder)
		scrolling.add(f.Scrolling / 1024)
		rest.add(f.Rest / 1024)
	}
	b.ReportMetric(empty.value, "empty-ms")
	b.ReportMetric(frame.value, "first-frame-ms")
	b.ReportMetric(rows.value, "first-rows-ms")
	b.ReportMetric(frame.value/empty.value, "first-frame-x-empty")
	b.ReportMetric(rows.value/empty.value, "first-rows-x-empty")
	b.ReportMetric(open.value, "open-folder-ms")
	b.ReportMetric(scrolling.value, "RssAnon-scrolling-MB")
	b.ReportMetric(rest.value, "RssAnon-MB")
}

// best is the least of what was measured: on a machine that does other things too, everything above it says how busy
// the machine was.
type best struct{ value float64 }

func (m *best) add(v float64) {
	if m.value == 0 || v < m.value {
		m.value = v
	}
}

// started runs a program that is told when it was started, and returns what it printed.
func started(b *testing.B, name string, args ...string) []byte {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), name, args...)
	cmd.Env = append(os.Environ(), "LETTERBOX_STARTED="+strconv.FormatInt(time.Now().UnixNano(), 10))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, stderr.String())
	}
	return stdout.Bytes()
}

// filledProfile makes a profile with one account, whose server does not exist, and a large INBOX.
func filledProfile(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	store, _, err := storage.Open(b.Context(), storage.Config{Dir: dir, Publish: func([]mail.Event) {}})
	if err != nil {
		b.Fatal(err)
	}
	nowhere := mail.Server{Protocol: mail.IMAP, Host: "127.0.0.1", Port: 1, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada"}
	account, err := store.AddAccount(b.Context(), mail.Account{Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: nowhere, Outgoing: nowhere}, nil)
	if err != nil {
		b.Fatal(err)
	}
	folders, err := store.SaveFolders(b.Context(), account.ID, []mail.Folder{
		{Path: "INBOX", Wire: "INBOX", Role: mail.RoleInbox, Selectable: true}, {Path: "Archive", Wire: "Archive", Role: mail.RoleArchive, Selectable: true},
	})
	if err != nil {
		b.Fatal(err)
	}
	corpus := mailtest.NewCorpus(1, 2000) // its envelopes are used over and over
	var batch []mail.NewMessage
	for uid := range cached {
		m := corpus.At(uid % corpus.Len())
		m.Envelope.Subject = fmt.Sprintf("%s · %d", m.Envelope.Subject, uid)
		batch = append(batch, mail.NewMessage{UID: mail.UID(uid + 1), Flags: m.Flags, Received: m.Received.Add(time.Duration(uid) * time.Minute), Size: int64(len(m.Raw)), Envelope: m.Envelope})
	}
	if _, err := store.AddMessages(b.Context(), folders[0].ID, batch); err != nil {
		b.Fatal(err)
	}
	if err := store.Close(context.WithoutCancel(b.Context())); err != nil {
		b.Fatal(err)
	}
	return dir
}
