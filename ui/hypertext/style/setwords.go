package style

import (
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/css"
)

// color computes a color; current is what currentcolor means.
func (cp *computing) color(v css.Value, current css.Color) css.Color {
	if v.Kind == css.RGB {
		return v.Color
	}
	return current
}

func setFamilies(cp *computing, v css.Value) {
	families := make([]string, len(v.List))
	for i, f := range v.List {
		families[i] = f.Text
	}
	cp.s.Families = families
}

func setWhiteSpace(cp *computing, v css.Value) {
	s := cp.s
	s.NoWrap, s.KeepSpaces, s.KeepLines = false, false, false
	switch v.Text {
	case "nowrap":
		s.NoWrap = true
	case "pre":
		s.NoWrap, s.KeepSpaces, s.KeepLines = true, true, true
	case "pre-wrap", "break-spaces":
		s.KeepSpaces, s.KeepLines = true, true
	case "pre-line":
		s.KeepLines = true
	}
}

func setWordBreak(cp *computing, v css.Value) {
	cp.s.BreakAll, cp.s.KeepAll = v.Is("break-all"), v.Is("keep-all")
	if v.Is("break-word") {
		cp.s.BreakWord, cp.s.BreakNarrow = true, true
	}
}

func setOverflowWrap(cp *computing, v css.Value) {
	cp.s.BreakWord = !v.Is("normal")
	cp.s.BreakNarrow = v.Is("anywhere")
}

func setOpacity(cp *computing, v css.Value) {
	n := v.N
	if v.Kind == css.Percent {
		n /= 100
	}
	cp.s.Opacity = max(0, min(1, n))
}

// setDecoration sets the lines of the element itself; adjust adds those of its ancestors.
func setDecoration(cp *computing, v css.Value) {
	cp.s.Underline, cp.s.LineThrough, cp.s.Overline = false, false, false
	for _, line := range v.List {
		switch line.Text {
		case "underline":
			cp.s.Underline = true
		case "line-through":
			cp.s.LineThrough = true
		case "overline":
			cp.s.Overline = true
		}
	}
}

func setImage(cp *computing, v css.Value) {
	cp.s.Image.URL, cp.s.Image.Gradient = "", nil
	switch v.Kind {
	case css.URL:
		cp.s.Image.URL = v.Text
	case css.Func:
		for _, a := range v.List {
			if a.Kind == css.RGB {
				cp.s.Image.Gradient = append(cp.s.Image.Gradient, a.Color)
			} else if c, ok := css.NamedColor(a.Text); ok && a.Kind == css.Word {
				cp.s.Image.Gradient = append(cp.s.Image.Gradient, c)
			}
		}
	default: // none
	}
}

func setImagePosition(cp *computing, v css.Value) {
	cp.s.Image.X, cp.s.Image.Y = cp.length(v.List[0]), cp.length(v.List[1])
}

func setImageSize(cp *computing, v css.Value) {
	i := &cp.s.Image
	i.W, i.H, i.Cover, i.Contain = Length{}, Length{}, v.Is("cover"), v.Is("contain")
	if v.Kind == css.List {
		i.W, i.H = cp.length(v.List[0]), cp.length(v.List[1])
	}
}

// IsReplaced reports an element whose content comes from elsewhere (CSS 2.1 section 3.1). Form controls count too:
// they are shown as empty boxes.
func IsReplaced(a atom.Atom) bool { return a == atom.Img || IsControl(a) }

// IsControl reports a form control. Controls do nothing here.
func IsControl(a atom.Atom) bool { return a == atom.Input || a == atom.Select || a == atom.Textarea }
