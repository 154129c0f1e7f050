package view

import (
	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// DiagnosisConfig holds what the page needs from the window it is in. Repair and Certificate may be nil; everything
// else is required.
type DiagnosisConfig struct {
	Diagnosis   *model.Diagnosis
	Language    words.Language
	Provider    func(mail.ProviderID) mail.Provider // what the catalogue knows
	OpenLink    func(url string)
	Copy        func(text string)
	Report      func()                               // opens the support report
	Certificate func(mail.Server)                    // has a server show its certificate; nil: that is not offered
	Repair      func(mail.Account, words.ActionKind) // opens the page where an action is done
	Close       func()
}

// Diagnosis shows the steps on both servers of an account while they are tried, and then what went wrong, with the
// buttons that put it right. It belongs to the UI goroutine.
type Diagnosis struct {
	*sheet
	config DiagnosisConfig
	words  words.Words
	says   words.Explanation

	column   *widget.Column
	lines    *widget.Column // in the card
	card     *widget.ProblemCard
	steps    *checkColumns
	fold     *widget.Button
	found    *widget.Column // what each step learnt
	unfolded bool
}

// NewDiagnosis makes the view and has the presenter draw into it from now on.
func NewDiagnosis(c DiagnosisConfig) *Diagnosis {
	v := &Diagnosis{config: c, words: words.For(c.Language)}
	v.lines = widget.NewColumn(0)
	v.card = widget.NewProblemCard(v.lines)
	v.steps = newCheckColumns(v.words)
	v.fold = widget.NewFold(v.words.T(words.DiagnosisFindings), v.toggle)
	v.found = widget.NewColumn(0)
	v.column = widget.NewColumn(0, v.card)
	v.column.Add(widget.Gap16, v.steps.both)
	v.column.AddNarrow(widget.Gap16, v.fold)
	v.column.Add(widget.Gap8, v.found)
	v.sheet = newSheet(v.words.T(words.ButtonClose), v.column, c.Close)
	v.fold.OnKey(v.TypedKey)
	c.Diagnosis.Observe(v.draw)
	return v
}

// FocusFirst puts the focus where one begins.
func (v *Diagnosis) FocusFirst() { v.focusFirst() }

// Leave ends what turns, because the page goes off the screen.
func (v *Diagnosis) Leave() { v.steps.leave() }

func (v *Diagnosis) toggle() {
	v.unfolded = !v.unfolded
	v.unfold()
	if v.unfolded {
		v.page.ScrollToBottom()
	}
}

func (v *Diagnosis) unfold() {
	if v.unfolded {
		v.fold.WithIcon("chevron-down")
	} else {
		v.fold.WithIcon("chevron-right")
	}
	v.fold.Refresh()
	setShown(v.found, v.unfolded)
	v.page.Refresh()
}

func (v *Diagnosis) draw(s model.DiagnosisState) {
	focused := v.holdsFocus()
	v.steps.draw(s)
	v.drawFound(s)
	setShown(v.card, s.Problem != nil)
	if s.Problem != nil {
		v.says = words.ExplainFor(v.words.Language(), s.Problem, words.Context{
			Provider: v.config.Provider(s.Account.Provider), Address: s.Account.Address.Spec(),
		})
		fillCard(v.lines, v.says)
		v.head(v.says.Headline, "", v.says.Who.Label(v.words.Language()), whoTone(v.says.Who))
	} else {
		v.head(v.titleOf(s), v.hintOf(s), "", widget.ToneAccent)
	}
	v.buttons(v.actions(s), v.closing(s))
	v.unfold()
	v.column.Refresh()
	if focused {
		v.focusFirst()
	}
}

// titleOf is the title while nothing is wrong.
func (v *Diagnosis) titleOf(s model.DiagnosisState) string {
	switch {
	case s.Stopped:
		return v.words.T(words.DiagnosisStopped)
	case s.Ended():
		return v.words.T(words.DiagnosisWell)
	default:
		return v.words.T(words.DiagnosisTitle)
	}
}

func (v *Diagnosis) hintOf(s model.DiagnosisState) string {
	switch {
	case s.Running:
		return v.words.T(words.DiagnosisRunning)
	case s.Tested:
		return v.words.T(words.DiagnosisSent)
	default:
		return v.words.T(words.DiagnosisHint)
	}
}

// mostRepairs keeps the row of buttons inside the page.
const mostRepairs = 1

// actions are the buttons at the left: what puts it right first, then what the page itself can do.
func (v *Diagnosis) actions(s model.DiagnosisState) []*widget.Button {
	if s.Running {
		return []*widget.Button{widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonStop), v.config.Diagnosis.Stop)}
	}
	var list []*widget.Button
	if s.Problem != nil {
		for _, a := range v.says.Actions {
			if b := v.repair(s, a); b != nil && len(list) < mostRepairs {
				list = append(list, b)
			}
		}
	}
	kind := widget.ButtonPrimary
	if len(list) > 0 {
		kind = widget.ButtonSecondary
	}
	list = append(list, widget.NewButton(kind, v.words.T(words.DiagnosisAgain), v.config.Diagnosis.Run))
	if s.CanTest && s.Problem == nil && !s.Tested {
		list = append(list, widget.NewButton(widget.ButtonText, v.words.T(words.DiagnosisSendTest), v.config.Diagnosis.SendTest))
	}
	return list
}

// repair returns the button of an action, nil for one that the page offers by itself or cannot do.
func (v *Diagnosis) repair(s model.DiagnosisState, a words.Action) *widget.Button {
	var b *widget.Button
	var pressed func()
	switch a.Kind {
	case words.ActionEdit, words.ActionSignIn, words.ActionAdvanced, words.ActionCertificate:
		if v.config.Repair == nil {
			return nil
		}
		pressed = func() { v.config.Repair(s.Account, a.Kind) }
	case words.ActionOpen, words.ActionHelp:
		pressed = func() { v.config.OpenLink(a.URL) }
	case words.ActionCopyAdmin, words.ActionCopy:
		pressed = func() {
			v.config.Copy(a.Text)
			b.Set(v.words.T(words.ProblemDone), pressed)
			v.relay()
		}
	default:
		return nil
	}
	b = widget.NewButton(widget.ButtonPrimary, a.Label, pressed)
	if a.URL != "" {
		b.WithIconAfter("external")
	}
	return b
}

func (v *Diagnosis) closing(s model.DiagnosisState) []*widget.Button {
	if s.Running {
		return nil
	}
	return []*widget.Button{widget.NewButton(widget.ButtonText, v.words.T(words.ReportOpen), v.config.Report)}
}

// certificateLink has the server of a check show its certificate.
func (v *Diagnosis) certificateLink(s model.DiagnosisState, c mail.Check) *widget.Button {
	server := s.Account.Outgoing
	if c.Server.Incoming() {
		server = s.Account.Incoming
	}
	b := widget.NewLink(v.words.T(words.CertificateShow), false, func() { v.config.Certificate(server) })
	b.OnKey(v.TypedKey)
	return b
}

// drawFound writes what each step learnt.
func (v *Diagnosis) drawFound(s model.DiagnosisState) {
	v.found.Clear()
	for _, column := range [][]mail.Check{s.Receiving, s.Sending} {
		for _, c := range column {
			if c.Finding == "" {
				continue
			}
			side := words.DiagnosisSending
			if c.Server.Incoming() {
				side = words.DiagnosisReceiving
			}
			name := v.words.T(side) + " · " + words.StageName(v.words.Language(), c.Server, c.Stage)
			v.found.Add(widget.Gap8, widget.NewText(name, widget.StyleMeta))
			v.found.Add(0, widget.NewParagraph(c.Finding, widget.StyleHint))
			if c.Stage == mail.StageSecure && v.config.Certificate != nil {
				v.found.AddNarrow(widget.Gap4, v.certificateLink(s, c))
			}
		}
	}
	setShown(v.fold, len(s.Receiving)+len(s.Sending) > 0)
	v.found.Refresh()
}
