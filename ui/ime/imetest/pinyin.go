package imetest

import (
	"letterbox/ui/ime"
)

// Pinyin is a script that composes letters: space commits the first candidate, a digit the one of its number, Enter
// the letters themselves; BackSpace takes the last letter, Escape all of them. Letters without candidates are
// committed as they are. Without letters it takes nothing else.
func Pinyin(candidates map[string][]string) Script { return &pinyin{candidates: candidates} }

type pinyin struct {
	candidates map[string][]string
	letters    string
}

// Keysyms that a composition takes besides letters and digits.
const (
	symBackSpace = 0xff08
	symReturn    = 0xff0d
	symEscape    = 0xff1b
)

// Key implements Script.
func (p *pinyin) Key(k ime.Key) Reply {
	plain := !k.Release && k.State&^(ime.StateShift|ime.StateLock) == 0
	switch {
	case plain && 'a' <= k.Sym && k.Sym <= 'z':
		p.letters += string(rune(k.Sym))
		return p.compose()
	case !plain || p.letters == "":
		return Reply{}
	case k.Sym == ' ':
		return p.commit(p.candidate(0))
	case '1' <= k.Sym && k.Sym <= '9':
		return p.commit(p.candidate(int(k.Sym - '1')))
	case k.Sym == symReturn:
		return p.commit(p.letters)
	case k.Sym == symBackSpace:
		p.letters = p.letters[:len(p.letters)-1]
		return p.compose()
	case k.Sym == symEscape:
		p.letters = ""
		return p.compose()
	}
	return Reply{Taken: true}
}

// Reset implements Script.
func (p *pinyin) Reset() { p.letters = "" }

func (p *pinyin) compose() Reply {
	return Reply{Taken: true, Compose: &ime.Composition{Text: p.letters, Caret: len(p.letters)}}
}

func (p *pinyin) commit(text string) Reply {
	p.letters = ""
	return Reply{Taken: true, Commit: text, Compose: &ime.Composition{}}
}

func (p *pinyin) candidate(n int) string {
	if of := p.candidates[p.letters]; n < len(of) {
		return of[n]
	}
	return p.letters
}
