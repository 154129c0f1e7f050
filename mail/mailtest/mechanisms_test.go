package mailtest

import (
	"encoding/hex"
	"testing"

	"github.com/Azure/go-ntlmssp"
)

// publishedNTLM is the AUTHENTICATE_MESSAGE of MS-NLMP section 4.2.4.3, which answers the challenge 0123456789abcdef.
const publishedNTLM = "4e544c4d5353500003000000180018006c00000054005400840000000c000c00" +
	"480000000800080054000000100010005c00000010001000d8000000358288e2" +
	"0501280a0000000f44006f006d00610069006e00550073006500720043004f00" +
	"4d005000550054004500520086c35097ac9cec102554764a57cccc19aaaaaaaa" +
	"aaaaaaaa68cd0ab851e51c96aabc927bebef6a1c010100000000000000000000" +
	"00000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e00" +
	"01000c005300650072007600650072000000000000000000c5dad2544fc97990" +
	"94ce1ce90bc9d03e"

func TestNTLMServerTakesThePublishedMessage(t *testing.T) {
	message, err := hex.DecodeString(publishedNTLM)
	if err != nil {
		t.Fatal(err)
	}
	nonce := [8]byte{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef}
	server := &ntlmServer{prover: prover{users: []memoryLogin{{`Domain\User`, "Password"}}}, nonce: nonce}
	if name, err := server.verify(message); name != `Domain\User` || err != nil {
		t.Errorf("signed in %q, %v", name, err)
	}
	for what, spoiled := range map[string]*ntlmServer{
		"password":  {prover: prover{users: []memoryLogin{{`Domain\User`, "password"}}}, nonce: nonce},
		"domain":    {prover: prover{users: []memoryLogin{{`Other\User`, "Password"}}}, nonce: nonce},
		"challenge": {prover: server.prover},
	} {
		if _, err := spoiled.verify(message); err == nil {
			t.Errorf("another %s is accepted", what)
		}
	}
}

// A client of other people's making signs in, and is refused with a wrong password.
func TestNTLMServerTakesAnotherClient(t *testing.T) {
	for password, welcome := range map[string]bool{"pw": true, "wrong": false} {
		signedIn := ""
		server := newNTLMServer(prover{users: []memoryLogin{{`CORP\ada`, "pw"}}, refusal: errNoUser, signIn: func(name string) error {
			signedIn = name
			return nil
		}})
		hello, err := ntlmssp.NewNegotiateMessage("", "")
		if err != nil {
			t.Fatal(err)
		}
		challenge, _, err := server.Next(hello)
		if err != nil {
			t.Fatal(err)
		}
		challenge[23] &^= 0x40 // that client does not do without key exchange where the server asks for it
		answer, err := ntlmssp.NewAuthenticateMessage(challenge, `CORP\ada`, password, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, done, err := server.Next(answer); !done || (err == nil) != welcome || (signedIn != "") != welcome {
			t.Errorf("%q: done %v, %v, signed in %q", password, done, err, signedIn)
		}
	}
}
