package smtp

import (
	"strconv"
	"strings"

	"letterbox/mail"
)

// tooMany is the class of a refusal which says that the server takes no more recipients at once.
const tooMany = "RCPT_TOO_MANY"

func isOver(p *mail.Problem) bool { return p != nil && p.Class == tooMany }

// splits reports whether recipients that the server does not take at once may be named in further transactions.
func (t *transaction) splits() bool { return t.envelope.outbound.Taken != nil }

// most returns how many recipients the server says it takes at once (RFC 9422 section 4.2), 0 when it does not say, or
// when they cannot be split.
func (t *transaction) most() int {
	if !t.splits() {
		return 0
	}
	for _, limit := range t.session.extensions["LIMITS"] {
		if name, value, _ := strings.Cut(limit, "="); strings.EqualFold(name, "RCPTMAX") {
			n, err := strconv.Atoi(value)
			if err == nil && n > 0 {
				return n
			}
		}
	}
	return 0
}

// overProblem is the problem of recipients that are not named because the server takes no more at once.
func (t *transaction) overProblem() *mail.Problem {
	return &mail.Problem{Code: mail.RecipientRejected, Class: tooMany, Stage: mail.StageSubmit, Server: t.session.server, Retry: mail.RetryLater}
}

// onlyOver reports whether nobody was refused for another reason than that there are too many.
func (t *transaction) onlyOver() bool {
	for _, at := range t.asked {
		if p := t.verdicts[at]; p != nil && !isOver(p) {
			return false
		}
	}
	return true
}

// left returns whom a transaction that was taken was not about, because they are too many at once.
func (t *transaction) left() []int {
	if t.verdicts == nil || !t.splits() {
		return nil
	}
	var left []int
	for _, at := range t.asked {
		if isOver(t.verdicts[at]) {
			left = append(left, at)
		}
	}
	return left
}

// accepted returns those whom this transaction was about, as the submission names them: an address that stands twice in
// it is there twice.
func (t *transaction) accepted() []mail.Address {
	mine := make(map[int]bool, len(t.asked))
	for _, at := range t.asked {
		mine[at] = t.verdicts[at] == nil
	}
	var list []mail.Address
	for i, f := range t.envelope.outbound.ForwardPaths {
		if mine[t.envelope.index[i]] {
			list = append(list, f.Address)
		}
	}
	return list
}
