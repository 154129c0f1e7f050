package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
)

// arrivalColumns are folder, server, here, difference and last success.
const arrivalColumns = 5

// The kinds of lines in the table of folders.
const (
	arrivalHead = iota
	arrivalSame
	arrivalDiffers
)

const arrivalRowHeight float32 = 30

// arrivalEdges are the places of the columns in parts of the width: where the texts of folder and difference begin,
// where the numbers and the date end.
var arrivalEdges = [arrivalColumns]float32{0, 0.44, 0.56, 0.62, 1}

// newArrivalRow is one line of the table. What differs is said by a word and a sign, not by colour alone.
func newArrivalRow(cells [arrivalColumns]string, kind int) fyne.CanvasObject {
	rule := canvas.NewRectangle(nil)
	row := &painted{objects: []fyne.CanvasObject{rule}}
	style := widget.Style{Size: widget.SizeList, Role: widget.ColorSecondary}
	first := widget.Style{Size: widget.SizeList, Role: widget.ColorText}
	if kind == arrivalHead {
		style, first = widget.StyleMeta, widget.StyleMeta
	}
	texts := make([]*widget.Text, arrivalColumns)
	for i, cell := range cells {
		texts[i] = widget.NewText(cell, style)
		row.objects = append(row.objects, texts[i])
	}
	texts[0].SetStyle(first)
	var sign *widget.Icon
	if kind == arrivalDiffers {
		sign = widget.NewIcon("junk", widget.ColorWaiting, 16)
		texts[0].SetStyle(widget.Style{Size: widget.SizeList, Bold: true, Role: widget.ColorText})
		texts[3].SetStyle(widget.Style{Size: widget.SizeList, Role: widget.ColorWaiting})
	} else if kind == arrivalSame {
		sign = widget.NewIcon("check", widget.ColorGood, 16)
	}
	if sign != nil {
		row.objects = append(row.objects, sign)
	}
	row.style = func() { rule.FillColor = widget.Color(widget.ColorLine) }
	row.least = func() fyne.Size { return fyne.NewSize(320, arrivalRowHeight) }
	row.lay = func(size fyne.Size) {
		rule.Hidden = kind == arrivalHead
		place(rule, 0, 0, size.Width, widget.LineWidth)
		edge := func(i int) float32 { return arrivalEdges[i] * size.Width }
		line := func(i int, x, width float32) { place(texts[i], x, 0, width, size.Height) }
		ending := func(i int) float32 { return min(texts[i].FullWidth(), size.Width) }
		for _, i := range []int{1, 2, 4} {
			line(i, edge(i)-ending(i), ending(i))
		}
		line(0, 0, edge(1)-ending(1)-widget.Gap12)
		x := edge(3)
		if sign != nil {
			place(sign, x, (size.Height-16)/2, 16, 16)
			x += 16 + widget.Gap8
		}
		line(3, x, edge(4)-ending(4)-widget.Gap12-x)
	}
	row.ExtendBaseWidget(row)
	return row
}
