package sasl

import gosasl "github.com/emersion/go-sasl"

// XOAuth2 returns a client of XOAUTH2 (Google's and Microsoft's, before RFC 7628). A server that refuses sends an
// explanation as a challenge, which is answered by an empty response so that the refusal proper follows.
func XOAuth2(username, token string) gosasl.Client {
	return &bearer{name: "XOAUTH2", initial: "user=" + username + "\x01auth=Bearer " + token + "\x01\x01", farewell: ""}
}

// OAuthBearer returns a client of OAUTHBEARER (RFC 7628). The explanation of a refusal is answered by %x01
// (section 3.2.3).
func OAuthBearer(username, token string) gosasl.Client {
	return &bearer{name: "OAUTHBEARER", initial: "n,a=" + escapeName(username) + ",\x01auth=Bearer " + token + "\x01\x01", farewell: "\x01"}
}

type bearer struct {
	name, initial, farewell string
	refused                 bool
}

func (b *bearer) Start() (string, []byte, error) { return b.name, []byte(b.initial), nil }

func (b *bearer) Next([]byte) ([]byte, error) {
	if b.refused {
		return nil, errTooManyChallenges
	}
	b.refused = true
	return []byte(b.farewell), nil
}

// escapeName writes a saslname (RFC 5801 section 4).
func escapeName(name string) string {
	escaped := make([]byte, 0, len(name))
	for i := range len(name) {
		switch name[i] {
		case ',':
			escaped = append(escaped, "=2C"...)
		case '=':
			escaped = append(escaped, "=3D"...)
		default:
			escaped = append(escaped, name[i])
		}
	}
	return string(escaped)
}
