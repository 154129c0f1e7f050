package style

import "letterbox/ui/hypertext/css"

// Inherited are the computed values that children take over (CSS 2.1 section 6.2).
type Inherited struct {
	Color         css.Color
	FontSize      float32 // px
	Families      []string
	Weight        uint16
	Italic        bool
	LineHeight    LineHeight
	LetterSpacing float32
	WordSpacing   float32
	Align         Align
	Indent        Length
	Transform     Transform
	NoWrap        bool // white-space: lines break only where the text says so
	KeepSpaces    bool // white-space: spaces and tabs are kept
	KeepLines     bool // white-space: line feeds break lines
	ListType      ListType
	ListInside    bool
	Hidden        bool // visibility
	Collapse      bool // border-collapse
	SpacingX      float32
	SpacingY      float32
	CaptionBelow  bool
	HideEmpty     bool
	RTL           bool
	BreakAll      bool // word-break
	KeepAll       bool
	BreakWord     bool // overflow-wrap: a word that does not fit breaks anywhere
	BreakNarrow   bool // and so makes the box narrow where its width depends on the content
}

// LineHeight is the height of lines: normal, a number of font sizes or a length.
type LineHeight struct {
	Kind LineHeightKind
	N    float32
}

// LineHeightKind tells how a LineHeight is meant.
type LineHeightKind uint8

// The kinds of line heights.
const (
	NormalHeight LineHeightKind = iota
	Times                       // the font size
	Exactly                     // px
)

// Style holds the computed values of an element.
type Style struct {
	Inherited

	Display  Display
	Original Display // before floats and positions made a block of it (CSS 2.1 section 9.7)
	Float    Side
	Clear    Side
	Position Position
	Inset    [4]Length

	Width, Height      Length
	MinWidth, MaxWidth Length
	MinHeight          Length
	MaxHeight          Length
	Margin, Padding    [4]Length
	QuirkyTop          bool // the margin is the program\'s own, which quirks mode ignores at the edges of body and cells
	QuirkyBottom       bool
	Border             [4]Border
	Radius             [4]Length
	BorderBox          bool // box-sizing
	Clips              bool // overflow is not visible
	Background         css.Color
	Image              Image
	Opacity            float32
	Vertical           Vertical
	Raise              float32 // px, for Raised
	FixedTable         bool
	ZIndex             int
	HasZIndex          bool
	Underline          bool // its own, and what its ancestors draw through it
	LineThrough        bool
	Overline           bool
}

// Initial returns the initial values of all properties.
func Initial() *Style {
	s := &Style{
		Inherited: Inherited{Color: css.Black, FontSize: mediumSize, Families: []string{"sans-serif"}, Weight: 400, Indent: Px(0)},
		MaxWidth:  Length{Kind: None},
		MaxHeight: Length{Kind: None},
		Opacity:   1,
	}
	for i := range 4 {
		s.Margin[i], s.Padding[i], s.Radius[i] = Px(0), Px(0), Px(0)
		s.Border[i] = Border{Color: css.Black, Width: 3}
	}
	s.Image.Repeat = "repeat"
	s.Image.X, s.Image.Y = Px(0), Px(0)
	return s
}

const mediumSize = 16

// initial is shared and never written to.
var initial = Initial()

// Child returns the style of an anonymous box inside an element (CSS 2.1 section 9.2.1.1): inherited values, and
// initial ones for the rest.
func (s *Style) Child(d Display) *Style {
	c := *initial
	c.Inherited = s.Inherited
	c.Display, c.Original = d, d
	c.zeroBorders()
	c.Underline, c.LineThrough, c.Overline = s.Underline, s.LineThrough, s.Overline
	return &c
}

// zeroBorders takes the width from borders that have no line.
func (s *Style) zeroBorders() {
	for i := range s.Border {
		if b := &s.Border[i]; b.Line == NoLine || b.Line == HiddenLine {
			b.Width = 0
		}
	}
}

// OutOfFlow reports a box that floats or is positioned absolutely.
func (s *Style) OutOfFlow() bool { return s.Float != NoSide || s.Position == Absolute }

// IsInlineLevel reports a box that stands in lines.
func (s *Style) IsInlineLevel() bool {
	return s.Display == Inline || s.Display == InlineBlock || s.Display == InlineTable
}
