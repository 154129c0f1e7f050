package view

import (
	"slices"
	"strconv"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// leaves is the option that leaves mail on the server.
const leaves = "leave"

// drawCollecting shows what becomes of mail on the server of a maildrop once it was collected.
func (v *Settings) drawCollecting(a mail.Account) {
	e := v.editor
	if e.collecting == nil {
		e.collecting = v.config.Settings.Collecting(a, func(model.CollectingState) {
			if v.editor == e && e.collecting != nil { // not while it is being made
				v.draw(v.state)
			}
		})
	}
	if e.collecting == nil {
		return
	}
	s := e.collecting.State()
	if e.collects == nil {
		e.collects = widget.NewChoice(nil, "", func(value string) { e.collecting.Choose(collectRule(value)) })
		e.collects.OnKey(v.TypedKey)
	}
	e.collects.SetOptions(v.collectOptions(s.Rule))
	e.collects.SetValue(collectValue(s.Rule))
	hint := words.CollectLeaveHint
	if s.Rule.Remove {
		hint = words.CollectHint
	}
	v.section(widget.Gap24, words.CollectTitle, e.collects, v.words.T(hint))
	if s.Problem != nil {
		v.column.Add(widget.Gap4, widget.NewParagraph(words.Explain(v.words.Language(), s.Problem).Headline, widget.StyleFailed))
	}
}

func collectValue(rule mail.Collecting) string {
	if !rule.Remove {
		return leaves
	}
	return strconv.Itoa(rule.Days)
}

// collectRule is the inverse of collectValue; what is not understood leaves mail where it is.
func collectRule(value string) mail.Collecting {
	days, err := strconv.Atoi(value)
	if err != nil {
		return mail.Collecting{}
	}
	return mail.Collecting{Remove: true, Days: days}
}

// collectOptions are what can be chosen; what is chosen is among them, whoever chose it.
func (v *Settings) collectOptions(rule mail.Collecting) []widget.Option {
	days := slices.Clone(model.CollectDays)
	if rule.Remove && !slices.Contains(days, rule.Days) {
		days = append(days, rule.Days)
	}
	options := []widget.Option{{Value: leaves, Label: v.words.T(words.CollectLeave)}}
	for _, n := range days {
		label := v.words.T(words.CollectRemove, n)
		if n == 0 {
			label = v.words.T(words.CollectAtOnce)
		}
		options = append(options, widget.Option{Value: strconv.Itoa(n), Label: label})
	}
	return options
}
