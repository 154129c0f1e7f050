package view

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// ArrivalConfig holds what the page needs from the window it is in. Only Check may be nil.
type ArrivalConfig struct {
	Arrival  *model.Arrival
	Language words.Language
	Now      func() time.Time
	Check    func() // checks the connection of the account; nil: that cannot be done
	Close    func()
}

// The most folders that are listed one by one; the others are counted.
const (
	arrivalMostDiffer = 40
	arrivalMostSame   = 10
)

// Arrival is the page "why has it not arrived?": what differs between the server and this computer, folder by folder,
// what that means, and the button that puts it right. It belongs to the UI goroutine.
type Arrival struct {
	*sheet
	config ArrivalConfig
	words  words.Words
	column *widget.Column
}

// NewArrival makes the view and has the presenter draw into it from now on.
func NewArrival(c ArrivalConfig) *Arrival {
	v := &Arrival{config: c, words: words.For(c.Language), column: widget.NewColumn(0)}
	v.sheet = newSheet(v.words.T(words.ButtonClose), v.column, c.Close)
	c.Arrival.Observe(v.draw)
	return v
}

// FocusFirst puts the focus where one begins.
func (v *Arrival) FocusFirst() { v.focusFirst() }

func (v *Arrival) draw(s model.ArrivalState) {
	focused := v.holdsFocus()
	headline, hint := v.says(s)
	v.head(headline, hint, v.several(s), widget.ToneQuiet)
	v.buttons(v.actions(s), v.closing())
	v.column.Clear()
	if s.Compared && s.Problem == nil {
		v.drawFolders(s)
	}
	v.column.Refresh()
	v.page.Refresh()
	v.relay()
	if focused {
		v.focusFirst()
	}
}

// several names the account, behind the title.
func (v *Arrival) several(s model.ArrivalState) string { return s.Account.Title() }

// says is the title and the sentence below it.
func (v *Arrival) says(s model.ArrivalState) (headline, hint string) {
	lang := v.words.Language()
	switch {
	case s.Fetching:
		headline, _ = words.Arrival(lang, s.Tallies, false)
		return headline, v.words.T(words.ArrivalFetching)
	case s.Comparing && !s.Compared:
		return v.words.T(words.ArrivalComparing), v.words.T(words.ArrivalWaiting)
	case s.Problem != nil:
		x := words.ExplainFor(lang, s.Problem, words.Context{Address: s.Account.Address.Spec()})
		hint = x.Detail
		if len(x.Advice) > 0 {
			hint = x.Advice[0]
		}
		return x.Headline, hint
	case !s.Compared:
		return v.words.T(words.ArrivalOpen), v.words.T(words.ArrivalWaiting)
	default:
		return words.Arrival(lang, s.Tallies, s.Fetched)
	}
}

func (v *Arrival) actions(s model.ArrivalState) []*widget.Button {
	if s.Comparing || s.Fetching {
		return []*widget.Button{widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonStop), v.config.Arrival.Stop)}
	}
	again := widget.NewButton(widget.ButtonSecondary, v.words.T(words.ArrivalAgain), v.config.Arrival.Compare)
	if !s.Differs() || s.Problem != nil {
		return []*widget.Button{again}
	}
	return []*widget.Button{widget.NewButton(widget.ButtonPrimary, v.words.T(words.ArrivalFetch), v.config.Arrival.Fetch), again}
}

func (v *Arrival) closing() []*widget.Button {
	if v.config.Check == nil {
		return nil
	}
	return []*widget.Button{widget.NewButton(widget.ButtonText, v.words.T(words.DiagnosisOpen), v.config.Check)}
}

// drawFolders lists the folders that differ, then the others.
func (v *Arrival) drawFolders(s model.ArrivalState) {
	tallies := slices.Clone(s.Tallies)
	slices.SortStableFunc(tallies, func(a, b mail.Tally) int {
		return truth(a.Agrees()) - truth(b.Agrees())
	})
	lines := widget.NewColumn(0, newArrivalRow([arrivalColumns]string{
		v.words.T(words.ArrivalFolder), v.words.T(words.ArrivalServer), v.words.T(words.ArrivalHere), v.words.T(words.ArrivalDiffer), v.words.T(words.ArrivalLast),
	}, arrivalHead))
	shown, rest := map[bool]int{}, map[bool]int{}
	for _, t := range tallies {
		same := t.Agrees()
		if most := map[bool]int{true: arrivalMostSame, false: arrivalMostDiffer}[same]; shown[same] == most {
			rest[same]++
			continue
		}
		shown[same]++
		lines.Add(0, v.line(t))
	}
	for same, key := range map[bool]words.Key{false: words.ArrivalMoreDiffer, true: words.ArrivalMoreSame} {
		if rest[same] > 0 {
			lines.Add(widget.Gap8, widget.NewText(v.words.T(key, rest[same]), widget.StyleMeta))
		}
	}
	v.column.Add(0, widget.NewCard(lines))
}

func (v *Arrival) line(t mail.Tally) fyne.CanvasObject {
	lang := v.words.Language()
	cells := [arrivalColumns]string{
		words.FolderName(lang, t.Folder), words.Count(t.Server), words.Count(t.Here), words.TallyDifference(lang, t), words.TallyChecked(lang, t, v.config.Now()),
	}
	kind := arrivalDiffers
	switch {
	case t.Problem != nil:
		cells[1], cells[2] = "–", "–"
	case t.Agrees():
		kind = arrivalSame
	}
	return newArrivalRow(cells, kind)
}

// truth is 1 for true, so that what is false comes first.
func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
