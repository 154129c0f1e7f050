package view

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// generalChoices is what is chosen for everything. Its pieces survive a redrawing, and with them the focus.
type generalChoices struct {
	owner                 *Settings
	language, theme, undo *widget.Choice
	spoken                words.Language // in which the pieces are worded
}

func newGeneralChoices(owner *Settings) *generalChoices { return &generalChoices{owner: owner} }

func (g *generalChoices) draw() {
	v := g.owner
	if g.language == nil || g.spoken != v.words.Language() {
		g.make()
	}
	g.language.SetValue(v.state.Language)
	g.theme.SetValue(v.state.Theme)
	g.undo.SetValue(strconv.Itoa(v.state.UndoSend))
	locked := v.config.Settings.Locked
	v.section(0, words.SettingsLanguage, v.unlessLocked(locked(model.PrefLanguage), g.language), "")
	v.section(widget.Gap24, words.SettingsTheme, v.unlessLocked(locked(model.PrefTheme), g.theme), "")
	v.section(widget.Gap24, words.SettingsUndoSend, v.unlessLocked(locked(model.PrefUndoSend), g.undo), v.words.T(words.SettingsUndoSendHint))
	if v.config.Trusted != nil {
		trusted := widget.NewLink(v.words.T(words.CertificateListTitle), false, v.config.Trusted)
		trusted.OnKey(v.TypedKey)
		v.column.AddNarrow(widget.Gap24, trusted)
	}
}

// make words the pieces. The choice that has the focus keeps it.
func (g *generalChoices) make() {
	v := g.owner
	before := []*widget.Choice{g.language, g.theme, g.undo}
	refocus := keepFocus(v, before)
	settings := v.config.Settings
	g.spoken = v.words.Language()
	g.language = widget.NewChoice([]widget.Option{
		{Value: string(words.ZH), Label: v.words.T(words.SettingsChinese)},
		{Value: string(words.EN), Label: v.words.T(words.SettingsEnglish)},
	}, v.state.Language, settings.SetLanguage)
	g.theme = widget.NewChoice([]widget.Option{
		{Value: model.ThemeSystem, Label: v.words.T(words.SettingsSystem)},
		{Value: model.ThemeLight, Label: v.words.T(words.SettingsLight)},
		{Value: model.ThemeDark, Label: v.words.T(words.SettingsDark)},
	}, v.state.Theme, settings.SetTheme)
	g.undo = widget.NewChoice(g.seconds(), "", func(value string) {
		if n, err := strconv.Atoi(value); err == nil {
			settings.SetUndoSend(n)
		}
	})
	after := []*widget.Choice{g.language, g.theme, g.undo}
	for _, c := range after {
		c.OnKey(v.TypedKey)
	}
	refocus(after)
}

// seconds are the options of how long a message waits; one that was chosen elsewhere is among them.
func (g *generalChoices) seconds() []widget.Option {
	choices := slices.Clone(model.UndoSends)
	if at, found := slices.BinarySearch(choices, g.owner.state.UndoSend); !found {
		choices = slices.Insert(choices, at, g.owner.state.UndoSend)
	}
	var options []widget.Option
	for _, n := range choices {
		label := g.owner.words.T(words.SettingsSeconds, n)
		if n == 0 {
			label = g.owner.words.T(words.SettingsUndoNone)
		}
		options = append(options, widget.Option{Value: strconv.Itoa(n), Label: label})
	}
	return options
}

// keepFocus returns what gives the focus back to the choice that has it now, once the pieces were made anew.
func keepFocus(v *Settings, before []*widget.Choice) func(after []*widget.Choice) {
	c := fyne.CurrentApp().Driver().CanvasForObject(v)
	if c == nil {
		return func([]*widget.Choice) {}
	}
	at := slices.IndexFunc(before, func(choice *widget.Choice) bool { return choice != nil && c.Focused() == fyne.Focusable(choice) })
	return func(after []*widget.Choice) {
		if at >= 0 {
			v.refocus = func() { c.Focus(after[at]) }
		}
	}
}
