package widget

import "fyne.io/fyne/v2"

// TextMark is a place in the text of a TextView that was looked for. Start and End are byte offsets.
type TextMark struct{ Start, End int }

// SetMarks puts a ground behind places of the text, in order and without overlaps. They stay until others are set.
func (v *TextView) SetMarks(marks []TextMark) {
	if len(marks) == 0 && len(v.marks) == 0 {
		return
	}
	v.marks = marks
	v.Refresh()
}

// drawMarks puts grounds behind the marked places of a line.
func (v *TextView) drawMarks(pool *linePool, i int) {
	l := v.lines[i]
	for n := firstAfter(len(v.marks), l.start, func(i int) int { return v.marks[i].End }); n < len(v.marks) && v.marks[n].Start < l.end; n++ {
		from, to := max(v.marks[n].Start, l.start), min(v.marks[n].End, l.end, len(v.text))
		if from >= to {
			continue
		}
		x, width := v.face().measure(v.text[l.start:from]), v.face().measure(v.text[from:to])
		r := pool.rectangle()
		r.FillColor, r.CornerRadius = Color(ColorWaitingWeak), 3
		r.Move(fyne.NewPos(x-1, float32(i)*LineHeight(v.style.Size)+2))
		r.Resize(fyne.NewSize(width+2, LineHeight(v.style.Size)-4))
	}
}
