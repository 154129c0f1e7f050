package mailtest

import (
	"crypto/hmac"
	"crypto/md5" //nolint:gosec // CRAM-MD5
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// cramServer is the other side of CRAM-MD5 (RFC 2195).
type cramServer struct {
	prover
	challenge string
}

func (s *cramServer) Next(response []byte) (challenge []byte, done bool, err error) {
	if s.challenge == "" {
		s.challenge = fmt.Sprintf("<%d@mail.example.test>", time.Now().UnixNano())
		return []byte(s.challenge), false, nil
	}
	text := string(response)
	at := strings.LastIndexByte(text, ' ')
	for _, u := range s.users {
		mac := hmac.New(md5.New, []byte(u.password))
		mac.Write([]byte(s.challenge))
		if at >= 0 && u.name == text[:at] && hmac.Equal([]byte(text[at+1:]), []byte(hex.EncodeToString(mac.Sum(nil)))) {
			return nil, true, s.signIn(u.name)
		}
	}
	return nil, true, s.refusal
}
