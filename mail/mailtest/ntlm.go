package mailtest

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5" //nolint:gosec // NTLM
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strings"
	"time"
	"unicode/utf16"

	"golang.org/x/crypto/md4" //nolint:gosec,staticcheck // NTLM
)

// ntlmServer is the other side of NTLM as a server of a domain plays it (MS-NLMP), in version 2. It shares no code
// with the client under test. Names of users are DOMAIN\user, a UPN or bare, as the client must give them.
type ntlmServer struct {
	prover
	nonce     [8]byte
	negotiate []byte
	challenge []byte
}

func newNTLMServer(p prover) *ntlmServer {
	s := &ntlmServer{prover: p}
	rand.Read(s.nonce[:])
	return s
}

// Next waits for the negotiation with the words that Exchange has there.
func (s *ntlmServer) Next(response []byte) (challenge []byte, done bool, err error) {
	switch {
	case s.negotiate == nil && len(response) == 0:
		return []byte{}, false, nil
	case s.negotiate == nil:
		if !isNTLM(response, 1) {
			return nil, true, s.refusal
		}
		s.negotiate = bytes.Clone(response)
		s.challenge = ntlmChallenge(s.nonce, time.Now())
		return s.challenge, false, nil
	}
	name, err := s.verify(response)
	if err != nil {
		return nil, true, s.refusal
	}
	return nil, true, s.signIn(name)
}

func isNTLM(message []byte, kind byte) bool {
	return len(message) >= 16 && bytes.HasPrefix(message, []byte("NTLMSSP\x00")) && message[8] == kind
}

// ntlmChallenge writes a CHALLENGE_MESSAGE of the domain CORP with names and time.
func ntlmChallenge(nonce [8]byte, now time.Time) []byte {
	var info []byte
	pair := func(id uint16, value []byte) {
		info = binary.LittleEndian.AppendUint16(info, id)
		info = binary.LittleEndian.AppendUint16(info, uint16(len(value)))
		info = append(info, value...)
	}
	pair(2, wide("CORP"))
	pair(1, wide("MAIL"))
	pair(4, wide("corp.example"))
	pair(7, binary.LittleEndian.AppendUint64(nil, uint64(now.UnixNano()/100+116444736000000000)))
	pair(0, nil)
	target := wide("CORP")
	m := make([]byte, 56)
	copy(m, "NTLMSSP\x00\x02")
	place := func(at, length, offset int) {
		binary.LittleEndian.PutUint16(m[at:], uint16(length))
		binary.LittleEndian.PutUint16(m[at+2:], uint16(length))
		binary.LittleEndian.PutUint32(m[at+4:], uint32(offset))
	}
	place(12, len(target), len(m))
	binary.LittleEndian.PutUint32(m[20:], 0xe28a8235) // as in MS-NLMP section 4.2.4, key exchange included
	copy(m[24:], nonce[:])
	place(40, len(info), len(m)+len(target))
	return append(append(m, target...), info...)
}

var errNTLM = errors.New("not a valid AUTHENTICATE_MESSAGE")

// verify returns whom an AUTHENTICATE_MESSAGE signs in.
func (s *ntlmServer) verify(m []byte) (string, error) {
	if !isNTLM(m, 3) || len(m) < 64 {
		return "", errNTLM
	}
	var fields [4][]byte // LAN Manager response, NTLM response, domain, user
	for i := range fields {
		length, offset := int(binary.LittleEndian.Uint16(m[12+8*i:])), int(binary.LittleEndian.Uint32(m[16+8*i:]))
		if offset+length > len(m) {
			return "", errNTLM
		}
		fields[i] = m[offset : offset+length]
	}
	domain, user := narrow(fields[2]), narrow(fields[3])
	for _, u := range s.users {
		if u.name != user && !strings.EqualFold(u.name, domain+`\`+user) {
			continue
		}
		return u.name, s.proves(m, fields[1], macOf(md4Of(wide(u.password)), wide(strings.ToUpper(user)+domain)))
	}
	return "", errNoUser
}

// proves checks the NTLM response, the code over all messages where it is announced, and the channel binding.
func (s *ntlmServer) proves(m, nt, key []byte) error {
	if len(nt) < 48 {
		return errNTLM
	}
	proof, temp := nt[:16], nt[16:]
	if !hmac.Equal(proof, macOf(key, s.nonce[:], temp)) {
		return errNTLM
	}
	pairs := pairsOf(temp[28:])
	if flags := pairs[6]; len(flags) == 4 && flags[0]&2 != 0 {
		blank := bytes.Clone(m)
		clear(blank[72:88])
		if !hmac.Equal(m[72:88], macOf(macOf(key, proof), s.negotiate, s.challenge, blank)) {
			return errNTLM
		}
	}
	if s.leaf != nil && !bytes.Equal(pairs[10], bindingOf(s.leaf)) {
		return errNTLM
	}
	return nil
}

func pairsOf(info []byte) map[uint16][]byte {
	pairs := map[uint16][]byte{}
	for len(info) >= 4 {
		id, length := binary.LittleEndian.Uint16(info), int(binary.LittleEndian.Uint16(info[2:]))
		if id == 0 || 4+length > len(info) {
			break
		}
		pairs[id], info = info[4:4+length], info[4+length:]
	}
	return pairs
}

// bindingOf is the hash of the gss_channel_bindings_struct for a certificate that is signed with SHA-256.
func bindingOf(leaf []byte) []byte {
	sum := sha256.Sum256(leaf)
	data := "tls-server-end-point:" + string(sum[:])
	token := md5.Sum([]byte(strings.Repeat("\x00", 16) + string([]byte{byte(len(data)), 0, 0, 0}) + data)) //nolint:gosec // as above
	return token[:]
}

func macOf(key []byte, parts ...[]byte) []byte {
	mac := hmac.New(md5.New, key)
	mac.Write(bytes.Join(parts, nil))
	return mac.Sum(nil)
}

func md4Of(p []byte) []byte {
	h := md4.New() //nolint:gosec // as above
	h.Write(p)
	return h.Sum(nil)
}

func wide(text string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}

func narrow(p []byte) string {
	units := make([]uint16, len(p)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(p[2*i:])
	}
	return string(utf16.Decode(units))
}
