package acceptance

import (
	"net"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"letterbox/mail"
)

// nameService answers every query with a code, or, when silent, not at all. It ends with the test.
func nameService(t *testing.T, code dnsmessage.RCode, silent bool) string {
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
			if answer := nameAnswer(packet[:n], code); answer != nil && !silent {
				_, _ = socket.WriteTo(answer, from)
			}
		}
	})
	t.Cleanup(func() {
		_ = socket.Close()
		serving.Wait()
	})
	return socket.LocalAddr().String()
}

// nameAnswer has a code and no records; it is nil for what is no query.
func nameAnswer(query []byte, code dnsmessage.RCode) []byte {
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
	packed, err := reply.Pack()
	if err != nil {
		return nil
	}
	return packed
}

// lookupFaults are what a name service makes of the name of a server. A computer without a network, for which all of
// them are the same, has one.
func lookupFaults() []toldFault {
	look := func(code dnsmessage.RCode, silent bool) func(*testing.T, string) *running {
		return func(t *testing.T, language string) *running {
			t.Helper()
			return newProfile(t, "").start(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--timeout-scale", hasty, "--lang", language,
				"--dns", nameService(t, code, silent), "--incoming", "imaps://imap.corp.example", "--outgoing", "smtps://smtp.corp.example")
		}
	}
	missing := toldFault{
		name: "no such name", play: look(dnsmessage.RCodeNameError, false),
		code: unlessOffline(mail.HostNotFound), who: whoUnlessOffline("you"),
	}
	if missing.code == mail.Offline {
		return []toldFault{missing}
	}
	return []toldFault{
		missing,
		{name: "the name service fails", play: look(dnsmessage.RCodeServerFailure, false), code: mail.NameLookupFailed, who: "network"},
		{name: "the name service is silent", play: look(dnsmessage.RCodeSuccess, true), code: mail.NameLookupFailed, who: "network"},
	}
}
