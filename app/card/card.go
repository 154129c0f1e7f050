package card

import (
	"crypto/ed25519"
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"letterbox/mail"
)

// Source is the source of the servers that a card names.
const Source = "card"

// Extension is how the names of cards end.
const Extension = ".mailbind"

// Card is a card whose signature fits. Nobody has said yet that its key is to be trusted.
type Card struct {
	Issuer             string   // who says so, for showing
	Domains            []string // of mail addresses, in small letters
	Incoming, Outgoing mail.Server
	UserName           mail.UserNameForm
	UserDomain         string            // of mail.DomainUser: before the backslash
	Expires            string            // the last day, as 2006-01-02
	Authorities        mail.Chain        // vouch for the hosts of the card; empty for none
	Help               map[string]string // by language, "zh-CN" and "en"; may lack both
	HelpURL            string            // https; "" for none
	Key                ed25519.PublicKey // that signed it
	Raw                []byte            // the file
}

// Fingerprint returns the SHA-256 of a public key's 32 bytes, which people compare.
func Fingerprint(key ed25519.PublicKey) mail.Fingerprint { return sha256.Sum256(key) }

// Fingerprint returns that of the key that signed the card.
func (c Card) Fingerprint() mail.Fingerprint { return Fingerprint(c.Key) }

// Groups returns a fingerprint in the form that people read to each other: sixteen groups of four capital digits.
func Groups(f mail.Fingerprint) string {
	text := strings.ToUpper(f.String())
	var groups []string
	for group := range slices.Chunk([]byte(text), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, " ")
}

// IsFor reports whether the card is for an address.
func (c Card) IsFor(address mail.Address) bool {
	return slices.Contains(c.Domains, strings.ToLower(address.Domain))
}

// Names reports whether a host is one of the card's servers.
func (c Card) Names(host string) bool {
	host = mail.CanonicalHost(host)
	return host == mail.CanonicalHost(c.Incoming.Host) || host == mail.CanonicalHost(c.Outgoing.Host)
}

// Ended reports whether the card's last day is over, where the computer is.
func (c Card) Ended(now time.Time) bool {
	last, err := time.ParseInLocation(time.DateOnly, c.Expires, now.Location())
	return err != nil || !now.Before(last.AddDate(0, 0, 1))
}

// Candidate returns the card's servers with the user name that they want for an address.
func (c Card) Candidate(address mail.Address) mail.Candidate {
	in, out := c.Incoming, c.Outgoing
	in.Username = c.username(address)
	out.Username = in.Username
	origin := mail.Origin{Source: Source, Where: c.Issuer, Trusted: true}
	return mail.Candidate{
		Source: Source, Trusted: true, Incoming: in, Outgoing: out,
		Origins: mail.Origins{Incoming: origin, Outgoing: origin, Username: origin},
	}
}

func (c Card) username(address mail.Address) string {
	switch c.UserName {
	case mail.LocalPart:
		return address.Local
	case mail.DomainUser:
		return c.UserDomain + `\` + address.Local
	case mail.WholeAddress:
	}
	return address.Spec()
}
