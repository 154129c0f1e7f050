package sasl

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"testing"
	"time"
)

// The values of MS-NLMP section 4.2: user, password and domain of 4.2.1, the challenge and the results of 4.2.4.
const (
	publishedChallenge = "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef" +
		"00000000000000002400240044000000060070170000000f5300650072007600" +
		"6500720002000c0044006f006d00610069006e0001000c005300650072007600" +
		"6500720000000000"
	publishedLM = "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa"
	publishedNT = "68cd0ab851e51c96aabc927bebef6a1c01010000000000000000000000000000" +
		"aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c00" +
		"5300650072007600650072000000000000000000"
	publishedSessionKey = "8de40ccadbc14a82f15cb0ad0de95ca3"
)

func unhex(tb testing.TB, text string) []byte {
	tb.Helper()
	p, err := hex.DecodeString(text)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// publishedClient is the client of the examples: its clock stands at the epoch of FILETIME.
func publishedClient() *ntlm {
	epoch := time.Date(1601, time.January, 1, 0, 0, 0, 0, time.UTC)
	c := &ntlm{user: "User", domain: "Domain", password: "Password", now: func() time.Time { return epoch }}
	for i := range c.nonce {
		c.nonce[i] = 0xaa
	}
	return c
}

func TestNTLMAsPublished(t *testing.T) {
	challenge, err := parseNTLMChallenge(unhex(t, publishedChallenge))
	if err != nil {
		t.Fatal(err)
	}
	r := publishedClient().respond(challenge, challenge.info(false, nil))
	for name, c := range map[string]struct {
		got  []byte
		want string
	}{"LMv2": {r.lm, publishedLM}, "NTLMv2": {r.nt, publishedNT}, "session key": {r.sessionKey, publishedSessionKey}} {
		if hex.EncodeToString(c.got) != c.want {
			t.Errorf("%s is %x, want %s", name, c.got, c.want)
		}
	}
}

// The message has the responses and names where its head says, and takes up no flag that the client did not ask for.
func TestNTLMAuthenticateMessage(t *testing.T) {
	received := unhex(t, publishedChallenge)
	c := publishedClient()
	c.Next(nil)
	m, err := c.Next(received)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]byte{unhex(t, publishedLM), unhex(t, publishedNT), utf16le("Domain"), utf16le("User"), nil, nil} {
		if got, inside := field(m, m[12+8*i:]); !inside || !bytes.Equal(got, want) {
			t.Errorf("field %d is %x, want %x", i, got, want)
		}
	}
	flags := binary.LittleEndian.Uint32(m[60:])
	const keyExchange = 0x40000000
	if flags&^ntlmFlags != 0 || flags&keyExchange != 0 || flags&ntlmUnicode == 0 {
		t.Errorf("flags are %#x", flags)
	}
	if _, err := c.Next(received); err == nil {
		t.Error("the exchange goes on after its end")
	}
}

func TestNTLMNames(t *testing.T) {
	for name, want := range map[string][2]string{
		`CORP\ada`: {"CORP", "ada"}, "ada@corp.example": {"", "ada@corp.example"}, "ada": {"", "ada"}, `CORP\a\b`: {"CORP", `a\b`},
	} {
		if c := NTLM(name, "pw", nil).(*ntlm); c.domain != want[0] || c.user != want[1] {
			t.Errorf("%q is user %q of %q", name, c.user, c.domain)
		}
	}
}

// changed returns the published challenge with bytes of it replaced.
func changed(t *testing.T, at int, with ...byte) []byte {
	m := unhex(t, publishedChallenge)
	copy(m[at:], with)
	return m
}

func TestNTLMRefusesHostileChallenges(t *testing.T) {
	whole := unhex(t, publishedChallenge)
	for name, challenge := range map[string][]byte{
		"empty":                         nil,
		"cut in the head":               whole[:40],
		"cut in the target information": whole[:len(whole)-6],
		"another signature":             changed(t, 0, 'X'),
		"another type":                  changed(t, 8, 3),
		"no Unicode":                    changed(t, 20, 0x32),
		"LAN Manager only":              changed(t, 21, 0x80),
		"target name beyond the end":    changed(t, 16, 0xff, 0xff, 0xff, 0xff),
		"information beyond the end":    changed(t, 44, 0xf0, 0xff, 0xff, 0xff),
		"information longer than it is": changed(t, 40, 0xff, 0xff),
		"pair longer than it is":        changed(t, 70, 0xff, 0xff),
		"no end of the pairs":           changed(t, len(whole)-4, 1),
		"short time":                    changed(t, 68, avTimestamp),
		"endless":                       append(whole, make([]byte, longestNTLM)...),
	} {
		c := publishedClient()
		c.Next(nil)
		if answer, err := c.Next(challenge); err == nil {
			t.Errorf("%s: answers %x", name, answer)
		}
	}
}

// What only a client may say is not repeated after a server that says it.
func TestNTLMDropsTheServersClaims(t *testing.T) {
	c := ntlmChallenge{pairs: []avPair{{avBindings, make([]byte, 16)}, {avTarget, []byte("x")}, {avFlags, []byte{4, 0, 0, 0}}, {1, []byte("ab")}}}
	binding := bytes.Repeat([]byte{7}, 16)
	got, ok := avPairs(c.info(true, binding))
	want := []avPair{{1, []byte("ab")}, {avFlags, []byte{6, 0, 0, 0}}, {avBindings, binding}}
	if !ok || len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i].id != want[i].id || !bytes.Equal(got[i].value, want[i].value) {
			t.Errorf("pair %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func FuzzNTLMChallenge(f *testing.F) {
	f.Add(unhex(f, publishedChallenge))
	f.Fuzz(func(t *testing.T, message []byte) {
		challenge, err := parseNTLMChallenge(message)
		if err != nil {
			return
		}
		m := publishedClient().authenticate(challenge, message)
		for i := range 6 {
			if _, inside := field(m, m[12+8*i:]); !inside {
				t.Fatalf("field %d of the answer to %x is outside of it", i, message)
			}
		}
		if len(m) > 2*longestNTLM {
			t.Fatalf("the answer has %d bytes", len(m))
		}
	})
}

// The example of RFC 2195 section 2.
func TestCRAMMD5AsPublished(t *testing.T) {
	c := CRAMMD5("tim", "tanstaaftanstaaf")
	if name, initial, err := c.Start(); name != "CRAM-MD5" || initial != nil || err != nil {
		t.Errorf("starts with %q %q %v", name, initial, err)
	}
	challenge := []byte("<1896.697170952@postoffice.reston.mci.net>")
	answer, err := c.Next(challenge)
	if string(answer) != "tim b913a602c7eda7a495b4e6e7334d3890" || err != nil {
		t.Errorf("answers %q %v", answer, err)
	}
	if _, err := c.Next(challenge); err == nil {
		t.Error("answers twice")
	}
	for _, hostile := range [][]byte{nil, make([]byte, longestChallenge+1)} {
		if answer, err := CRAMMD5("tim", "x").Next(hostile); err == nil {
			t.Errorf("answers a challenge of %d bytes with %q", len(hostile), answer)
		}
	}
}
