package mailtest

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"letterbox/mail"
)

// Asked is one command of a client.
type Asked struct {
	Tag       string
	Name      string   // in capitals; FETCH is also UID FETCH
	Arguments []string // strings without quotes, literals as their bytes, a list with its parentheses
	Selected  string   // the folder that was selected, or that the command selects
	Line      string   // as it was sent, each literal behind its announcement
}

// Argument returns an argument, "" when there are fewer.
func (a Asked) Argument(i int) string {
	if i >= len(a.Arguments) {
		return ""
	}
	return a.Arguments[i]
}

// Holds reports whether the command names a message by UID or number.
func (a Asked) Holds(uid mail.UID) bool {
	for _, r := range inventedSet(a.Argument(0), math.MaxUint32) {
		if r.First <= uid && uid <= r.Last {
			return true
		}
	}
	return false
}

// readAsked reads one command and consents to its literals.
func readAsked(in *bufio.Reader, out *bufio.Writer) (Asked, error) {
	var a Asked
	var words []string
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return a, err
		}
		line = strings.TrimRight(line, "\r\n")
		a.Line += line
		size := announced(line)
		if size == 0 {
			words = append(words, inventedWords(line)...)
			break
		}
		words = append(words, inventedWords(line[:strings.LastIndexByte(line, '{')])...)
		if !strings.HasSuffix(line, "+}") {
			if _, err := out.WriteString("+ go on\r\n"); err != nil {
				return a, err
			}
			if err := out.Flush(); err != nil {
				return a, err
			}
		}
		literal := make([]byte, size)
		if _, err := io.ReadFull(in, literal); err != nil {
			return a, err
		}
		words = append(words, string(literal))
		a.Line += string(literal)
	}
	if len(words) < 2 {
		return a, fmt.Errorf("no command: %q", a.Line)
	}
	a.Tag, a.Name, a.Arguments = words[0], strings.ToUpper(words[1]), words[2:]
	if a.Name == "UID" && len(words) > 2 {
		a.Name, a.Arguments = strings.ToUpper(words[2]), words[3:]
	}
	return a, nil
}

// inventedWords takes a line of a command apart.
func inventedWords(line string) (words []string) {
	for line = strings.TrimLeft(line, " "); line != ""; line = strings.TrimLeft(line, " ") {
		end := wordEnd(line)
		word := line[:end]
		if word[0] == '"' {
			word = strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(strings.Trim(word, `"`))
		}
		words = append(words, word)
		line = line[end:]
	}
	return words
}

// wordEnd returns where the first word of a line ends: a quoted string, a list, or up to a blank.
func wordEnd(line string) int {
	quoted, depth := false, 0
	for i := range len(line) {
		switch c := line[i]; {
		case c == '"' && (i == 0 || line[i-1] != '\\'):
			if quoted = !quoted; !quoted && depth == 0 {
				return i + 1
			}
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i + 1
			}
		case c == ' ' && depth == 0:
			return i
		}
	}
	return len(line)
}

// inventedSet reads a sequence set; * is the last.
func inventedSet(set string, last mail.UID) (ranges []mail.UIDRange) {
	number := func(text string) mail.UID {
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return last
		}
		return mail.UID(n)
	}
	for _, part := range strings.Split(set, ",") {
		low, high, ranged := strings.Cut(part, ":")
		r := mail.UIDRange{First: number(low), Last: number(low)}
		if ranged {
			r.Last = number(high)
		}
		ranges = append(ranges, mail.UIDRange{First: min(r.First, r.Last), Last: max(r.First, r.Last)})
	}
	return ranges
}

// WireString returns a name as a response carries it: quoted, or as a literal when it holds what quotes cannot.
func WireString(name string) string {
	for i := range len(name) {
		if name[i] < ' ' || name[i] > '~' {
			return fmt.Sprintf("{%d}\r\n%s", len(name), name)
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
}
