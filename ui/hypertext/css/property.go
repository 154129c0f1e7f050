package css

// Property is a longhand property that the engine knows.
type Property uint8

// The longhand properties, in the order of CSS 2.1's chapters. Four sides are in the order top, right, bottom, left;
// the code counts on it.
const (
	_ Property = iota
	FontSize
	TextColor
	Display
	Float
	Clear
	Position
	Top
	Right
	Bottom
	Left
	Width
	Height
	MinWidth
	MaxWidth
	MinHeight
	MaxHeight
	MarginTop
	MarginRight
	MarginBottom
	MarginLeft
	PaddingTop
	PaddingRight
	PaddingBottom
	PaddingLeft
	BorderTopWidth
	BorderRightWidth
	BorderBottomWidth
	BorderLeftWidth
	BorderTopStyle
	BorderRightStyle
	BorderBottomStyle
	BorderLeftStyle
	BorderTopColor
	BorderRightColor
	BorderBottomColor
	BorderLeftColor
	RadiusTopLeft
	RadiusTopRight
	RadiusBottomRight
	RadiusBottomLeft
	BackgroundColor
	BackgroundImage
	BackgroundRepeat
	BackgroundPosition
	BackgroundSize
	FontFamily
	FontStyle
	FontWeight
	LineHeight
	LetterSpacing
	WordSpacing
	TextAlign
	TextDecoration
	TextIndent
	TextTransform
	WhiteSpace
	VerticalAlign
	ListStyleType
	ListStylePosition
	Visibility
	Opacity
	Overflow
	TableLayout
	BorderCollapse
	BorderSpacing
	CaptionSide
	EmptyCells
	Direction
	WordBreak
	OverflowWrap
	BoxSizing
	ZIndex
	NumProperties
)

// accepts tells which single values a property takes.
type accepts struct {
	property Property
	words    string // separated by spaces
	length   bool
	percent  bool
	number   bool
	color    bool
	negative bool
	quirky   bool // in quirks mode a number is a length in px
}

const (
	borderStyles = "none hidden dotted dashed solid double groove ridge inset outset"
	displays     = "none inline block inline-block list-item table inline-table table-row table-row-group table-header-group table-footer-group table-column table-column-group table-cell table-caption flex inline-flex grid inline-grid flow-root contents"
	listTypes    = "disc circle square decimal decimal-leading-zero lower-roman upper-roman lower-alpha upper-alpha lower-latin upper-latin lower-greek none"
)

// longhands are the properties with one value, by name.
var longhands = map[string]accepts{
	"font-size":           {property: FontSize, words: "xx-small x-small small medium large x-large xx-large larger smaller", length: true, percent: true, quirky: true},
	"color":               {property: TextColor, color: true},
	"display":             {property: Display, words: displays},
	"float":               {property: Float, words: "left right none"},
	"clear":               {property: Clear, words: "left right both none"},
	"position":            {property: Position, words: "static relative absolute fixed sticky"},
	"top":                 offset(Top),
	"right":               offset(Right),
	"bottom":              offset(Bottom),
	"left":                offset(Left),
	"width":               size(Width, "auto min-content max-content fit-content"),
	"height":              size(Height, "auto min-content max-content fit-content"),
	"min-width":           size(MinWidth, "auto min-content max-content"),
	"max-width":           size(MaxWidth, "none min-content max-content"),
	"min-height":          size(MinHeight, "auto"),
	"max-height":          size(MaxHeight, "none"),
	"margin-top":          offset(MarginTop),
	"margin-right":        offset(MarginRight),
	"margin-bottom":       offset(MarginBottom),
	"margin-left":         offset(MarginLeft),
	"padding-top":         size(PaddingTop, ""),
	"padding-right":       size(PaddingRight, ""),
	"padding-bottom":      size(PaddingBottom, ""),
	"padding-left":        size(PaddingLeft, ""),
	"border-top-width":    borderWidth(BorderTopWidth),
	"border-right-width":  borderWidth(BorderRightWidth),
	"border-bottom-width": borderWidth(BorderBottomWidth),
	"border-left-width":   borderWidth(BorderLeftWidth),
	"border-top-style":    {property: BorderTopStyle, words: borderStyles},
	"border-right-style":  {property: BorderRightStyle, words: borderStyles},
	"border-bottom-style": {property: BorderBottomStyle, words: borderStyles},
	"border-left-style":   {property: BorderLeftStyle, words: borderStyles},
	"border-top-color":    {property: BorderTopColor, color: true},
	"border-right-color":  {property: BorderRightColor, color: true},
	"border-bottom-color": {property: BorderBottomColor, color: true},
	"border-left-color":   {property: BorderLeftColor, color: true},
	"background-color":    {property: BackgroundColor, color: true},
	"font-style":          {property: FontStyle, words: "normal italic oblique"},
	"font-weight":         {property: FontWeight, words: "normal bold bolder lighter", number: true},
	"line-height":         {property: LineHeight, words: "normal", length: true, percent: true, number: true},
	"letter-spacing":      {property: LetterSpacing, words: "normal", length: true, negative: true, quirky: true},
	"word-spacing":        {property: WordSpacing, words: "normal", length: true, negative: true, quirky: true},
	"text-align":          {property: TextAlign, words: "left right center justify start end -webkit-left -webkit-right -webkit-center -moz-center"},
	"text-indent":         {property: TextIndent, length: true, percent: true, negative: true, quirky: true},
	"text-transform":      {property: TextTransform, words: "none capitalize uppercase lowercase full-width"},
	"white-space":         {property: WhiteSpace, words: "normal nowrap pre pre-wrap pre-line break-spaces"},
	"vertical-align":      {property: VerticalAlign, words: "baseline sub super top text-top middle bottom text-bottom -webkit-baseline-middle", length: true, percent: true, negative: true, quirky: true},
	"list-style-type":     {property: ListStyleType, words: listTypes},
	"list-style-position": {property: ListStylePosition, words: "inside outside"},
	"visibility":          {property: Visibility, words: "visible hidden collapse"},
	"opacity":             {property: Opacity, number: true, percent: true, negative: true},
	"table-layout":        {property: TableLayout, words: "auto fixed"},
	"border-collapse":     {property: BorderCollapse, words: "collapse separate"},
	"caption-side":        {property: CaptionSide, words: "top bottom"},
	"empty-cells":         {property: EmptyCells, words: "show hide"},
	"direction":           {property: Direction, words: "ltr rtl"},
	"word-break":          {property: WordBreak, words: "normal break-all keep-all break-word"},
	"overflow-wrap":       {property: OverflowWrap, words: "normal break-word anywhere"},
	"word-wrap":           {property: OverflowWrap, words: "normal break-word anywhere"},
	"box-sizing":          {property: BoxSizing, words: "content-box border-box"},
	"-webkit-box-sizing":  {property: BoxSizing, words: "content-box border-box"},
	"-moz-box-sizing":     {property: BoxSizing, words: "content-box border-box"},
	"z-index":             {property: ZIndex, words: "auto", number: true, negative: true},

	"border-top-left-radius":     size(RadiusTopLeft, ""),
	"border-top-right-radius":    size(RadiusTopRight, ""),
	"border-bottom-right-radius": size(RadiusBottomRight, ""),
	"border-bottom-left-radius":  size(RadiusBottomLeft, ""),
}

func offset(p Property) accepts {
	return accepts{property: p, words: "auto", length: true, percent: true, negative: true, quirky: true}
}

func size(p Property, words string) accepts {
	return accepts{property: p, words: words, length: true, percent: true, quirky: true}
}

func borderWidth(p Property) accepts {
	return accepts{property: p, words: "thin medium thick", length: true, quirky: true}
}
