package app

import (
	"context"

	"letterbox/ui"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// support opens the pages that help when something does not work: the check of the connection, which the demo passes,
// and the support report.
func (t *tour) support(ctx context.Context, w *ui.Window) error {
	pages := []struct {
		name  string
		open  func(*model.Shell)
		there func(*model.Shell) bool
	}{
		{"6-diagnosis", func(s *model.Shell) { s.OpenDiagnosis(0) }, func(s *model.Shell) bool {
			d := s.Diagnosis()
			return d != nil && d.State().Ended() && d.State().Problem == nil
		}},
		{"7-report", (*model.Shell).OpenReport, func(s *model.Shell) bool {
			r := s.Report()
			return r != nil && r.State().Text != ""
		}},
	}
	for _, p := range pages {
		opened := false
		err := w.Until(ctx, p.name, func(s *model.Shell) bool {
			if !opened {
				opened = true
				p.open(s)
			}
			return p.there(s)
		})
		if err == nil {
			err = t.picture(p.name+"-en-dark", words.EN, model.ThemeDark)(ctx, w)
		}
		if err == nil {
			err = t.picture(p.name+"-zh-light", words.ZH, model.ThemeLight)(ctx, w)
		}
		if err != nil {
			return err
		}
	}
	return w.Until(ctx, "the mailbox", func(s *model.Shell) bool {
		s.CloseSupport()
		return true
	})
}
