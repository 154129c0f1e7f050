package sasl

import (
	"bytes"
	"encoding/binary"
)

// Flags of MS-NLMP section 2.2.2.5 that we ask for; a server's others are not taken up.
const (
	ntlmUnicode  = 0x00000001
	ntlmTarget   = 0x00000004
	ntlmNTLM     = 0x00000200
	ntlmSign     = 0x00008000
	ntlmExtended = 0x00080000
	ntlmInfo     = 0x00800000
	ntlm128      = 0x20000000
	ntlm56       = 0x80000000

	ntlmFlags = ntlmUnicode | ntlmTarget | ntlmNTLM | ntlmSign | ntlmExtended | ntlmInfo | ntlm128 | ntlm56
)

// Identifiers of AV_PAIR (MS-NLMP section 2.2.2.1).
const (
	avEnd       = 0
	avFlags     = 6
	avTimestamp = 7
	avTarget    = 9
	avBindings  = 10
)

// codedFlag in avFlags says that the message has a code over all messages.
const codedFlag = 2

// longestNTLM is as much as a challenge may have. Real ones have some hundred bytes, and our answer, which repeats a
// part of it, must keep its lengths in 16 bits.
const longestNTLM = 16 << 10

// ntlmSignature begins every message.
var ntlmSignature = []byte("NTLMSSP\x00")

// ntlmHead returns the first size bytes of a message of a type, the rest of them zero.
func ntlmHead(kind uint32, size int) []byte {
	head := make([]byte, size)
	copy(head, ntlmSignature)
	binary.LittleEndian.PutUint32(head[8:], kind)
	return head
}

// putField writes length, room and offset of a field of the payload.
func putField(head []byte, length, offset int) {
	binary.LittleEndian.PutUint16(head, uint16(length))
	binary.LittleEndian.PutUint16(head[2:], uint16(length))
	binary.LittleEndian.PutUint32(head[4:], uint32(offset))
}

// negotiation returns the NEGOTIATE_MESSAGE (MS-NLMP section 2.2.1.1), which tells nothing of us.
func negotiation() []byte {
	head := ntlmHead(1, 40)
	binary.LittleEndian.PutUint32(head[12:], ntlmFlags)
	return head
}

type avPair struct {
	id    uint16
	value []byte
}

// ntlmChallenge is a CHALLENGE_MESSAGE (MS-NLMP section 2.2.1.2).
type ntlmChallenge struct {
	flags uint32
	nonce []byte
	pairs []avPair
}

// parseNTLMChallenge checks the message and everything that points into it.
func parseNTLMChallenge(message []byte) (ntlmChallenge, error) {
	const headed = 48
	if len(message) < headed || len(message) > longestNTLM || !bytes.HasPrefix(message, ntlmSignature) || binary.LittleEndian.Uint32(message[8:]) != 2 {
		return ntlmChallenge{}, errBadChallenge
	}
	c := ntlmChallenge{flags: binary.LittleEndian.Uint32(message[20:]), nonce: message[24:32]}
	if _, inside := field(message, message[12:]); !inside || c.flags&ntlmUnicode == 0 || c.flags&ntlmNTLM == 0 {
		return ntlmChallenge{}, errBadChallenge
	}
	info, inside := field(message, message[40:])
	if !inside {
		return ntlmChallenge{}, errBadChallenge
	}
	var ok bool
	c.pairs, ok = avPairs(info)
	if stamp := c.value(avTimestamp); !ok || stamp != nil && len(stamp) != 8 {
		return ntlmChallenge{}, errBadChallenge
	}
	return c, nil
}

// field returns the part of message that a field of its head points to.
func field(message, head []byte) (part []byte, inside bool) {
	length, offset := uint64(binary.LittleEndian.Uint16(head)), uint64(binary.LittleEndian.Uint32(head[4:]))
	if length == 0 {
		return nil, true
	}
	if offset+length > uint64(len(message)) {
		return nil, false
	}
	return message[offset : offset+length], true
}

// avPairs reads the pairs up to their end, which must be there unless there is nothing at all.
func avPairs(info []byte) (pairs []avPair, ok bool) {
	if len(info) == 0 {
		return nil, true
	}
	for len(info) >= 4 {
		id, length := binary.LittleEndian.Uint16(info), int(binary.LittleEndian.Uint16(info[2:]))
		info = info[4:]
		switch {
		case id == avEnd:
			return pairs, length == 0
		case length > len(info):
			return nil, false
		}
		pairs = append(pairs, avPair{id, info[:length]})
		info = info[length:]
	}
	return nil, false
}

// value returns the first value of a pair, nil for none.
func (c ntlmChallenge) value(id uint16) []byte {
	for _, p := range c.pairs {
		if p.id == id {
			return p.value
		}
	}
	return nil
}

// info returns the pairs as our answer repeats them: without what only a client may say, and with what we say. coded
// announces the code over all messages; binding may be nil.
func (c ntlmChallenge) info(coded bool, binding []byte) []byte {
	var flags uint32
	if said := c.value(avFlags); len(said) == 4 {
		flags = binary.LittleEndian.Uint32(said)
	}
	if coded {
		flags |= codedFlag
	}
	var out []byte
	put := func(id uint16, value []byte) {
		out = binary.LittleEndian.AppendUint16(out, id)
		out = binary.LittleEndian.AppendUint16(out, uint16(len(value)))
		out = append(out, value...)
	}
	for _, p := range c.pairs {
		if p.id != avFlags && p.id != avTarget && p.id != avBindings {
			put(p.id, p.value)
		}
	}
	if flags != 0 {
		put(avFlags, binary.LittleEndian.AppendUint32(nil, flags))
	}
	if binding != nil {
		put(avBindings, binding)
	}
	put(avEnd, nil)
	return out
}
