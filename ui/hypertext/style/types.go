package style

import "letterbox/ui/hypertext/css"

// Length is a computed length: Px plus Pct percent of something that the property defines, or a keyword.
type Length struct {
	Kind LengthKind
	Px   float32
	Pct  float32 // 100 for the whole
}

// LengthKind tells a length from the keywords that stand for one.
type LengthKind uint8

// The kinds of lengths.
const (
	Auto LengthKind = iota
	Fixed
	None       // of max-width and max-height
	MinContent // as narrow as the content allows
	MaxContent // as wide as the content wants
	FitContent
)

// Px returns a length in px.
func Px(n float32) Length { return Length{Kind: Fixed, Px: n} }

// IsPercent reports a length that depends on a percentage.
func (l Length) IsPercent() bool { return l.Kind == Fixed && l.Pct != 0 }

// Of returns the length in px, percentages taken of whole; keywords count as 0.
func (l Length) Of(whole float32) float32 {
	if l.Kind != Fixed {
		return 0
	}
	return l.Px + l.Pct*whole/100
}

// Display is what box an element makes (CSS 2.1 section 9.2.4).
type Display uint8

// The values of display.
const (
	Inline Display = iota
	NoBox
	Block
	InlineBlock
	ListItem
	Table
	InlineTable
	TableRow
	TableRowGroup
	TableHeaderGroup
	TableFooterGroup
	TableColumn
	TableColumnGroup
	TableCell
	TableCaption
	FlowRoot
	Contents
)

var displayWords = map[string]Display{
	"inline": Inline, "none": NoBox, "block": Block, "inline-block": InlineBlock, "list-item": ListItem,
	"table": Table, "inline-table": InlineTable, "table-row": TableRow, "table-row-group": TableRowGroup,
	"table-header-group": TableHeaderGroup, "table-footer-group": TableFooterGroup, "table-column": TableColumn,
	"table-column-group": TableColumnGroup, "table-cell": TableCell, "table-caption": TableCaption,
	"flex": FlowRoot, "grid": FlowRoot, "inline-flex": InlineBlock, "inline-grid": InlineBlock, "flow-root": FlowRoot,
	"contents": Contents,
}

// Side is where a box floats to, or which floats it clears.
type Side uint8

// The sides of floats. Both is for clear only.
const (
	NoSide Side = iota
	LeftSide
	RightSide
	BothSides
)

var sideWords = map[string]Side{"none": NoSide, "left": LeftSide, "right": RightSide, "both": BothSides}

// Position is a positioning scheme (CSS 2.1 section 9.3.1).
type Position uint8

// The positioning schemes. Sticky boxes are relative ones here, and fixed ones absolute.
const (
	Static Position = iota
	Relative
	Absolute
)

var positionWords = map[string]Position{
	"static": Static, "relative": Relative, "sticky": Relative, "absolute": Absolute, "fixed": Absolute,
}

// Align is where the lines of a block stand (CSS 2.1 section 16.2).
type Align uint8

// The values of text-align. The last three also place blocks, as the align attribute and the center element do.
const (
	AlignStart Align = iota
	AlignLeft
	AlignRight
	AlignCenter
	AlignJustify
	AlignEnd
	BlocksLeft
	BlocksRight
	BlocksCenter
)

var alignWords = map[string]Align{
	"start": AlignStart, "left": AlignLeft, "right": AlignRight, "center": AlignCenter, "justify": AlignJustify,
	"end": AlignEnd, "-webkit-left": BlocksLeft, "-webkit-right": BlocksRight, "-webkit-center": BlocksCenter,
	"-moz-center": BlocksCenter,
}

// Transform is a change of letters (CSS 2.1 section 16.5).
type Transform uint8

// The values of text-transform.
const (
	NoTransform Transform = iota
	Capitalize
	Uppercase
	Lowercase
)

var transformWords = map[string]Transform{"none": NoTransform, "capitalize": Capitalize, "uppercase": Uppercase, "lowercase": Lowercase}

// Vertical is where an inline box stands in its line, or the content of a cell in its row (CSS 2.1 section 10.8.1).
type Vertical uint8

// The values of vertical-align. Raised is by Style.Raise.
const (
	Baseline Vertical = iota
	Sub
	Super
	VTop
	TextTop
	Middle
	VBottom
	TextBottom
	Raised
	BaselineMiddle // of images with align="middle": the baseline, not the middle of small letters
)

var verticalWords = map[string]Vertical{
	"baseline": Baseline, "sub": Sub, "super": Super, "top": VTop, "text-top": TextTop, "middle": Middle,
	"bottom": VBottom, "text-bottom": TextBottom, "-webkit-baseline-middle": BaselineMiddle,
}

// Line is the style of a border.
type Line uint8

// The styles of borders, in the order in which they win where cells share a border (CSS 2.1 section 17.6.2.1).
const (
	NoLine Line = iota
	Inset
	Groove
	Outset
	Ridge
	Dotted
	Dashed
	Solid
	Double
	HiddenLine
)

var lineWords = map[string]Line{
	"none": NoLine, "hidden": HiddenLine, "dotted": Dotted, "dashed": Dashed, "solid": Solid, "double": Double,
	"groove": Groove, "ridge": Ridge, "inset": Inset, "outset": Outset,
}

// ListType is a kind of marker.
type ListType uint8

// The kinds of markers.
const (
	Disc ListType = iota
	Circle
	Square
	Decimal
	DecimalZero
	LowerRoman
	UpperRoman
	LowerAlpha
	UpperAlpha
	LowerGreek
	NoMarker
)

var listWords = map[string]ListType{
	"disc": Disc, "circle": Circle, "square": Square, "decimal": Decimal, "decimal-leading-zero": DecimalZero,
	"lower-roman": LowerRoman, "upper-roman": UpperRoman, "lower-alpha": LowerAlpha, "upper-alpha": UpperAlpha,
	"lower-latin": LowerAlpha, "upper-latin": UpperAlpha, "lower-greek": LowerGreek, "none": NoMarker,
}

// Border is one side of a border.
type Border struct {
	Width float32 // px; 0 when there is no line
	Line  Line
	Color css.Color
}

// Image is the picture of a background. Only its address is known here.
type Image struct {
	URL      string
	Repeat   string
	X, Y     Length
	W, H     Length
	Cover    bool
	Contain  bool
	Gradient []css.Color // from top to bottom, when there is no address
}
