package acceptance

import (
	"net"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"letterbox/mail"
)

// nameService answers every query by answer, which returns nil for silence. It ends with the test.
func nameService(t *testing.T, answer func(query []byte) []byte) string {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0") //nolint:noctx // ends with the test
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		packet := make([]byte, 1<<12)
		for {
			n, from, err := socket.ReadFrom(packet)
			if err != nil {
				return
			}
			if reply := answer(packet[:n]); reply != nil {
				_, _ = socket.WriteTo(reply, from)
			}
		}
	})
	t.Cleanup(func() {
		_ = socket.Close()
		serving.Wait()
	})
	return socket.LocalAddr().String()
}

// saysCode answers with a code and no records.
func saysCode(code dnsmessage.RCode) func([]byte) []byte {
	return func(query []byte) []byte { return nameAnswer(query, code, nil) }
}

// leadsHere answers that every host is this computer.
func leadsHere(query []byte) []byte {
	return nameAnswer(query, dnsmessage.RCodeSuccess, &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}})
}

func silence([]byte) []byte { return nil }

// nameAnswer has a code and, for a query for IPv4, an address unless it is nil; it is nil for what is no query.
func nameAnswer(query []byte, code dnsmessage.RCode, address *dnsmessage.AResource) []byte {
	var parser dnsmessage.Parser
	header, err := parser.Start(query)
	if err != nil {
		return nil
	}
	question, err := parser.Question()
	if err != nil {
		return nil
	}
	header.Response, header.RecursionAvailable, header.RCode = true, true, code
	reply := dnsmessage.Message{Header: header, Questions: []dnsmessage.Question{question}}
	if address != nil && question.Type == dnsmessage.TypeA {
		head := dnsmessage.ResourceHeader{Name: question.Name, Class: dnsmessage.ClassINET, TTL: 60}
		reply.Answers = []dnsmessage.Resource{{Header: head, Body: address}}
	}
	packed, err := reply.Pack()
	if err != nil {
		return nil
	}
	return packed
}

// lookupFaults are what a name service makes of the name of a server. A computer without a network, for which all of
// them are the same, has one.
func lookupFaults() []toldFault {
	look := func(answer func([]byte) []byte) func(*testing.T, string) *running {
		return func(t *testing.T, language string) *running {
			t.Helper()
			return newProfile(t, "").start(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--timeout-scale", hasty, "--lang", language,
				"--dns", nameService(t, answer), "--incoming", "imaps://imap.corp.example", "--outgoing", "smtps://smtp.corp.example")
		}
	}
	missing := toldFault{
		name: "no such name", play: look(saysCode(dnsmessage.RCodeNameError)),
		code: unlessOffline(mail.HostNotFound), who: whoUnlessOffline("you"),
	}
	if missing.code == mail.Offline {
		return []toldFault{missing}
	}
	return []toldFault{
		missing,
		{name: "the name service fails", play: look(saysCode(dnsmessage.RCodeServerFailure)), code: mail.NameLookupFailed, who: "network"},
		{name: "the name service is silent", play: look(silence), code: mail.NameLookupFailed, who: "network"},
	}
}
