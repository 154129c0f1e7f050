package app

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/ui"
	"letterbox/ui/model"
)

// startedVariable holds, in nanoseconds since 1970, when whoever measures started the process.
const startedVariable = "LETTERBOX_STARTED"

// measure drives the window of a profile whose first folder is large, and prints how long things took and how much
// memory they hold. Benchmarks run it; see app/acceptance.
type measure struct{ out io.Writer }

// figures are what a measurement prints, as one JSON object.
type figures struct {
	FirstFrame float64 `json:"first_frame_ms"` // from the start of the process to the window
	FirstRows  float64 `json:"first_rows_ms"`  // from the start of the process to the first frame with rows
	OpenFolder float64 `json:"open_folder_ms"` // from choosing a folder to the first frame with its rows
	Rows       int     `json:"rows"`
	Scrolling  int     `json:"rss_anon_scrolling_kb"` // while the folder is scrolled through
	RssAnon    int     `json:"rss_anon_kb"`           // when it was, and the program is at rest
}

// Drive implements ui.Driver.
func (m measure) Drive(ctx context.Context, w *ui.Window) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	began := time.Now()
	if ns, err := strconv.ParseInt(os.Getenv(startedVariable), 10, 64); err == nil {
		began = time.Unix(0, ns)
	}
	var f figures
	shown := func(s *model.Shell) bool {
		state := s.List().State()
		f.Rows = state.Count
		return state.Count > 0 && !state.Loading && s.List().Row(0).Loaded
	}
	rows, err := w.Painted(ctx, "rows", shown)
	if err != nil {
		return err
	}
	frame, complete := w.Opened()
	if complete {
		rows = frame
	}
	f.FirstFrame, f.FirstRows = milliseconds(frame.Sub(began)), milliseconds(rows.Sub(began))
	if err := m.reopen(ctx, w, shown, &f); err != nil {
		return err
	}
	if err := m.scroll(ctx, w); err != nil {
		return err
	}
	f.Scrolling = rssAnon()
	select {
	case <-time.After(restTime + 2*time.Second):
	case <-ctx.Done():
		return ctx.Err()
	}
	f.RssAnon = rssAnon()
	return json.NewEncoder(m.out).Encode(f)
}

// reopen chooses another folder and comes back.
func (m measure) reopen(ctx context.Context, w *ui.Window, shown func(*model.Shell) bool, f *figures) error {
	var large, other mail.FolderID
	err := w.Until(ctx, "folders", func(s *model.Shell) bool {
		for _, a := range s.Sidebar().State().Accounts {
			for _, line := range a.Folders {
				if line.Folder.Role == mail.RoleInbox {
					large = line.Folder.ID
				} else {
					other = line.Folder.ID
				}
			}
		}
		return large != 0 && other != 0
	})
	if err != nil {
		return err
	}
	choose := func(id mail.FolderID) func(*model.Shell) bool {
		return func(s *model.Shell) bool {
			s.Sidebar().Select(id)
			return true
		}
	}
	if err := w.Until(ctx, "other folder", choose(other)); err != nil {
		return err
	}
	if err := w.Until(ctx, "other folder's rows", func(s *model.Shell) bool { return !s.List().State().Loading }); err != nil {
		return err
	}
	began := time.Now()
	if err := w.Until(ctx, "large folder", choose(large)); err != nil {
		return err
	}
	at, err := w.Painted(ctx, "large folder's rows", shown)
	if err != nil {
		return err
	}
	f.OpenFolder = milliseconds(at.Sub(began))
	return nil
}

// scroll goes down the list page by page, as fast as frames are drawn, then to the end.
func (m measure) scroll(ctx context.Context, w *ui.Window) error {
	for range 300 {
		if err := w.PageDown(ctx); err != nil {
			return err
		}
		select {
		case <-time.After(16 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return w.End(ctx)
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// rssAnon returns the anonymous resident memory of this process in kilobytes, 0 where the system does not tell.
func rssAnon() int {
	file, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if value, found := strings.CutPrefix(lines.Text(), "RssAnon:"); found {
			var kb int
			_, _ = fmt.Sscanf(value, "%d", &kb)
			return kb
		}
	}
	return 0
}
