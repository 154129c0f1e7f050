package app

import (
	"context"

	"letterbox/ui"
	"letterbox/ui/model"
)

// sheetOver is a page that lies over the window: what opens it, when it is complete, and what closes it. It is opened
// anew for every language, because nobody changes the language while one is open.
type sheetOver struct {
	open  func(*model.Shell)
	there func(*model.Shell) bool
	shut  func(*model.Shell)
}

// over looks at a page in both languages, light and dark.
func (t *tour) over(ctx context.Context, w *ui.Window, name string, p sheetOver) error {
	for _, look := range allLooks {
		err := w.Choose(ctx, look.lang, look.theme)
		if err == nil {
			err = act(ctx, w, "open "+name, p.open)
		}
		if err == nil {
			err = w.Until(ctx, name, p.there)
		}
		if err == nil {
			err = t.take(ctx, name+"-"+string(look.lang)+"-"+look.theme)
		}
		if err == nil {
			err = act(ctx, w, "close "+name, p.shut)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// support opens the pages that help when something does not work: the check of the connection, which the demo passes,
// and the support report.
func (t *tour) support(ctx context.Context, w *ui.Window) error {
	err := act(ctx, w, "diagnosis", func(s *model.Shell) { s.OpenDiagnosis(0) })
	if err == nil {
		err = w.Until(ctx, "diagnosis", func(s *model.Shell) bool {
			d := s.Diagnosis()
			return d != nil && d.State().Ended() && d.State().Problem == nil
		})
	}
	if err == nil {
		err = t.bothLooks("6-diagnosis")(ctx, w)
	}
	if err == nil {
		err = act(ctx, w, "close", (*model.Shell).CloseSupport)
	}
	if err != nil {
		return err
	}
	return t.over(ctx, w, "7-report", sheetOver{
		open: (*model.Shell).OpenReport, shut: (*model.Shell).CloseSupport,
		there: func(s *model.Shell) bool {
			r := s.Report()
			return r != nil && !r.State().Making && r.State().Text != ""
		},
	})
}
