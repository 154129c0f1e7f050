package sasl

import (
	"strconv"
	"strings"

	gosasl "github.com/emersion/go-sasl"
	"github.com/xdg-go/scram"
)

// Bounds of what a server may ask. Below the least count (RFC 7677 section 4) the answer would be worth searching
// for the password; the most takes a slow computer about a second.
const (
	leastIterations = 4096
	mostIterations  = 1_000_000
	longestFirst    = 2048 // bytes of the server's first message
)

// scramKind is one of the mechanisms of RFC 5802 and RFC 7677.
type scramKind struct {
	name  string
	hash  scram.HashGeneratorFcn
	bound bool // -PLUS: the exchange is tied to the TLS connection
}

var (
	scram256Plus = scramKind{"SCRAM-SHA-256-PLUS", scram.SHA256, true}
	scram1Plus   = scramKind{"SCRAM-SHA-1-PLUS", scram.SHA1, true}
	scram256     = scramKind{"SCRAM-SHA-256", scram.SHA256, false}
	scram1       = scramKind{"SCRAM-SHA-1", scram.SHA1, false}
)

// client returns nil where name or password cannot be prepared (SASLprep, RFC 4013), which leaves them to mechanisms
// that send them as they are, and for -PLUS where the connection has nothing to be tied to.
//
// A client that could bind says so by the flag "y" when the server did not offer to (RFC 5802 section 6): a server
// that did knows then that somebody has taken -PLUS from its list.
func (k scramKind) client(o Offer) gosasl.Client {
	prepared, err := k.hash.NewClient(o.Username, o.Secret, "")
	if err != nil {
		return nil
	}
	return k.begin(prepared, o)
}

func (k scramKind) begin(prepared *scram.Client, o Offer) gosasl.Client {
	prepared.WithMinIterations(leastIterations)
	binding := channelBinding(o.TLS)
	c := &scramClient{name: k.name, bound: k.bound}
	switch {
	case k.bound && (o.Unbound || !binding.IsSupported()):
		return nil
	case k.bound:
		c.conversation = prepared.NewConversationWithChannelBinding(binding)
	case binding.IsSupported() && !contains(o.Mechanisms, scram256Plus.name) && !contains(o.Mechanisms, scram1Plus.name):
		c.conversation = prepared.NewConversationAdvertisingChannelBinding()
	default:
		c.conversation = prepared.NewConversation()
	}
	return c
}

type scramClient struct {
	name         string
	bound        bool
	conversation *scram.ClientConversation
	nonce        string // ours
	answered     bool   // our proof was sent
	refused      string // the error that the server's last message was; its refusal follows
}

func (c *scramClient) Start() (string, []byte, error) {
	first, err := c.conversation.Step("")
	if err != nil {
		return "", nil, err
	}
	_, c.nonce, _ = strings.Cut(first, ",r=") // our own message, in which names hold no comma (RFC 5802 section 5.1)
	return c.name, []byte(first), nil
}

func (c *scramClient) Next(challenge []byte) ([]byte, error) {
	switch {
	case c.refused != "" || c.conversation.Done():
		return nil, errTooManyChallenges
	case strings.HasPrefix(string(challenge), "e="):
		c.refused = string(challenge)
		return []byte{}, nil
	case !c.answered:
		c.answered = true
		if !acceptable(string(challenge), c.nonce) {
			return nil, errBadChallenge
		}
		final, err := c.conversation.Step(string(challenge))
		if err != nil {
			return nil, errBadChallenge
		}
		return []byte(final), nil
	}
	if _, err := c.conversation.Step(string(challenge)); err != nil {
		return nil, ErrUnproven
	}
	return []byte{}, nil
}

func (c *scramClient) proven() bool { return c.conversation.Valid() }

// Unbindable reports whether a refused exchange failed by the kind of its channel binding, and not by the person:
// the server said so in SCRAM, or words, which it refused with, say so. Cyrus SASL announces -PLUS on TLS 1.3, knows
// nothing but tls-unique, which is not defined there, and calls the rest a "bad protocol". The same sign-in may follow
// without a binding (Offer.Unbound). A binding that does not match is somebody in between, and is not this.
func Unbindable(client gosasl.Client, words string) bool {
	c, ok := client.(*scramClient)
	if !ok || !c.bound {
		return false
	}
	switch c.refused {
	case "e=unsupported-channel-binding-type", "e=channel-binding-not-supported":
		return true
	case "":
		return strings.Contains(strings.ToLower(words), "bad protocol")
	default:
		return false
	}
}

// acceptable reports whether the server's first message (RFC 5802 section 7) keeps the bounds: a nonce that extends
// ours and is printable, and a number of iterations that protects the password and does not wear the computer out.
func acceptable(first, ours string) bool {
	if len(first) > longestFirst {
		return false
	}
	fields := strings.Split(first, ",")
	if len(fields) < 3 {
		return false
	}
	theirs, extends := strings.CutPrefix(fields[0], "r="+ours)
	if !extends || theirs == "" || strings.ContainsFunc(theirs, func(r rune) bool { return r < '!' || r > '~' }) {
		return false
	}
	salt, salted := strings.CutPrefix(fields[1], "s=")
	count, counted := strings.CutPrefix(fields[2], "i=")
	n, err := strconv.ParseUint(count, 10, 32)
	return salted && salt != "" && counted && err == nil && leastIterations <= n && n <= mostIterations
}
