package imap

import (
	"fmt"
	"slices"
	"strings"

	"letterbox/mail"
)

// mostLevels is how deep a tree of folders may be. What lies deeper is shown as one name.
const mostLevels = 32

// namePaths gives each folder of a list a path for people that no other one has, whatever the servers put into names.
// Each level is decoded by itself, so that a delimiter inside a name does not make another level of it. Of names that
// decode to the same text the one that is written as the standard has it keeps the text; the others are shown as they are
// on the wire, or with a number behind them, and what lies below them lies below them for people too. The same names get
// the same paths, in whatever order a server lists them.
func namePaths(folders []mail.Folder) {
	inbox := level{number: 1, text: "INBOX"}
	n := naming{levels: make(map[string]level), taken: map[spot]bool{{0, inbox.text}: true}, inbox: inbox, done: make(map[string]bool)}
	order := make([]int, len(folders))
	for i := range folders {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if plainA, plainB := plainName(folders[a]), plainName(folders[b]); plainA != plainB {
			return map[bool]int{true: -1, false: 1}[plainA]
		}
		return strings.Compare(folders[a].Wire, folders[b].Wire)
	})
	for _, i := range order {
		f := &folders[i]
		f.Path = n.unique(n.path(f.Wire, f.Delimiter))
	}
}

// naming remembers what is given away.
type naming struct {
	levels map[string]level // by the wire name that ends with the level
	taken  map[spot]bool
	inbox  level
	done   map[string]bool // whole paths
}

// level is a node of the tree of names.
type level struct {
	number int // 0 is the root
	text   string
}

// spot is a place below a node.
type spot struct {
	parent int
	text   string
}

// path makes the path of a folder out of its levels.
func (n naming) path(wire, delimiter string) string {
	var path strings.Builder
	start, parent := 0, 0
	for _, end := range levelEnds(wire, delimiter) {
		if start > 0 {
			path.WriteString(delimiter)
		}
		l, known := n.levels[wire[:end]]
		switch {
		case start == 0 && strings.EqualFold(wire[:end], n.inbox.text):
			l = n.inbox
		case !known:
			l = level{len(n.levels) + 2, n.free(parent, wire[start:end], delimiter)}
			n.levels[wire[:end]], n.taken[spot{parent, l.text}] = l, true
		}
		path.WriteString(l.text)
		start, parent = end+len(delimiter), l.number
	}
	return path.String()
}

// free returns how a level is shown below a node: by a text that nothing else has there.
func (n naming) free(parent int, wire, delimiter string) string {
	text := levelText(wire, delimiter)
	for _, c := range []string{text, levelRaw(wire, delimiter)} {
		if !n.taken[spot{parent, c}] {
			return c
		}
	}
	for i := 2; ; i++ {
		if c := fmt.Sprintf("%s (%d)", text, i); !n.taken[spot{parent, c}] {
			return c
		}
	}
}

// levelEnds returns where the levels of a name end. A delimiter at the end of a name makes no level.
func levelEnds(wire, delimiter string) (ends []int) {
	if delimiter == "" {
		return []int{len(wire)}
	}
	whole := len(wire)
	for strings.HasSuffix(wire[:whole], delimiter) {
		whole -= len(delimiter)
	}
	if whole == 0 {
		return []int{len(wire)}
	}
	for at := 0; len(ends) < mostLevels-1; {
		next := strings.Index(wire[at:whole], delimiter)
		if next < 0 {
			break
		}
		ends = append(ends, at+next)
		at += next + len(delimiter)
	}
	return append(ends, whole)
}

// unique makes a whole path another than those that were given before: with several delimiters in one list, different
// levels may make the same path.
func (n naming) unique(path string) string {
	free := path
	for i := 2; n.done[free]; i++ {
		free = fmt.Sprintf("%s (%d)", path, i)
	}
	n.done[free] = true
	return free
}

// plainName reports whether a name is written as the standard has it, and shown as what it says.
func plainName(f mail.Folder) bool {
	start := 0
	for _, end := range levelEnds(f.Wire, f.Delimiter) {
		name := f.Wire[start:end]
		if encodeUTF7(levelText(name, f.Delimiter)) != name {
			return false
		}
		start = end + len(f.Delimiter)
	}
	return true
}

// levelText makes text for people of one level of a name. It holds no delimiter and is never blank.
func levelText(wire, delimiter string) string { return undelimited(readable(wire), delimiter) }

// levelRaw is levelText for a level as it is on the wire.
func levelRaw(wire, delimiter string) string {
	if !isASCII(wire) {
		return levelText(wire, delimiter)
	}
	return undelimited(printable(wire), delimiter)
}

// lookalikes stand for delimiters inside of names.
var lookalikes = map[string]string{"/": "\u2215", ".": "\u2024", `\`: "\u2216"}

func undelimited(text, delimiter string) string {
	if strings.TrimSpace(text) == "" {
		return "\uFFFD"
	}
	if delimiter == "" || !strings.Contains(text, delimiter) {
		return text
	}
	other, known := lookalikes[delimiter]
	if !known {
		other = "\uFFFD"
	}
	return strings.ReplaceAll(text, delimiter, other)
}
