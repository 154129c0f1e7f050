package imap

import (
	"bytes"
	"math"
	"strings"
	"time"

	"letterbox/mail"
)

// fetched is what a FETCH response says of a message. Items that the product does not ask for are passed over,
// whatever they hold.
type fetched struct {
	uid      mail.UID
	flags    mail.Flags
	hasFlags bool
	received time.Time
	size     int64
	body     []byte // of BODY[…], RFC822 or RFC822.HEADER; valid until the next response
	hasBody  bool
	partial  bool // the body is a part of it that begins at origin
	origin   int64
	gmail    uint64
	labels   []string
	pending  bool // the response, or what there is of it yet, ends in the name of a body item
}

// parseFetch reads the items of a FETCH response as far as they make sense.
func parseFetch(u untagged) (f fetched) {
	u.accept('(')
	for {
		u.skipBlanks()
		if u.ended() || u.peek() == ')' {
			return f
		}
		name := u.itemName()
		if len(name) == 0 {
			if kind, _ := u.value(); kind == valueNone {
				return f
			}
			continue
		}
		f.item(u, name)
	}
}

// itemName reads the name of an item; what stands in brackets belongs to it.
func (u untagged) itemName() []byte {
	start, end := u.at, u.limit()
	for u.at < end {
		switch u.text[u.at] {
		case '[':
			closing := bytes.IndexByte(u.text[u.at:end], ']')
			if closing < 0 {
				u.at = end
				return u.text[start:end]
			}
			u.at += closing
		case ' ', '(', ')', '"':
			return u.text[start:u.at]
		}
		u.at++
	}
	return u.text[start:u.at]
}

func (f *fetched) item(u untagged, name []byte) {
	base, _, section := bytes.Cut(name, []byte("["))
	switch key := strings.ToUpper(string(base)); {
	case key == "UID":
		_, data := u.value()
		if n, ok := number32(data); ok {
			f.uid = mail.UID(n)
		}
	case key == "FLAGS":
		kind, data := u.value()
		f.hasFlags = f.hasFlags || kind == valueList || kind == valueNil
		for _, flag := range bytes.Fields(data) {
			f.flags |= mail.ParseFlag(string(flag))
		}
	case key == "INTERNALDATE":
		_, data := u.value()
		f.received = parseDate(string(data))
	case key == "RFC822.SIZE":
		_, data := u.value()
		if n, ok := number(data); ok && n < 1<<62 {
			f.size = int64(n)
		}
	case key == "BODY" && section, key == "RFC822", key == "RFC822.HEADER":
		kind, data := u.value()
		f.pending = kind == valueNone
		f.origin, f.partial = originIn(name)
		if kind == valueString || kind == valueNil {
			f.body, f.hasBody = data, true
		}
	default:
		f.gmailItem(u, key)
	}
}

// gmailItem reads the items that Gmail alone has.
func (f *fetched) gmailItem(u untagged, key string) {
	switch key {
	case "X-GM-LABELS":
		f.labels = u.strings()
	case "X-GM-MSGID":
		_, data := u.value()
		f.gmail, _ = number(data) // 0 is none
	default:
		u.value()
	}
}

// strings reads a list of strings and atoms as names for people.
func (u untagged) strings() (list []string) {
	if !u.accept('(') {
		u.value()
		return nil
	}
	for !u.accept(')') {
		kind, data := u.value()
		switch {
		case kind == valueNone:
			return list
		case len(data) > 0 && kind != valueList:
			list = append(list, readable(string(data)))
		}
	}
	return list
}

// originIn reads where a part begins out of the name of its item, "BODY[]<1000>".
func originIn(name []byte) (origin int64, partial bool) {
	_, after, _ := bytes.Cut(name, []byte("]<"))
	digits, _, partial := bytes.Cut(after, []byte(">"))
	n, ok := number(digits)
	return int64(n & math.MaxInt64), partial && ok
}

// dateLayouts are the date-time of RFC 9051 and what servers send in its place.
var dateLayouts = []string{
	"_2-Jan-2006 15:04:05 -0700", "2-Jan-2006 15:04:05 -0700", "_2-Jan-2006 15:04:05", "2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05", time.RFC3339, time.RFC1123Z, time.RFC1123, "2 Jan 2006 15:04:05 -0700",
}

// parseDate reads INTERNALDATE; the zero time when it cannot be read.
func parseDate(text string) time.Time {
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return t
		}
	}
	return time.Time{}
}
