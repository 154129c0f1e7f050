package app

import (
	"context"

	"letterbox/ui"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// searchPage is a search that the tour looks at.
type searchPage struct {
	name string
	lead func(*model.Shell)
	at   func(*model.Shell) bool
}

// answered reports whether a search has its answer, and how often each facet occurs in it.
func answered(s *model.Shell) bool {
	st := s.Search().State()
	return st.Asked && !st.Busy && st.Problem == nil && st.Exact && st.Facets.Total == st.Total
}

// searchPages are what typing, narrowing and switching look like.
func searchPages() []searchPage {
	shown := func(s *model.Shell) bool { return answered(s) && s.Letter().State().Phase == model.LetterShown }
	return []searchPage{
		{"2a-search", func(s *model.Shell) { s.Search().SetText("合同") }, answered},
		{"2b-found", func(s *model.Shell) { s.Search().SelectAt(1) }, shown},
		{"2c-narrowed", func(s *model.Shell) { s.Search().Narrow(s.Search().State().Choices()[0]) }, answered},
		{"2d-nothing", func(s *model.Shell) { s.Search().SetText("合同 fron:nobody") }, answered},
		{"2e-english", func(s *model.Shell) {
			s.Search().Close()
			s.Search().SetText("meeting")
		}, answered},
		{"2f-switcher", func(s *model.Shell) {
			s.Search().Close()
			s.Switcher().Open()
			s.Switcher().Type("li")
		}, func(s *model.Shell) bool { return len(s.Switcher().State().Targets) > 0 }},
	}
}

// searching takes pictures of a search from its first letter to nothing found, and of the quick switcher, and leaves the
// mailbox as it was.
func (t *tour) searching(ctx context.Context, w *ui.Window) error {
	if err := t.hints(ctx, w); err != nil {
		return err
	}
	for _, p := range searchPages() {
		if err := act(ctx, w, p.name, p.lead); err != nil {
			return err
		}
		if err := w.Until(ctx, p.name, p.at); err != nil {
			return err
		}
		if err := t.bothLooks(p.name)(ctx, w); err != nil {
			return err
		}
	}
	return act(ctx, w, "back to the folder", func(s *model.Shell) { s.Switcher().Close() })
}

// hints takes a picture of what is offered in an empty search field, in each language.
func (t *tour) hints(ctx context.Context, w *ui.Window) error {
	for _, look := range allLooks[1:3] {
		if err := w.Choose(ctx, look.lang, look.theme); err != nil {
			return err
		}
		if err := w.FocusSearch(ctx); err != nil {
			return err
		}
		if err := t.take(ctx, "2-hints-"+string(look.lang)+"-"+look.theme); err != nil {
			return err
		}
		if err := w.FocusList(ctx); err != nil {
			return err
		}
	}
	return w.Choose(ctx, words.ZH, model.ThemeLight)
}
