package storage

import (
	"encoding/json"

	"letterbox/mail"
)

// extras are the header fields of an envelope that no list sorts or searches by; they live in one JSON column. The
// keys are short because there may be hundreds of thousands of them.
type extras struct {
	From       []jsonAddress `json:"f,omitempty"` // after the first, which has columns
	ReplyTo    []jsonAddress `json:"r,omitempty"`
	To         []jsonAddress `json:"t,omitempty"`
	Cc         []jsonAddress `json:"c,omitempty"`
	Bcc        []jsonAddress `json:"b,omitempty"`
	InReplyTo  string        `json:"i,omitempty"`
	References []string      `json:"x,omitempty"`
}

// jsonAddress is [name, local, domain].
type jsonAddress [3]string

func packAddresses(list []mail.Address) []jsonAddress {
	if len(list) == 0 {
		return nil
	}
	packed := make([]jsonAddress, len(list))
	for i, a := range list {
		packed[i] = jsonAddress{a.Name, a.Local, a.Domain}
	}
	return packed
}

func unpackAddresses(packed []jsonAddress) []mail.Address {
	if len(packed) == 0 {
		return nil
	}
	list := make([]mail.Address, len(packed))
	for i, a := range packed {
		list[i] = mail.Address{Name: a[0], Local: a[1], Domain: a[2]}
	}
	return list
}

// packExtras returns the envelope column, "" when there is nothing to say.
func packExtras(e mail.Envelope) (string, error) {
	x := extras{
		ReplyTo: packAddresses(e.ReplyTo), To: packAddresses(e.To), Cc: packAddresses(e.Cc), Bcc: packAddresses(e.Bcc),
		InReplyTo: e.InReplyTo, References: e.References,
	}
	if len(e.From) > 1 {
		x.From = packAddresses(e.From[1:])
	}
	text, err := json.Marshal(x)
	if string(text) == "{}" {
		return "", err
	}
	return string(text), err
}

// unpackExtras completes e, whose columns are filled in, with first as its first sender.
func unpackExtras(e *mail.Envelope, first mail.Address, column []byte) error {
	var x extras
	if len(column) > 0 {
		if err := json.Unmarshal(column, &x); err != nil {
			return garbled("envelope of a message", err)
		}
	}
	if first != (mail.Address{}) || len(x.From) > 0 {
		e.From = append([]mail.Address{first}, unpackAddresses(x.From)...)
	}
	e.ReplyTo, e.To, e.Cc, e.Bcc = unpackAddresses(x.ReplyTo), unpackAddresses(x.To), unpackAddresses(x.Cc), unpackAddresses(x.Bcc)
	e.InReplyTo, e.References = x.InReplyTo, x.References
	return nil
}
