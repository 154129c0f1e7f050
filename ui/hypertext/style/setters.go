package style

import "letterbox/ui/hypertext/css"

// inherits marks the properties that children take over.
var inherits = func() (marks [css.NumProperties]bool) {
	for _, p := range []css.Property{
		css.FontSize, css.TextColor, css.FontFamily, css.FontStyle, css.FontWeight, css.LineHeight, css.LetterSpacing,
		css.WordSpacing, css.TextAlign, css.TextIndent, css.TextTransform, css.WhiteSpace, css.ListStyleType,
		css.ListStylePosition, css.Visibility, css.BorderCollapse, css.BorderSpacing, css.CaptionSide, css.EmptyCells,
		css.Direction, css.WordBreak, css.OverflowWrap,
	} {
		marks[p] = true
	}
	return marks
}()

// setters holds a setter for every property; init fills in the sides.
var setters = [css.NumProperties]setter{
	css.FontSize: {func(d, s *Style) { d.FontSize = s.FontSize }, setFontSize},
	css.TextColor: {func(d, s *Style) { d.Color = s.Color }, func(cp *computing, v css.Value) {
		cp.s.Color = cp.color(v, cp.parent.Color)
	}},
	css.Display:   {func(d, s *Style) { d.Display = s.Original }, word(displayWords, func(s *Style) *Display { return &s.Display })},
	css.Float:     {func(d, s *Style) { d.Float = s.Float }, word(sideWords, func(s *Style) *Side { return &s.Float })},
	css.Clear:     {func(d, s *Style) { d.Clear = s.Clear }, word(sideWords, func(s *Style) *Side { return &s.Clear })},
	css.Position:  {func(d, s *Style) { d.Position = s.Position }, word(positionWords, func(s *Style) *Position { return &s.Position })},
	css.Width:     length(func(s *Style) *Length { return &s.Width }),
	css.Height:    length(func(s *Style) *Length { return &s.Height }),
	css.MinWidth:  length(func(s *Style) *Length { return &s.MinWidth }),
	css.MaxWidth:  length(func(s *Style) *Length { return &s.MaxWidth }),
	css.MinHeight: length(func(s *Style) *Length { return &s.MinHeight }),
	css.MaxHeight: length(func(s *Style) *Length { return &s.MaxHeight }),
	css.BackgroundColor: {func(d, s *Style) { d.Background = s.Background }, func(cp *computing, v css.Value) {
		cp.s.Background = cp.color(v, cp.s.Color)
	}},
	css.BackgroundImage:    {func(d, s *Style) { d.Image.URL, d.Image.Gradient = s.Image.URL, s.Image.Gradient }, setImage},
	css.BackgroundRepeat:   {func(d, s *Style) { d.Image.Repeat = s.Image.Repeat }, func(cp *computing, v css.Value) { cp.s.Image.Repeat = v.Text }},
	css.BackgroundPosition: {func(d, s *Style) { d.Image.X, d.Image.Y = s.Image.X, s.Image.Y }, setImagePosition},
	css.BackgroundSize:     {func(d, s *Style) { d.Image.W, d.Image.H = s.Image.W, s.Image.H }, setImageSize},
	css.FontFamily:         {func(d, s *Style) { d.Families = s.Families }, setFamilies},
	css.FontStyle:          {func(d, s *Style) { d.Italic = s.Italic }, func(cp *computing, v css.Value) { cp.s.Italic = !v.Is("normal") }},
	css.FontWeight:         {func(d, s *Style) { d.Weight = s.Weight }, setWeight},
	css.LineHeight:         {func(d, s *Style) { d.LineHeight = s.LineHeight }, setLineHeight},
	css.LetterSpacing:      {func(d, s *Style) { d.LetterSpacing = s.LetterSpacing }, spacing(func(s *Style) *float32 { return &s.LetterSpacing })},
	css.WordSpacing:        {func(d, s *Style) { d.WordSpacing = s.WordSpacing }, spacing(func(s *Style) *float32 { return &s.WordSpacing })},
	css.TextAlign:          {func(d, s *Style) { d.Align = s.Align }, word(alignWords, func(s *Style) *Align { return &s.Align })},
	css.TextDecoration:     {func(d, s *Style) { d.Underline, d.LineThrough, d.Overline = s.Underline, s.LineThrough, s.Overline }, setDecoration},
	css.TextIndent:         length(func(s *Style) *Length { return &s.Indent }),
	css.TextTransform:      {func(d, s *Style) { d.Transform = s.Transform }, word(transformWords, func(s *Style) *Transform { return &s.Transform })},
	css.WhiteSpace:         {func(d, s *Style) { d.NoWrap, d.KeepSpaces, d.KeepLines = s.NoWrap, s.KeepSpaces, s.KeepLines }, setWhiteSpace},
	css.VerticalAlign:      {func(d, s *Style) { d.Vertical, d.Raise = s.Vertical, s.Raise }, setVertical},
	css.ListStyleType:      {func(d, s *Style) { d.ListType = s.ListType }, word(listWords, func(s *Style) *ListType { return &s.ListType })},
	css.ListStylePosition:  {func(d, s *Style) { d.ListInside = s.ListInside }, is("inside", func(s *Style) *bool { return &s.ListInside })},
	css.Visibility:         {func(d, s *Style) { d.Hidden = s.Hidden }, func(cp *computing, v css.Value) { cp.s.Hidden = !v.Is("visible") }},
	css.Opacity:            {func(d, s *Style) { d.Opacity = s.Opacity }, setOpacity},
	css.Overflow:           {func(d, s *Style) { d.Clips = s.Clips }, func(cp *computing, v css.Value) { cp.s.Clips = !v.Is("visible") }},
	css.TableLayout:        {func(d, s *Style) { d.FixedTable = s.FixedTable }, is("fixed", func(s *Style) *bool { return &s.FixedTable })},
	css.BorderCollapse:     {func(d, s *Style) { d.Collapse = s.Collapse }, is("collapse", func(s *Style) *bool { return &s.Collapse })},
	css.BorderSpacing: {func(d, s *Style) { d.SpacingX, d.SpacingY = s.SpacingX, s.SpacingY }, func(cp *computing, v css.Value) {
		cp.s.SpacingX, cp.s.SpacingY = cp.px(v.List[0]), cp.px(v.List[1])
	}},
	css.CaptionSide:  {func(d, s *Style) { d.CaptionBelow = s.CaptionBelow }, is("bottom", func(s *Style) *bool { return &s.CaptionBelow })},
	css.EmptyCells:   {func(d, s *Style) { d.HideEmpty = s.HideEmpty }, is("hide", func(s *Style) *bool { return &s.HideEmpty })},
	css.Direction:    {func(d, s *Style) { d.RTL = s.RTL }, is("rtl", func(s *Style) *bool { return &s.RTL })},
	css.WordBreak:    {func(d, s *Style) { d.BreakAll, d.KeepAll = s.BreakAll, s.KeepAll }, setWordBreak},
	css.OverflowWrap: {func(d, s *Style) { d.BreakWord, d.BreakNarrow = s.BreakWord, s.BreakNarrow }, setOverflowWrap},
	css.BoxSizing:    {func(d, s *Style) { d.BorderBox = s.BorderBox }, is("border-box", func(s *Style) *bool { return &s.BorderBox })},
	css.ZIndex: {func(d, s *Style) { d.ZIndex, d.HasZIndex = s.ZIndex, s.HasZIndex }, func(cp *computing, v css.Value) {
		cp.s.ZIndex, cp.s.HasZIndex = int(v.N), v.Kind == css.Number
	}},
}

func init() {
	setters[css.MarginTop] = margin(0, func(s *Style) *bool { return &s.QuirkyTop })
	setters[css.MarginBottom] = margin(2, func(s *Style) *bool { return &s.QuirkyBottom })
	for _, i := range [...]int{1, 3} {
		setters[css.MarginTop+css.Property(i)] = length(func(s *Style) *Length { return &s.Margin[i] })
	}
	for i := range 4 {
		p := css.Property(i)
		setters[css.Top+p] = length(func(s *Style) *Length { return &s.Inset[i] })
		setters[css.PaddingTop+p] = length(func(s *Style) *Length { return &s.Padding[i] })
		setters[css.RadiusTopLeft+p] = length(func(s *Style) *Length { return &s.Radius[i] })
		setters[css.BorderTopWidth+p] = setter{
			func(d, s *Style) { d.Border[i].Width = s.Border[i].Width },
			func(cp *computing, v css.Value) { cp.s.Border[i].Width = snap(cp.px(v)) },
		}
		setters[css.BorderTopStyle+p] = setter{
			func(d, s *Style) { d.Border[i].Line = s.Border[i].Line },
			func(cp *computing, v css.Value) { cp.s.Border[i].Line = lineWords[v.Text] },
		}
		setters[css.BorderTopColor+p] = setter{
			func(d, s *Style) { d.Border[i].Color = s.Border[i].Color },
			func(cp *computing, v css.Value) { cp.s.Border[i].Color = cp.color(v, cp.s.Color) },
		}
	}
}

// snap rounds the width of a border down to whole px, but never to none (CSS Values 4 section 6).
func snap(px float32) float32 {
	if px > 0 && px < 1 {
		return 1
	}
	return float32(int(px))
}

func word[T any](words map[string]T, field func(*Style) *T) func(*computing, css.Value) {
	return func(cp *computing, v css.Value) {
		if w, ok := words[v.Text]; ok {
			*field(cp.s) = w
		}
	}
}

func is(text string, field func(*Style) *bool) func(*computing, css.Value) {
	return func(cp *computing, v css.Value) { *field(cp.s) = v.Is(text) }
}

func length(field func(*Style) *Length) setter {
	return setter{
		func(d, s *Style) { *field(d) = *field(s) },
		func(cp *computing, v css.Value) { *field(cp.s) = cp.length(v) },
	}
}

func spacing(field func(*Style) *float32) func(*computing, css.Value) {
	return func(cp *computing, v css.Value) { *field(cp.s) = cp.length(v).Px }
}

func margin(i int, quirky func(*Style) *bool) setter {
	return setter{
		func(d, s *Style) { d.Margin[i], *quirky(d) = s.Margin[i], *quirky(s) },
		func(cp *computing, v css.Value) {
			cp.s.Margin[i] = cp.length(v)
			*quirky(cp.s) = v.Unit == css.Quirky
		},
	}
}
