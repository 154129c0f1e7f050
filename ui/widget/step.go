package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"
)

// StepState is how far a step is.
type StepState int

// The states. Each has its own shape, so that colour is not needed to tell them apart.
const (
	StepPending StepState = iota // an empty circle
	StepRunning                  // an open ring that turns
	StepDone                     // a tick
	StepFailed                   // a cross
	StepSkipped                  // a dash
)

// Step is a row of a list of steps: a sign, a name, and at the right how long it took.
type Step struct {
	fynewidget.BaseWidget
	state      StepState
	name, note string
	turn       *fyne.Animation
	sign       *canvas.Arc
}

// StepHeight is the height of a row.
const StepHeight float32 = 32

const stepSign float32 = 18

// NewStep returns a row that has not begun.
func NewStep(name string) *Step {
	s := &Step{name: name, sign: canvas.NewArc(0, 270, 0.78, Color(ColorAccent))}
	s.ExtendBaseWidget(s)
	return s
}

// Set changes the state and the note at the right. Nothing happens when all is the same.
func (s *Step) Set(state StepState, name, note string) {
	if s.state == state && s.note == note && s.name == name {
		return
	}
	s.state, s.note, s.name = state, note, name
	s.animate()
	s.Refresh()
}

// animate turns the ring while the step runs. The animation belongs to the row and is stopped by its next state: a
// row that leaves the screen has to be set to another one.
func (s *Step) animate() {
	switch {
	case s.state != StepRunning && s.turn != nil:
		s.turn.Stop()
		s.turn = nil
		return
	case s.state != StepRunning || s.turn != nil:
		return
	}
	s.turn = fyne.NewAnimation(time.Second, func(part float32) {
		s.sign.StartAngle = 360 * part
		s.sign.EndAngle = s.sign.StartAngle + 270
		s.sign.Refresh()
	})
	s.turn.Curve = fyne.AnimationLinear
	s.turn.RepeatCount = fyne.AnimationRepeatForever
	s.turn.Start()
}

// CreateRenderer implements fyne.Widget.
func (s *Step) CreateRenderer() fyne.WidgetRenderer {
	circle, picture := &canvas.Circle{}, newPicture()
	name, note := newText(SizeInterface, false), newText(SizeMeta, false)
	note.Alignment = fyne.TextAlignTrailing
	return draw(&drawing{
		owner:   s,
		objects: []fyne.CanvasObject{circle, s.sign, picture, name, note},
		layout: func(size fyne.Size) {
			top := round((size.Height - stepSign) / 2)
			circle.Move(fyne.NewPos(0, top))
			circle.Resize(fyne.NewSquareSize(stepSign))
			s.sign.Move(fyne.NewPos(0, top))
			s.sign.Resize(fyne.NewSquareSize(stepSign))
			picture.Move(fyne.NewPos(3, top+3))
			picture.Resize(fyne.NewSquareSize(stepSign - 6))
			noteWidth := face{SizeMeta, false}.measure(s.note)
			room := size.Width - stepSign - 10 - noteWidth - Gap8
			name.Text = Truncate(s.name, room, SizeInterface, false)
			placeText(name, stepSign+10, (size.Height-LineHeight(SizeInterface))/2, room)
			placeText(note, size.Width-noteWidth, (size.Height-LineHeight(SizeMeta))/2, noteWidth)
		},
		min: func() fyne.Size {
			return fyne.NewSize(stepSign+10+face{SizeInterface, false}.measure(s.name)+Gap8+face{SizeMeta, false}.measure(s.note), StepHeight)
		},
		paint: func() {
			note.Text, note.Color = s.note, Color(ColorSecondary)
			name.Color = Color(ColorText)
			s.sign.Hidden = s.state != StepRunning
			s.sign.FillColor = Color(ColorAccent)
			circle.Hidden = s.state == StepRunning
			circle.FillColor, circle.StrokeColor, circle.StrokeWidth = Color(ColorSurface), Color(ColorLine), LineWidth
			picture.Hidden = s.state == StepPending || s.state == StepRunning
			switch s.state {
			case StepDone:
				circle.FillColor, circle.StrokeWidth = Color(ColorGoodWeak), 0
				setPicture(picture, IconResource("check", Color(ColorGood)))
			case StepFailed:
				circle.FillColor, circle.StrokeWidth = Color(ColorFailedWeak), 0
				setPicture(picture, IconResource("cross", Color(ColorFailed)))
			case StepSkipped:
				setPicture(picture, IconResource("dash", Color(ColorSecondary)))
				name.Color = Color(ColorSecondary)
			case StepPending:
				name.Color = Color(ColorFaint)
			case StepRunning:
			}
		},
	})
}

// RailStep is a step of the rail of a wizard: a numbered circle and a name.
type RailStep struct {
	fynewidget.BaseWidget
	number, name  string
	current, done bool
}

// NewRailStep returns a step that is ahead.
func NewRailStep(number, name string) *RailStep {
	s := &RailStep{number: number, name: name}
	s.ExtendBaseWidget(s)
	return s
}

// Set changes the name, and whether the step is the present one or lies behind.
func (s *RailStep) Set(name string, current, done bool) {
	if s.name == name && s.current == current && s.done == done {
		return
	}
	s.name, s.current, s.done = name, current, done
	s.Refresh()
}

const railSign float32 = 24

// CreateRenderer implements fyne.Widget.
func (s *RailStep) CreateRenderer() fyne.WidgetRenderer {
	circle, picture := &canvas.Circle{}, newPicture()
	number, name := newText(SizeMeta, false), newText(SizeInterface, false)
	number.Alignment = fyne.TextAlignCenter
	return draw(&drawing{
		owner:   s,
		objects: []fyne.CanvasObject{circle, picture, number, name},
		layout: func(size fyne.Size) {
			top := (size.Height - railSign) / 2
			circle.Move(fyne.NewPos(0, top))
			circle.Resize(fyne.NewSquareSize(railSign))
			picture.Move(fyne.NewPos(5, top+5))
			picture.Resize(fyne.NewSquareSize(railSign - 10))
			placeText(number, 0, (size.Height-LineHeight(SizeMeta))/2, railSign)
			placeText(name, railSign+Gap12, (size.Height-LineHeight(SizeInterface))/2, size.Width-railSign-Gap12)
		},
		min: func() fyne.Size { return fyne.NewSize(160, railSign) },
		paint: func() {
			number.Text, name.Text = s.number, s.name
			number.TextStyle.Bold, name.TextStyle.Bold = s.current, s.current
			number.Hidden, picture.Hidden = s.done, !s.done
			number.Color, name.Color = Color(ColorSecondary), Color(ColorSecondary)
			circle.FillColor, circle.StrokeColor, circle.StrokeWidth = Color(ColorSidebar), Color(ColorLine), LineWidth
			switch {
			case s.current:
				circle.FillColor, circle.StrokeWidth = Color(ColorAccent), 0
				number.Color, name.Color = Color(ColorOnAccent), Color(ColorText)
			case s.done:
				circle.FillColor, circle.StrokeWidth = Color(ColorGoodWeak), 0
				setPicture(picture, IconResource("check", Color(ColorGood)))
			}
		},
	})
}
