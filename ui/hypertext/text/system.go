package text

import (
	"os"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// systemFonts are the fonts of the machine. They are read when a text needs them.
type systemFonts struct {
	families map[string]*family
	all      []*fontscan.Footprint
	named    map[string][]*fontscan.Footprint
	read     map[*fontscan.Footprint]*Face
}

// UseSystem adds the fonts of the machine to the library. cache is a folder for the list of them, "" for the usual
// one of the machine. Making the list the first time takes a second or two; where there are no fonts nothing
// changes.
func (l *Library) UseSystem(cache string) error {
	prints, err := fontscan.SystemFonts(silence{}, cache)
	if err != nil {
		return err
	}
	l.addSystem(prints)
	return nil
}

func (l *Library) addSystem(prints []fontscan.Footprint) {
	s := &systemFonts{families: map[string]*family{}, named: map[string][]*fontscan.Footprint{}, read: map[*fontscan.Footprint]*Face{}}
	for i := range prints {
		p := &prints[i]
		name := normalize(p.Family)
		s.all = append(s.all, p)
		s.named[name] = append(s.named[name], p)
		f := s.families[name]
		if f == nil {
			f = &family{}
			s.families[name] = f
		}
		at := styleIndex(p.Aspect.Weight >= font.WeightSemibold, p.Aspect.Style == font.StyleItalic)
		if f.load[at] == nil || nearer(p.Aspect.Weight, at&1 == 1) {
			f.load[at] = func() *Face { return s.open(p) }
		}
	}
	l.system = s
	clear(l.stacks)
}

// nearer reports the weights that people mean by regular and bold, among the many that a family may have.
func nearer(w font.Weight, bold bool) bool {
	if bold {
		return w == font.WeightBold
	}
	return w == font.WeightNormal
}

func (s *systemFonts) family(name string) *family { return s.families[name] }

func (s *systemFonts) open(p *fontscan.Footprint) *Face {
	if f, ok := s.read[p]; ok {
		return f
	}
	var f *Face
	if data, err := os.ReadFile(p.Location.File); err == nil {
		f = parse(data, int(p.Location.Index), p.Aspect.Weight >= font.WeightSemibold, p.Aspect.Style == font.StyleItalic)
	}
	s.read[p] = f
	return f
}

// preferred are families for characters that the chosen font lacks, best first.
var preferred = []string{
	"microsoftyahei", "pingfangsc", "notosanscjksc", "notosanscjkjp", "sourcehansanssc", "wenquanyizenhei",
	"applecoloremoji", "segoeuiemoji", "notocoloremoji", "segoeuisymbol", "dejavusans", "notosans",
}

// fallback returns a face of the machine that has the character, nil for none. Fonts are read only when the list of
// the machine says that they have it.
func (s *systemFonts) fallback(r rune, bold bool) *Face {
	for _, name := range preferred {
		if f := s.families[name]; f != nil && s.claims(name, r) {
			if face := f.get(bold, false); face != nil && face.has(r) {
				return face
			}
		}
	}
	for _, p := range s.all {
		if p.Runes.Contains(r) && !strings.Contains(p.Family, "lastresort") {
			if f := s.open(p); f != nil && f.has(r) {
				return f
			}
		}
	}
	return nil
}

// claims reports that a font of the family has the character.
func (s *systemFonts) claims(name string, r rune) bool {
	for _, p := range s.named[name] {
		if p.Runes.Contains(r) {
			return true
		}
	}
	return false
}

// silence is a logger for what nobody can act on: which files of the machine are no fonts.
type silence struct{}

func (silence) Printf(string, ...any) {}
