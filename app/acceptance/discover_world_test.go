package acceptance

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// elsewhere is the part of the internet that discovery sees: a name service and a web on loopback.
type elsewhere struct {
	mx    map[string][]string // by domain: "10 host."
	srv   map[string]string   // by service and domain: "host.:993"
	alias map[string]string   // by host
	hosts map[string]bool
	pages map[string]string // by /host/path

	mu      sync.Mutex
	asked   []string // names and pages
	dns     string   // address of the name service
	webRoot string
}

// newElsewhere starts both. What they know may be filled in until the first program runs.
func newElsewhere(t *testing.T) *elsewhere {
	t.Helper()
	e := &elsewhere{mx: map[string][]string{}, srv: map[string]string{}, alias: map[string]string{}, hosts: map[string]bool{}, pages: map[string]string{}}
	socket, err := net.ListenPacket("udp", "127.0.0.1:0") //nolint:noctx // ends with the test
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() { e.serveNames(socket) })
	web := httptest.NewServer(e)
	t.Cleanup(func() {
		_ = socket.Close()
		serving.Wait()
		web.Close()
	})
	e.dns, e.webRoot = socket.LocalAddr().String(), web.URL
	return e
}

// flags point the program to this world. What was filled in before is seen by those who answer.
func (e *elsewhere) flags() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return []string{"--dns", e.dns, "--http-root", e.webRoot}
}

// requests returns what was asked since the last call.
func (e *elsewhere) requests() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	asked := e.asked
	e.asked = nil
	return asked
}

func (e *elsewhere) note(what string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.asked = append(e.asked, what)
}

// ServeHTTP implements http.Handler.
func (e *elsewhere) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.note(r.URL.RequestURI())
	text, found := e.pages[r.URL.Path]
	to, redirect := strings.CutPrefix(text, "-> ")
	switch {
	case redirect:
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	case found:
		_, _ = w.Write([]byte(text))
	default:
		http.NotFound(w, r)
	}
}

// serveNames answers until the socket is closed.
func (e *elsewhere) serveNames(socket net.PacketConn) {
	packet := make([]byte, 4096)
	for {
		n, from, err := socket.ReadFrom(packet)
		if err != nil {
			return
		}
		if answer := e.answer(packet[:n]); answer != nil {
			_, _ = socket.WriteTo(answer, from)
		}
	}
}

// answer is the reply to a query, nil to what is none.
func (e *elsewhere) answer(query []byte) []byte {
	var parser dnsmessage.Parser
	header, err := parser.Start(query)
	if err != nil {
		return nil
	}
	question, err := parser.Question()
	if err != nil {
		return nil
	}
	name := strings.ToLower(strings.TrimSuffix(question.Name.String(), "."))
	e.note(name)
	reply := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: header.ID, Response: true, Authoritative: true, RecursionDesired: header.RecursionDesired, RecursionAvailable: true},
		Questions: []dnsmessage.Question{question},
		Answers:   e.records(question, name),
	}
	if len(reply.Answers) == 0 && !e.exists(name) {
		reply.RCode = dnsmessage.RCodeNameError
	}
	packed, err := reply.Pack()
	if err != nil {
		return nil
	}
	return packed
}

func (e *elsewhere) exists(name string) bool {
	return e.hosts[name] || e.mx[name] != nil || e.srv[name] != "" || e.alias[name] != ""
}

func (e *elsewhere) records(q dnsmessage.Question, name string) []dnsmessage.Resource {
	header := dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 60}
	switch q.Type { //nolint:exhaustive // the types that discovery asks for
	case dnsmessage.TypeMX:
		var list []dnsmessage.Resource
		for _, record := range e.mx[name] {
			preference, host, _ := strings.Cut(record, " ")
			n, _ := strconv.Atoi(preference)
			list = append(list, dnsmessage.Resource{Header: header, Body: &dnsmessage.MXResource{Pref: uint16(n), MX: dnsmessage.MustNewName(host)}})
		}
		return list
	case dnsmessage.TypeSRV:
		if host, port, found := strings.Cut(e.srv[name], ":"); found {
			n, _ := strconv.Atoi(port)
			return []dnsmessage.Resource{{Header: header, Body: &dnsmessage.SRVResource{Target: dnsmessage.MustNewName(host), Port: uint16(n)}}}
		}
	case dnsmessage.TypeA:
		return e.addresses(header, name)
	}
	return nil
}

func (e *elsewhere) addresses(header dnsmessage.ResourceHeader, name string) []dnsmessage.Resource {
	address := &dnsmessage.AResource{A: [4]byte{192, 0, 2, 1}}
	switch to := e.alias[name]; {
	case to != "":
		target := dnsmessage.MustNewName(to + ".")
		there := header
		there.Name = target
		return []dnsmessage.Resource{{Header: header, Body: &dnsmessage.CNAMEResource{CNAME: target}}, {Header: there, Body: address}}
	case e.hosts[name]:
		return []dnsmessage.Resource{{Header: header, Body: address}}
	}
	return nil
}
