package smtp

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"letterbox/mail"
)

// unfitError says that a message cannot go to the server as it is, which is known before the server is asked.
type unfitError struct {
	class     string // "" when an address cannot stand in an envelope
	addresses []mail.Address
	size      int64
	limit     int64
	what      string
	err       error
}

func (e unfitError) Error() string {
	if e.err != nil {
		return e.err.Error()
	}
	return e.what
}

func (e unfitError) Unwrap() error { return e.err }

// addressError says which addresses cannot stand in an envelope, and why the last of them cannot.
func addressError(addresses []mail.Address, why error) unfitError {
	return unfitError{addresses: addresses, err: why}
}

func (e unfitError) problem(server mail.Server) *mail.Problem {
	p := &mail.Problem{Code: mail.SendRefused, Class: e.class, Stage: mail.StageSubmit, Server: server, Retry: mail.RetryAfterChange, Err: e}
	if e.class == "" {
		p.Code, p.Class = mail.AddressInvalid, "ENVELOPE_ADDRESS"
	}
	facts := map[string]string{mail.FactRecipients: specs(e.addresses)}
	if e.limit > 0 {
		facts[mail.FactSize], facts[mail.FactLimit] = strconv.FormatInt(e.size, 10), strconv.FormatInt(e.limit, 10)
	}
	p.Facts = facts
	return p
}

// maxNamed bounds how many addresses a problem names.
const maxNamed = 20

// specs names addresses for people.
func specs(addresses []mail.Address) string {
	names := make([]string, 0, min(len(addresses), maxNamed+1))
	for i, a := range addresses {
		if i == maxNamed {
			names = append(names, "…")
			break
		}
		names = append(names, strings.Map(printable, a.Spec()))
	}
	return strings.Join(names, ", ")
}

// printable replaces what could break a line or hide in it.
func printable(r rune) rune {
	if r < ' ' || !strconv.IsPrint(r) {
		return '�'
	}
	return r
}

// contentError says that the message could not be read to its end, or that it is not the one that was read before.
type contentError struct{ err error }

func (e contentError) Error() string { return "the message cannot be read: " + e.err.Error() }
func (e contentError) Unwrap() error { return e.err }

// errChanged says that the second reading of a message gave other bytes than the first.
var errChanged = errors.New("it changed while it was being sent")

func (e contentError) problem() *mail.Problem {
	var done *mail.Problem
	if errors.As(e.err, &done) {
		return done
	}
	if errors.Is(e.err, context.Canceled) || errors.Is(e.err, context.DeadlineExceeded) {
		return mail.ProblemOf(e.err)
	}
	return &mail.Problem{Code: mail.StorageFailed, Stage: mail.StageSubmit, Retry: mail.RetryLater, Err: e}
}

// unknownError says that the message left to its last byte, and that whether the server took it is not known.
type unknownError struct{ err error }

func (e unknownError) Error() string { return "no answer to the end of the message: " + e.err.Error() }
func (e unknownError) Unwrap() error { return e.err }
