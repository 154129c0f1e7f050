package demo

import (
	"bytes"
	"fmt"
	"mime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail"
)

// person is a correspondent.
type person struct{ name, address string }

// letter is a message before it has become bytes. The zero value of a field means "as usual".
type letter struct {
	folder  string // usual: inbox
	from    person
	to, cc  []person // usual: me
	subject string   // {week} becomes the week of the year
	text    string   // plain text, "\n" line ends
	html    string   // beside or instead of text
	charset string   // of text and names: "utf-8", "GBK", "GB18030", "ISO-2022-JP"
	files   []file
	images  []file                                // inline, referred to from html as cid:NAME
	raw     func(at time.Time, serial int) string // replaces the body and its header fields
	headers []string                              // more header fields, complete lines
	when    moment
	id      string // left part of the Message-ID; usual: from the serial number
	answers string // id of the message that is answered
	chain   []string
	flags   mail.Flags
}

// sealed is a message as the server stores it.
type sealed struct {
	folder string
	raw    []byte
	date   time.Time
	flags  mail.Flags
}

// moment is a time before now, in the way it is remembered at work: so many working days ago, at that hour.
type moment struct{ days, hour, minute int }

// at returns the moment before now in now's time zone. What would lie in the future today is moved into the hours
// before now instead, in the same order.
func (m moment) at(now time.Time) time.Time {
	day := now
	for back := m.days; back > 0; {
		day = day.AddDate(0, 0, -1)
		if w := day.Weekday(); w != time.Saturday && w != time.Sunday {
			back--
		}
	}
	t := time.Date(day.Year(), day.Month(), day.Day(), m.hour, m.minute, m.hour*7%60, 0, now.Location())
	if limit := now.Add(-2 * time.Minute); t.After(limit) {
		left := 24*time.Hour - time.Duration(m.hour)*time.Hour - time.Duration(m.minute)*time.Minute
		t = limit.Add(-left / 6).Truncate(time.Second)
	}
	return t
}

const host = "letterbox.example"

func messageID(id string) string { return "<" + id + "@" + host + ">" }

// letter makes the message of a template that arrives at a given time.
func (l letter) letter(at time.Time, serial int) (sealed, error) {
	if l.folder == "" {
		l.folder = inbox
	}
	if len(l.to) == 0 {
		l.to = []person{me}
	}
	if l.from == (person{}) {
		l.from = me
	}
	if l.charset == "" {
		l.charset = "utf-8"
	}
	if l.id == "" {
		l.id = fmt.Sprintf("%s.%04d", at.UTC().Format("20060102150405"), serial)
	}
	_, week := at.ISOWeek()
	l.subject = strings.ReplaceAll(l.subject, "{week}", strconv.Itoa(week))
	var b bytes.Buffer
	field := func(name, value string) { fmt.Fprintf(&b, "%s: %s\r\n", name, value) }
	if l.folder != sent && l.folder != drafts {
		field("Received", fmt.Sprintf("from mx.%s (mx.%s [192.0.2.25])\r\n\tby imap.%s; %s", domainOf(l.from), domainOf(l.from), host, at.Format(time.RFC1123Z)))
	}
	field("Date", at.Format(time.RFC1123Z))
	field("From", l.mailboxes([]person{l.from}))
	field("To", l.mailboxes(l.to))
	if len(l.cc) > 0 {
		field("Cc", l.mailboxes(l.cc))
	}
	if l.subject != "" {
		field("Subject", l.words(l.subject))
	}
	field("Message-ID", messageID(l.id))
	if l.answers != "" {
		field("In-Reply-To", messageID(l.answers))
		var chain []string
		for _, id := range l.chain {
			chain = append(chain, messageID(id))
		}
		field("References", strings.Join(chain, "\r\n\t"))
	}
	for _, h := range l.headers {
		b.WriteString(h + "\r\n")
	}
	field("MIME-Version", "1.0")
	if err := l.body(&b, at, serial); err != nil {
		return sealed{}, fmt.Errorf("demo message %q: %w", l.subject, err)
	}
	return sealed{folder: l.folder, raw: b.Bytes(), date: at, flags: l.flags}, nil
}

func domainOf(p person) string { return p.address[strings.LastIndexByte(p.address, '@')+1:] }

func (l letter) mailboxes(list []person) string {
	var parts []string
	for _, p := range list {
		name := l.words(p.name)
		if name == p.name {
			name = `"` + name + `"`
		}
		parts = append(parts, name+" <"+p.address+">")
	}
	return strings.Join(parts, ",\r\n\t")
}

// words encodes text for a header field (RFC 2047), in the letter's charset.
func (l letter) words(text string) string {
	enc := charsetOf(l.charset)
	if enc == nil {
		return strings.ReplaceAll(mime.BEncoding.Encode("utf-8", text), "?= =?", "?=\r\n\t=?")
	}
	if isASCII(text) {
		return text
	}
	// An encoded word is 75 characters at most and never splits a character.
	var words []string
	for runes := []rune(text); len(runes) > 0; {
		n := min(len(runes), 10) // four bytes each in the longest charset
		part, err := enc.NewEncoder().String(string(runes[:n]))
		if err != nil {
			return mime.BEncoding.Encode("utf-8", text)
		}
		words = append(words, "=?"+l.charset+"?B?"+base64Of([]byte(part))+"?=")
		runes = runes[n:]
	}
	return strings.Join(words, "\r\n\t")
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) < 0
}

// charsetOf returns nil for UTF-8.
func charsetOf(name string) encoding.Encoding {
	switch name {
	case "GBK":
		return simplifiedchinese.GBK
	case "GB18030":
		return simplifiedchinese.GB18030
	case "ISO-2022-JP":
		return japanese.ISO2022JP
	}
	return nil
}
