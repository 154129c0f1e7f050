package smtp

import (
	"fmt"
	"strconv"
	"strings"

	"letterbox/mail"
)

// envelope is what MAIL and RCPT will say, as far as the message alone decides it.
type envelope struct {
	outbound mail.Outbound
	reverse  string   // path
	forward  []string // paths, each once
	first    []int    // for each of forward, which forward-path of the submission it is
	index    []int    // for each forward-path of the submission, where it is in forward
	traits   traits
}

// seal makes the envelope of a submission, without traits. The error names the addresses that cannot stand in it.
func seal(out mail.Outbound) (envelope, error) {
	e := envelope{outbound: out, reverse: "<>"}
	if out.ReversePath != (mail.Address{}) {
		path, err := wirePath(out.ReversePath)
		if err != nil {
			return e, addressError([]mail.Address{out.ReversePath}, err)
		}
		e.reverse = path
	}
	var wrong []mail.Address
	var why error
	known := make(map[string]int)
	for i, f := range out.ForwardPaths {
		path, err := wirePath(f.Address)
		if err != nil {
			wrong, why = append(wrong, f.Address), err
			continue
		}
		at, twice := known[path]
		if !twice {
			at = len(e.forward)
			known[path] = at
			e.forward, e.first = append(e.forward, path), append(e.first, i)
		}
		e.index = append(e.index, at)
	}
	switch {
	case wrong != nil:
		return e, addressError(wrong, why)
	case len(e.forward) == 0:
		return e, addressError(nil, fmt.Errorf("%w: no recipient", errPath))
	}
	return e, nil
}

// path returns the forward-path that stands at a place of forward.
func (e envelope) path(at int) mail.ForwardPath { return e.outbound.ForwardPaths[e.first[at]] }

// international returns the addresses whose local parts are not ASCII.
func (e envelope) international() []mail.Address {
	var found []mail.Address
	if !isASCII(e.outbound.ReversePath.Local) {
		found = append(found, e.outbound.ReversePath)
	}
	for _, f := range e.outbound.ForwardPaths {
		if !isASCII(f.Address.Local) {
			found = append(found, f.Address)
		}
	}
	return found
}

// usage is which extensions of the server the commands for a message make use of.
type usage struct{ eightBit, utf8, size, reports bool }

// fit finds out before anything is said whether the server can take the message, and by which extensions.
func (e envelope) fit(s *session) (usage, error) {
	names := e.international()
	international := len(names) > 0 || e.traits.utf8Header
	switch {
	case international && !s.has("SMTPUTF8"):
		return usage{}, unfitError{class: "UTF8_UNSUPPORTED", addresses: names, what: "the server does not have SMTPUTF8"}
	case e.traits.eightBit && !s.has("8BITMIME"):
		return usage{}, unfitError{class: "EIGHT_BIT_UNSUPPORTED", what: "the server does not have 8BITMIME"}
	}
	if limit := sizeLimit(s.extensions["SIZE"]); limit > 0 && e.traits.size > limit {
		return usage{}, unfitError{class: "SIZE_LIMIT", size: e.traits.size, limit: limit, what: "the message is larger than the server takes"}
	}
	return usage{eightBit: e.traits.eightBit, utf8: international, size: s.has("SIZE"), reports: s.has("DSN")}, nil
}

// sizeLimit returns the limit that SIZE announces, 0 for none (RFC 1870 section 4).
func sizeLimit(parameters []string) int64 {
	if len(parameters) == 0 {
		return 0
	}
	limit, err := strconv.ParseInt(parameters[0], 10, 64)
	if err != nil {
		return 0
	}
	return limit
}

// mail returns the MAIL command.
func (e envelope) mail(x usage) string {
	line := "MAIL FROM:" + e.reverse
	if x.size {
		line += " SIZE=" + strconv.FormatInt(e.traits.size, 10)
	}
	if x.eightBit {
		line += " BODY=8BITMIME"
	}
	if x.utf8 {
		line += " SMTPUTF8"
	}
	if x.reports {
		if r := e.outbound.Return; r == mail.ReturnFull || r == mail.ReturnHeaders {
			line += " RET=" + string(r)
		}
		if id := xtext(e.outbound.EnvelopeID); id != "" && len(id) <= maxEnvelopeID {
			line += " ENVID=" + id
		}
	}
	return line
}

// rcpt returns the RCPT command for a path in forward.
func (e envelope) rcpt(at int, x usage) string {
	line := "RCPT TO:" + e.forward[at]
	if notify := e.path(at).Notify; x.reports && notify != 0 {
		line += " NOTIFY=" + occasions(notify)
	}
	return line
}

// wantsReports is whether the submission asks for anything that DSN is needed for.
func (e envelope) wantsReports() bool {
	if e.outbound.Return != "" || e.outbound.EnvelopeID != "" {
		return true
	}
	for _, f := range e.outbound.ForwardPaths {
		if f.Notify != 0 {
			return true
		}
	}
	return false
}

// occasions writes the value of NOTIFY.
func occasions(n mail.Notify) string {
	if n&mail.NotifyNever != 0 {
		return "NEVER"
	}
	var names []string
	for _, o := range []struct {
		bit  mail.Notify
		name string
	}{{mail.NotifySuccess, "SUCCESS"}, {mail.NotifyFailure, "FAILURE"}, {mail.NotifyDelay, "DELAY"}} {
		if n&o.bit != 0 {
			names = append(names, o.name)
		}
	}
	return strings.Join(names, ",")
}

// maxEnvelopeID is RFC 3461 section 4.4.
const maxEnvelopeID = 100

// xtext encodes a value as RFC 3461 section 4 wants it.
func xtext(value string) string {
	var b strings.Builder
	for i := range len(value) {
		if c := value[i]; c > ' ' && c <= '~' && c != '+' && c != '=' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "+%02X", c)
		}
	}
	return b.String()
}
