package card

import "letterbox/mail"

// Classes of problems with cards. Each has words of its own.
const (
	ClassUnreadable  = "CARD_UNREADABLE"   // it is no card, or one with a mistake
	ClassNewer       = "CARD_NEWER"        // it was made for a later version
	ClassTampered    = "CARD_TAMPERED"     // the signature does not fit
	ClassExpired     = "CARD_EXPIRED"      // its last day is over
	ClassPlain       = "CARD_PLAIN"        // it names clear text, which no policy allows for the host
	ClassPublic      = "CARD_PUBLIC"       // it is for a domain of a public provider
	ClassPolicyKeys  = "CARD_KEY_POLICY"   // the policy lists keys, and this is none of them
	ClassUnconfirmed = "CARD_UNCONFIRMED"  // nobody has confirmed the key yet
	ClassOtherKey    = "CARD_KEY_OTHER"    // the fingerprint that was named is not that of the key
	ClassOtherDomain = "CARD_OTHER_DOMAIN" // the address is of another domain
	ClassUnopened    = "CARD_UNOPENED"     // the file could not be opened
)

// Classes returns all classes, for those who word them.
func Classes() []string {
	return []string{
		ClassUnreadable, ClassNewer, ClassTampered, ClassExpired, ClassPlain, ClassPublic, ClassPolicyKeys, ClassUnconfirmed,
		ClassOtherKey, ClassOtherDomain, ClassUnopened,
	}
}

// Keys of the facts of these problems.
const (
	FactIssuer  = "card-issuer"  // who issued the card
	FactDomains = "card-domains" // what it is for, joined by ", "
	FactMistake = "card-mistake" // what is wrong with it, in English
)

func refuse(code mail.Code, class string, err error) *mail.Problem {
	p := &mail.Problem{Code: code, Class: class, Stage: mail.StageDiscover, Retry: mail.RetryAfterChange, Err: err}
	if err != nil {
		p.Facts = map[string]string{FactMistake: err.Error()}
	}
	return p
}

// Unopened is the problem of a file that could not be read.
func Unopened(path string, err error) *mail.Problem {
	p := refuse(mail.NotFound, ClassUnopened, err)
	p.Facts[mail.FactPath] = path
	return p
}
