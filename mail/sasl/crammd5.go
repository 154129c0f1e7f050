package sasl

import (
	"crypto/hmac"
	"crypto/md5" //nolint:gosec // CRAM-MD5 is defined with it
	"encoding/hex"

	gosasl "github.com/emersion/go-sasl"
)

// longestChallenge is as much as CRAM-MD5 is asked; RFC 2195 has a time stamp and a host name there.
const longestChallenge = 1024

// CRAMMD5 returns a client of CRAM-MD5 (RFC 2195). The password does not cross the connection, but nothing proves
// that the server knows it.
func CRAMMD5(username, password string) gosasl.Client {
	return &cramMD5{username: username, password: password}
}

type cramMD5 struct {
	username, password string
	done               bool
}

func (c *cramMD5) Start() (string, []byte, error) { return "CRAM-MD5", nil, nil }

// Next refuses the empty challenge: its answer could be looked up in a table that was made before.
func (c *cramMD5) Next(challenge []byte) ([]byte, error) {
	switch {
	case c.done:
		return nil, errTooManyChallenges
	case len(challenge) == 0 || len(challenge) > longestChallenge:
		return nil, errBadChallenge
	}
	c.done = true
	digest := hmac.New(md5.New, []byte(c.password))
	digest.Write(challenge)
	return []byte(c.username + " " + hex.EncodeToString(digest.Sum(nil))), nil
}
