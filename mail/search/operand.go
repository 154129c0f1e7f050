package search

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// operand makes the condition of a value that is no text, given as typed and in canonical form; nil, and what could
// have been meant, when the operator does not take it.
func (p *parser) operand(takes operand, text, form string) (Expr, []string) {
	switch takes {
	case hasOperand:
		return choose(possessions, form)
	case isOperand:
		return choose(states, form)
	case folderOperand:
		return In{form}, nil
	case accountOperand:
		return Account{form}, nil
	case beforeOperand, afterOperand, onOperand:
		return p.date(takes, text)
	case largerOperand, smallerOperand:
		return size(takes, text)
	case languageOperand:
		if code, ok := languages[form]; ok {
			return Language{code}, nil
		}
		return nil, sortedKeys(languages)
	case wordsOperand:
	}
	return nil, nil
}

func choose(from map[string]Expr, form string) (Expr, []string) {
	if e, ok := from[form]; ok {
		return e, nil
	}
	return nil, sortedKeys(from)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// date makes the condition of a date. "before" ends where the named time begins; "after" begins there, as people mean
// "after 1 March".
func (p *parser) date(takes operand, text string) (Expr, []string) {
	during, ok := parsePeriod(text, p.opt.Now)
	if !ok {
		return nil, periodNames
	}
	switch takes {
	case beforeOperand:
		return During{Until: during.From}, nil
	case afterOperand:
		return During{From: during.From}, nil
	default:
		return during, nil
	}
}

var units = []struct {
	name  string
	bytes float64
}{
	{"kib", 1 << 10},
	{"mib", 1 << 20},
	{"gib", 1 << 30},
	{"kb", 1 << 10},
	{"mb", 1 << 20},
	{"gb", 1 << 30},
	{"k", 1 << 10},
	{"m", 1 << 20},
	{"g", 1 << 30},
	{"千字节", 1 << 10},
	{"兆字节", 1 << 20},
	{"兆", 1 << 20},
	{"字节", 1},
	{"bytes", 1},
	{"b", 1},
	{"", 1},
}

// maxSize is a size that no message has; a larger one is taken as this.
const maxSize = 1 << 50

// size makes the condition of a size: a number with or without a unit, of which K is 1024 bytes.
func size(takes operand, text string) (Expr, []string) {
	text = strings.ToLower(halfWidth(strings.TrimFunc(text, blank)))
	for _, u := range units {
		number, ok := strings.CutSuffix(text, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(number), ",", ""), 64)
		if err != nil || !(n >= 0) {
			return nil, nil
		}
		bytes := int64(min(n*u.bytes, maxSize))
		if takes == largerOperand {
			return Size{Over: bytes}, nil
		}
		return Size{Under: max(bytes, 1)}, nil
	}
	return nil, nil
}

// halfWidth makes ASCII of full-width letters and digits.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if 0xff01 <= r && r <= 0xff5e {
			return r - 0xff01 + '!'
		}
		return r
	}, text)
}
