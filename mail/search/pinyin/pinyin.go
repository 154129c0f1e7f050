// Package pinyin tells how Chinese names are read, for people who type them in Latin letters: zhangsan, zs or zhangs
// for 张三.
//
// Readings come from a table of single characters, so that a character with several readings is found by each of them.
// Tones are left out; ü is v, u or yu, as keyboards and passports have it. The package computes; all functions are safe
// for concurrent use.
package pinyin

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed readings.txt
var table string

// readings are the syllables of each character, the most frequent first. Making the table takes some milliseconds.
var readings = sync.OnceValue(func() map[rune][]string {
	often, seldom := map[rune][]string{}, map[rune][]string{}
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		for i, to := range []map[rune][]string{often, seldom} {
			if i+1 == len(fields) {
				break
			}
			for _, r := range fields[i+1] {
				to[r] = append(to[r], spellings(fields[0])...)
			}
		}
	}
	for r, list := range seldom {
		often[r] = append(often[r], list...)
	}
	return often
})

// spellings are how a syllable is typed.
func spellings(syllable string) []string {
	if !strings.Contains(syllable, "v") {
		return []string{syllable}
	}
	return []string{syllable, strings.Replace(syllable, "v", "u", 1), strings.Replace(syllable, "v", "yu", 1)}
}

// Readings returns how a character is read, the most frequent reading first; nil for one that is not Chinese.
func Readings(r rune) []string { return readings()[r] }

const (
	longest = 8  // characters of a name
	ways    = 16 // ways to read a name
)

// Sounds returns what people type for the Chinese names in a text, sorted, each once: for 张小明 zhangxiaoming, its
// beginnings zhangxiao and zhang, the initials zxm and zx, zhangxm, and the given name's xiaoming and xm.
func Sounds(text string) []string {
	var all []string
	for _, name := range names(text) {
		for _, syllables := range combine(name) {
			all = sounds(all, syllables)
			if len(syllables) > 2 {
				all = given(all, syllables[1:])
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// names returns the runs of Chinese characters in a text, as far as they may be names.
func names(text string) (list [][]rune) {
	var run []rune
	for _, r := range text + " " {
		if unicode.Is(unicode.Han, r) {
			if len(run) < longest {
				run = append(run, r)
			}
			continue
		}
		if len(run) > 0 {
			list = append(list, run)
		}
		run = nil
	}
	return list
}

// combine returns the ways to read a name: all, or when they are too many, those of its first character.
func combine(name []rune) [][]string {
	product := 1
	for _, r := range name {
		product = min(product*max(len(Readings(r)), 1), ways+1)
	}
	list := [][]string{nil}
	for i, r := range name {
		of := Readings(r)
		if len(of) == 0 {
			return nil
		}
		if product > ways && i > 0 {
			of = of[:1]
		}
		var longer [][]string
		for _, before := range list {
			for _, syllable := range of {
				longer = append(longer, append(slices.Clip(before), syllable))
			}
		}
		list = longer
	}
	return list
}

// sounds appends the beginnings of a name and of its initials.
func sounds(all, syllables []string) []string {
	full, initials := "", ""
	for i, s := range syllables {
		full += s
		initials += s[:1]
		all = append(all, full)
		if i > 0 {
			all = append(all, initials)
		}
	}
	if len(syllables) > 2 {
		all = append(all, syllables[0]+initials[1:])
	}
	return all
}

// given appends a name and its initials.
func given(all, syllables []string) []string {
	initials := ""
	for _, s := range syllables {
		initials += s[:1]
	}
	return append(all, strings.Join(syllables, ""), initials)
}

// Match reports whether what was typed may mean a name: see Find.
func Match(name, typed string) bool {
	_, _, found := Find(name, typed)
	return found
}

// Find returns the part of a name that what was typed may mean, in bytes. Every Chinese character of it stands for the
// beginning of one of its readings, and every other letter or digit for itself in any case: zhangsan, zs, zhsan and zhangs
// all mean 张三, and cw2 means 财务 2 部. Blanks and the marks between letters are passed over, as is the case of what was
// typed. Nothing was typed is found nowhere.
func Find(name, typed string) (start, end int, found bool) {
	letters := make([]byte, 0, len(typed))
	for _, r := range strings.ToLower(typed) {
		switch {
		case r == 'ü':
			letters = append(letters, 'v')
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			letters = append(letters, byte(r))
		case r != ' ' && r != '\'':
			return 0, 0, false
		}
	}
	if len(letters) == 0 || len(letters) > 6*utf8.RuneCountInString(name) {
		return 0, 0, false
	}
	f := finder{name: name, typed: string(letters), failed: map[[2]int]bool{}}
	inWord := false
	for at, r := range name {
		if within := unicode.IsLetter(r) && len(Readings(r)) == 0; !inWord || !within {
			if end, found := f.from(at, 0); found {
				return at, end, true
			}
			inWord = within
		}
	}
	return 0, 0, false
}

// finder looks for one typed text in one name.
type finder struct {
	name, typed string
	failed      map[[2]int]bool // offsets in both from which on it was looked for in vain
}

// from reports whether the name reads from an offset on like the rest of what was typed, and where that ends.
func (f *finder) from(at, typed int) (end int, found bool) {
	if typed == len(f.typed) {
		return at, true
	}
	if at == len(f.name) || f.failed[[2]int{at, typed}] {
		return 0, false
	}
	r, size := utf8.DecodeRuneInString(f.name[at:])
	for _, syllable := range Readings(r) {
		for n := common(syllable, f.typed[typed:]); n > 0; n-- {
			if end, found = f.from(at+size, typed+n); found {
				return end, true
			}
		}
	}
	switch plain := unicode.ToLower(r); {
	case plain == rune(f.typed[typed]):
		end, found = f.from(at+size, typed+1)
	case typed > 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r):
		end, found = f.from(at+size, typed)
	}
	if !found {
		f.failed[[2]int{at, typed}] = true
	}
	return end, found
}

// common returns how many bytes two texts have in common at their beginning.
func common(a, b string) (n int) {
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
