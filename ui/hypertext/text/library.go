package text

import (
	"bytes"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Library finds faces. It is for one goroutine at a time.
type Library struct {
	families map[string]*family
	stacks   map[stackKey]*Stack
	system   *systemFonts
	added    []*family // in the order in which they were added
	lastly   *family   // the font that is always there
}

// family are the faces of one family, by style.
type family struct {
	faces [4]*Face        // regular, bold, italic, bold italic; nil where the family has none
	load  [4]func() *Face // how to get those that are not read yet
}

func styleIndex(bold, italic bool) int {
	i := 0
	if bold {
		i = 1
	}
	if italic {
		i += 2
	}
	return i
}

// NewLibrary returns a library without fonts but for the last resort.
func NewLibrary() *Library {
	l := &Library{families: map[string]*family{}, stacks: map[stackKey]*Stack{}, lastly: &family{}}
	l.lastly.load[0] = func() *Face { return parse(goregular.TTF, 0, false, false) }
	l.lastly.load[1] = func() *Face { return parse(gobold.TTF, 0, true, false) }
	return l
}

// Add gives the library a font file under a family name. The bytes are kept and read when they are needed.
func (l *Library) Add(name string, bold, italic bool, data []byte) {
	name = normalize(name)
	f := l.families[name]
	if f == nil {
		f = &family{}
		l.families[name] = f
		l.added = append(l.added, f)
	}
	f.load[styleIndex(bold, italic)] = func() *Face { return parse(data, 0, bold, italic) }
}

// parse reads a font, or one member of a collection. It returns nil for what is no font.
func parse(data []byte, member int, bold, italic bool) *Face {
	loaders, err := opentype.NewLoaders(bytes.NewReader(data))
	if err != nil || member < 0 || member >= len(loaders) {
		return nil
	}
	f, err := font.NewFont(loaders[member])
	if err != nil {
		return nil
	}
	return newFace(font.NewFace(f), bold, italic)
}

func normalize(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "")) }

// get returns the face of a style, or the nearest there is, nil for none.
func (f *family) get(bold, italic bool) *Face {
	want := styleIndex(bold, italic)
	for _, i := range [...]int{want, want &^ 2, want &^ 1, 0, 1, 2, 3} {
		if f.faces[i] == nil && f.load[i] != nil {
			f.faces[i] = f.load[i]()
			f.load[i] = nil
		}
		if f.faces[i] != nil {
			return f.faces[i]
		}
	}
	return nil
}

// alike are families that may stand in for others, because their letters are as wide or look alike.
var alike = map[string][]string{
	"arial":             {"liberationsans", "arimo", "helvetica", "nimbussans"},
	"helvetica":         {"arial", "liberationsans", "arimo", "nimbussans"},
	"helveticaneue":     {"helvetica", "arial", "liberationsans", "arimo"},
	"sans-serif":        {"arial", "helvetica", "liberationsans", "arimo", "dejavusans", "notosans"},
	"system-ui":         {"segoeui", ".sfnstext", "arial", "liberationsans"},
	"timesnewroman":     {"liberationserif", "tinos", "times", "nimbusroman"},
	"times":             {"timesnewroman", "liberationserif", "tinos", "nimbusroman"},
	"georgia":           {"gelasio", "timesnewroman", "liberationserif"},
	"serif":             {"timesnewroman", "times", "liberationserif", "dejavuserif", "notoserif"},
	"couriernew":        {"liberationmono", "cousine", "courier", "nimbusmonops"},
	"courier":           {"couriernew", "liberationmono", "cousine"},
	"consolas":          {"couriernew", "liberationmono", "dejavusansmono"},
	"monospace":         {"couriernew", "liberationmono", "cousine", "menlo", "dejavusansmono"},
	"verdana":           {"dejavusans"},
	"calibri":           {"carlito", "arial", "liberationsans"},
	"cambria":           {"caladea", "timesnewroman", "liberationserif"},
	"microsoftyahei":    {"pingfangsc", "notosanscjksc"},
	"微软雅黑":              {"microsoftyahei", "pingfangsc", "notosanscjksc"},
	"simsun":            {"songtisc", "notoserifcjksc", "notosanscjksc"},
	"宋体":                {"simsun", "songtisc", "notoserifcjksc", "notosanscjksc"},
	"simhei":            {"heitisc", "notosanscjksc"},
	"黑体":                {"simhei", "heitisc", "notosanscjksc"},
	"pingfangsc":        {"microsoftyahei", "notosanscjksc"},
	"hiraginosansgb":    {"pingfangsc", "microsoftyahei", "notosanscjksc"},
	"microsoftjhenghei": {"pingfangtc", "notosanscjktc"},
}

// find returns a family by name or likeness, nil when there is none.
func (l *Library) find(name string) *family {
	name = normalize(name)
	if f := l.named(name); f != nil {
		return f
	}
	for _, other := range alike[name] {
		if f := l.named(other); f != nil {
			return f
		}
	}
	return nil
}

func (l *Library) named(name string) *family {
	if f := l.families[name]; f != nil {
		return f
	}
	if l.system != nil {
		return l.system.family(name)
	}
	return nil
}

type stackKey struct {
	families     string
	bold, italic bool
}

// Stack is the faces for one style of text: the first is meant, the others help out.
type Stack struct {
	First *Face
	named []*Face
	lib   *Library
	extra map[rune]*Face // of other families, by character
	bold  bool
	slant bool
}

// Stack returns the faces for a list of families, best first. It is never nil and always has a first face.
func (l *Library) Stack(families []string, weight uint16, italic bool) *Stack {
	key := stackKey{families: strings.Join(families, ","), bold: weight >= 600, italic: italic}
	if s := l.stacks[key]; s != nil {
		return s
	}
	s := &Stack{lib: l, extra: map[rune]*Face{}, bold: key.bold, slant: italic}
	for _, name := range append(families[:len(families):len(families)], "sans-serif") {
		if f := l.find(name); f != nil {
			if face := f.get(key.bold, italic); face != nil {
				s.named = append(s.named, face)
			}
		}
		if len(s.named) >= maxNamed {
			break
		}
	}
	if len(s.named) == 0 {
		s.named = append(s.named, l.lastly.get(key.bold, italic))
	}
	s.First = s.named[0]
	if len(l.stacks) > maxStacks {
		clear(l.stacks)
	}
	l.stacks[key] = s
	return s
}

const (
	maxNamed  = 4
	maxStacks = 1000
)

// face returns the face for a character. near is the face of the character before, which is kept where it can be.
func (s *Stack) face(r rune, near *Face) *Face {
	for _, f := range s.named {
		if f.has(r) {
			return f
		}
	}
	if near != nil && near.has(r) {
		return near
	}
	if f, ok := s.extra[r]; ok {
		return f
	}
	f := s.First
	for _, other := range s.lib.added {
		if g := other.get(s.bold, s.slant); g != nil && g.has(r) {
			f = g
			break
		}
	}
	if f == s.First && s.lib.system != nil {
		if g := s.lib.system.fallback(r, s.bold); g != nil {
			f = g
		}
	}
	s.extra[r] = f
	return f
}
