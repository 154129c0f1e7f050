package sasl

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5" //nolint:gosec // NTLM is defined with it
	"crypto/rand"
	"crypto/tls"
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf16"

	gosasl "github.com/emersion/go-sasl"
	"golang.org/x/crypto/md4" //nolint:gosec,staticcheck // NTLM is defined with it
)

// NTLM returns a client of NTLM as Exchange speaks it (MS-NLMP), in version 2 only: answers of version 1 and of LAN
// Manager can be turned into the password. username may be DOMAIN\user, a UPN or a bare name. state, which may be
// nil, ties the exchange to its TLS connection for servers that look at that.
//
// The negotiation waits for the server's first challenge, whatever it says: protocols of Microsoft have text there.
func NTLM(username, password string, state *tls.ConnectionState) gosasl.Client {
	domain, user, qualified := strings.Cut(username, `\`)
	if !qualified {
		domain, user = "", username
	}
	c := &ntlm{user: user, domain: domain, password: password, binding: bindingToken(state), now: time.Now}
	rand.Read(c.nonce[:]) // never fails
	return c
}

type ntlm struct {
	user, domain, password string
	binding                []byte
	now                    func() time.Time
	nonce                  [8]byte
	step                   int
}

func (c *ntlm) Start() (string, []byte, error) { return "NTLM", nil, nil }

func (c *ntlm) Next(challenge []byte) ([]byte, error) {
	c.step++
	switch c.step {
	case 1:
		return negotiation(), nil
	case 2:
		parsed, err := parseNTLMChallenge(challenge)
		if err != nil {
			return nil, err
		}
		return c.authenticate(parsed, challenge), nil
	default:
		return nil, errTooManyChallenges
	}
}

// response holds what MS-NLMP section 3.3.2 computes from password and challenge.
type response struct {
	lm, nt, sessionKey []byte
}

// respond computes NTLMv2. A server that sends its time gets no LAN Manager response, which would only weaken ours.
func (c *ntlm) respond(challenge ntlmChallenge, info []byte) response {
	key := keyed(md4Sum(utf16le(c.password)), utf16le(strings.ToUpper(c.user)+c.domain))
	stamp := challenge.value(avTimestamp)
	timed := stamp != nil
	if !timed {
		stamp = fileTime(c.now())
	}
	temp := bytes.Join([][]byte{{1, 1, 0, 0, 0, 0, 0, 0}, stamp, c.nonce[:], make([]byte, 4), info, make([]byte, 4)}, nil)
	proof := keyed(key, challenge.nonce, temp)
	r := response{lm: make([]byte, 24), nt: append(proof, temp...), sessionKey: keyed(key, proof)}
	if !timed {
		r.lm = append(keyed(key, challenge.nonce, c.nonce[:]), c.nonce[:]...)
	}
	return r
}

// authenticate writes the AUTHENTICATE_MESSAGE (MS-NLMP section 2.2.1.3). Where the server sent its time, a code over
// all three messages is part of it.
func (c *ntlm) authenticate(challenge ntlmChallenge, received []byte) []byte {
	coded := challenge.value(avTimestamp) != nil
	r := c.respond(challenge, challenge.info(coded, c.binding))
	const payload, code = 88, 72
	head := ntlmHead(3, payload)
	at := payload
	var body []byte
	for i, field := range [][]byte{r.lm, r.nt, utf16le(c.domain), utf16le(c.user), nil, nil} {
		putField(head[12+8*i:], len(field), at)
		body, at = append(body, field...), at+len(field)
	}
	binary.LittleEndian.PutUint32(head[60:], challenge.flags&ntlmFlags)
	message := append(head, body...)
	if coded {
		copy(message[code:], keyed(r.sessionKey, negotiation(), received, message))
	}
	return message
}

// keyed is HMAC-MD5 over the parts.
func keyed(key []byte, parts ...[]byte) []byte {
	mac := hmac.New(md5.New, key)
	for _, p := range parts {
		mac.Write(p)
	}
	return mac.Sum(nil)
}

func md4Sum(p []byte) []byte {
	h := md4.New() //nolint:gosec // as above
	h.Write(p)
	return h.Sum(nil)
}

func utf16le(text string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

// fileTime is a FILETIME: tenths of microseconds since 1601.
func fileTime(t time.Time) []byte {
	const epoch = 11644473600 // seconds from 1601 to 1970
	return binary.LittleEndian.AppendUint64(nil, uint64((t.Unix()+epoch)*1e7+int64(t.Nanosecond()/100)))
}
