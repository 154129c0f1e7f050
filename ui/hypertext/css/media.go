package css

import (
	"strconv"
	"strings"
)

// Env is what media queries ask about.
type Env struct {
	Width, Height float32 // of the view, CSS px
	Dark          bool    // the person prefers a dark scheme
	Density       float32 // device pixels per CSS px; 0 stands for 1
	Print         bool
}

// Media is a media query list; every list of a nested chain must match.
type Media []string

// Matches evaluates the lists (Media Queries 3 section 2).
func (m Media) Matches(env Env) bool {
	for _, list := range m {
		if !listMatches(list, env) {
			return false
		}
	}
	return true
}

func listMatches(list string, env Env) bool {
	if strings.TrimSpace(list) == "" {
		return true
	}
	for query := range strings.SplitSeq(list, ",") {
		if queryMatches(strings.ToLower(strings.TrimSpace(query)), env) {
			return true
		}
	}
	return false
}

func queryMatches(query string, env Env) bool {
	negated := false
	matches := true
	for i, term := range splitAnd(query) {
		if i == 0 {
			term = strings.TrimSpace(strings.TrimPrefix(term, "only "))
			if rest, ok := strings.CutPrefix(term, "not "); ok {
				term, negated = strings.TrimSpace(rest), true
			}
		}
		known, holds := termMatches(term, env)
		if !known {
			return false // a query that is not understood is "not all"
		}
		matches = matches && holds
	}
	return matches != negated
}

// splitAnd cuts at the word and outside parentheses.
func splitAnd(query string) []string {
	query = strings.NewReplacer(")and", ") and", "and(", "and (", "\n", " ", "\t", " ", "\r", " ").Replace(query)
	terms := strings.Split(query, " and ")
	for i := range terms {
		terms[i] = strings.TrimSpace(terms[i])
	}
	return terms
}

func termMatches(term string, env Env) (known, matches bool) {
	if !strings.HasPrefix(term, "(") {
		switch term {
		case "all":
			return true, true
		case "screen":
			return true, !env.Print
		case "print":
			return true, env.Print
		}
		return isName(term), false // other media types exist, but we are none of them
	}
	feature, ok := strings.CutSuffix(term[1:], ")")
	if !ok {
		return false, false
	}
	name, value, _ := strings.Cut(feature, ":")
	return featureMatches(strings.TrimSpace(name), strings.TrimSpace(value), env)
}

func isName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") == ""
}

func featureMatches(name, value string, env Env) (known, matches bool) {
	base := strings.TrimPrefix(strings.TrimPrefix(name, "min-"), "max-")
	switch base {
	case "width", "device-width":
		return compare(name, value, env.Width)
	case "height", "device-height":
		return compare(name, value, env.Height)
	case "resolution", "-webkit-device-pixel-ratio":
		return compare(name, value, env.density())
	case "-webkit-min-device-pixel-ratio":
		return compare("min-", value, env.density())
	case "-webkit-max-device-pixel-ratio":
		return compare("max-", value, env.density())
	case "orientation":
		return true, (value == "portrait") == (env.Height >= env.Width)
	case "prefers-color-scheme":
		return true, value == "" || (value == "dark") == env.Dark
	case "color", "hover", "any-hover", "pointer", "any-pointer", "scripting":
		return true, base == "color"
	case "prefers-reduced-motion", "prefers-contrast", "forced-colors", "monochrome":
		return true, false
	}
	return false, false
}

func (e Env) density() float32 {
	if e.Density == 0 {
		return 1
	}
	return e.Density
}

func compare(name, value string, actual float32) (known, matches bool) {
	if value == "" {
		return true, actual > 0
	}
	want, ok := mediaNumber(value)
	if !ok {
		return false, false
	}
	switch {
	case strings.HasPrefix(name, "min-"):
		return true, actual >= want
	case strings.HasPrefix(name, "max-"):
		return true, actual <= want
	}
	return true, actual == want
}

// mediaNumber reads a length in px, with em as 16 px, or a resolution in dots per px.
func mediaNumber(value string) (float32, bool) {
	end := strings.LastIndexAny(value, "0123456789.") + 1
	n, err := strconv.ParseFloat(value[:end], 32)
	if err != nil {
		return 0, false
	}
	unit := value[end:]
	factor := 1.0
	switch unit {
	case "", "px", "dppx", "x":
	case "em", "rem":
		factor = 16
	case "dpi":
		factor = 1.0 / 96
	default:
		f, ok := absoluteUnits[unit]
		if !ok {
			return 0, false
		}
		factor = float64(f)
	}
	return float32(n * factor), true
}
