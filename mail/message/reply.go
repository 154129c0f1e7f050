package message

import (
	"slices"
	"strings"
	"time"

	"letterbox/mail"
)

// Wording is how a reply or a forwarded message introduces the original, in the person's language.
type Wording struct {
	// Wrote introduces a quotation: who wrote at which time.
	Wrote func(name string, at time.Time) string
	// Forwarded is the line above a forwarded message.
	Forwarded string
	// From, Date, Subject, To and Cc are the labels of its header, each with its colon and what separates it from the
	// value.
	From, Date, Subject, To, Cc string
	// Stamp writes a time.
	Stamp func(at time.Time) string
	// Reply and Forward are what subjects begin with, with the colon and the blank behind it.
	Reply, Forward string
}

// Reply begins a message that answers another one: to the sender, or with all to everybody who got it but the person
// themselves, whose addresses are self. A message of the person's own is answered to those whom it went to. body is what
// the person reads of the original; its signature is left out. The text has room in front of the quotation.
func Reply(original mail.Message, body mail.Body, self []mail.Address, all bool, wording Wording) mail.Composition {
	e := original.Envelope
	to, cc := e.ReplyTo, []mail.Address(nil)
	if len(to) == 0 {
		to = e.From
	}
	own := isOne(self, e.Sender())
	if own {
		to = e.To
	}
	if all {
		if !own {
			to = slices.Concat(to, e.To)
		}
		cc = e.Cc
	}
	seen := map[string]bool{}
	to = distinct(to, self, seen)
	if len(to) == 0 { // a message to oneself
		to = distinct(e.From, nil, seen)
	}
	c := after(original)
	c.To, c.Cc = WriteAddresses(to), WriteAddresses(distinct(cc, self, seen))
	c.Subject = wording.Reply + BareSubject(e.Subject)
	c.Purpose.Kind = mail.PurposeReply
	if all {
		c.Purpose.Kind = mail.PurposeReplyAll
	}
	c.Text = "\n\n" + wording.Wrote(senderName(e), original.When()) + "\n" + quote(withoutSignature(body.Text)) + "\n"
	return c
}

// Forward begins a message that passes another one on, with its header and text. The attachments are not in it; the
// caller carries them over.
func Forward(original mail.Message, body mail.Body, wording Wording) mail.Composition {
	e := original.Envelope
	c := after(original)
	c.Subject = wording.Forward + BareSubject(e.Subject)
	c.Purpose.Kind = mail.PurposeForward
	c.InReplyTo = "" // who gets it has not seen the original
	lines := []string{
		"", "", wording.Forwarded,
		wording.From + WriteAddresses(e.From), wording.Date + wording.Stamp(original.When()),
		wording.Subject + e.Subject, wording.To + WriteAddresses(e.To),
	}
	if len(e.Cc) > 0 {
		lines = append(lines, wording.Cc+WriteAddresses(e.Cc))
	}
	c.Text = strings.Join(append(lines, "", strings.TrimRight(body.Text, "\n")), "\n") + "\n"
	return c
}

// Sign puts a signature under a text, behind the separator by which programs know it.
func Sign(text, signature string) string {
	signature = strings.Trim(cleanText(signature), "\n")
	if strings.TrimSpace(signature) == "" {
		return text
	}
	if text == "" {
		text = "\n"
	}
	return text + "\n" + signatureLine + "\n" + signature + "\n"
}

// after begins a message that comes after another one in a conversation (RFC 5322 section 3.6.4).
func after(original mail.Message) mail.Composition {
	e := original.Envelope
	references := e.References
	if len(references) == 0 && e.InReplyTo != "" {
		references = []string{e.InReplyTo}
	}
	c := mail.Composition{Account: original.Account, Purpose: mail.Purpose{Message: original.ID}}
	if e.MessageID != "" {
		c.InReplyTo = e.MessageID
		references = append(slices.Clone(references), e.MessageID)
	}
	c.References = boundReferences(references)
	return c
}

func senderName(e mail.Envelope) string {
	if name := e.Sender().Display(); name != "" {
		return name
	}
	return "?"
}

// distinct leaves out what is no address, what is among self, and what was seen.
func distinct(list, self []mail.Address, seen map[string]bool) []mail.Address {
	var kept []mail.Address
	for _, a := range list {
		key := AddressKey(a)
		if a.Local == "" || a.Domain == "" || seen[key] || isOne(self, a) {
			continue
		}
		seen[key] = true
		kept = append(kept, a)
	}
	return kept
}

func isOne(list []mail.Address, a mail.Address) bool {
	return slices.ContainsFunc(list, func(one mail.Address) bool { return AddressKey(one) == AddressKey(a) })
}

// AddressKey returns what is equal for two addresses that receive the same mail in practice.
func AddressKey(a mail.Address) string {
	domain, err := wireDomain(strings.ToLower(a.Domain))
	if err != nil {
		domain = strings.ToLower(a.Domain)
	}
	return strings.ToLower(a.Local) + "@" + domain
}
