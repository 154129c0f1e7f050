package mailtest

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
)

// HostileLine is one line of what passed between the client and the server.
type HostileLine struct {
	TLS  bool   `json:"tls"`
	Dir  string `json:"dir"` // "C" from the client, "S" from the server
	Data string `json:"data"`
}

// HostileServer is a running case. Password is what a client should use, so that Judge can look for it.
type HostileServer struct {
	Case     HostileCase
	Port     int
	CAFile   string
	Password string

	referral net.Listener // where the case's referrals point
	mu       sync.Mutex
	lines    []HostileLine
	followed bool
	spoilt   error         // why the client was not tested
	dormant  bool          // what is hostile about it has not been met
	copies   int           // messages that were submitted to their final dot
	taken    chan struct{} // closed with the first of them
	ended    chan struct{}
	stop     context.CancelFunc
}

// StartHostile starts the server of a case; it ends with the test. certDir is what HostileCerts returned.
func StartHostile(tb testing.TB, c HostileCase, certDir string) *HostileServer {
	tb.Helper()
	h := &HostileServer{Case: c, CAFile: filepath.Join(certDir, "ca.pem"), Password: "pw-" + strconv.FormatInt(time.Now().UnixNano(), 36), taken: make(chan struct{}), ended: make(chan struct{})}
	var err error
	if h.referral, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		tb.Fatalf("hostile server: %v", err)
	}
	var ctx context.Context
	ctx, h.stop = context.WithCancel(context.Background())
	if setting := c.setting(); setting != "" {
		if err := h.play(ctx, setting, certDir); err != nil {
			tb.Fatalf("hostile server: %v", err)
		}
		tb.Cleanup(func() {
			h.Transcript()
			h.referral.Close()
		})
		return h
	}
	output, err := forking.serve(SharedData(tb, "hostile", "hostile_server.py"),
		c.ID, "--certdir", certDir, "--port2", strconv.Itoa(h.referral.Addr().(*net.TCPAddr).Port), "--conns", "6")
	if err != nil {
		tb.Fatalf("hostile server: %v", err)
	}
	context.AfterFunc(ctx, func() { _ = output.CloseWrite() }) // it ends for that, and what it has said can still be read
	var background sync.WaitGroup
	background.Go(h.watchReferral)
	tb.Cleanup(func() {
		h.stop()
		h.referral.Close()
		background.Wait()
	})
	lines := bufio.NewScanner(output)
	lines.Buffer(nil, 1<<20)
	var ready struct {
		Listening int `json:"listening"`
	}
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &ready) != nil || ready.Listening == 0 {
		tb.Fatalf("hostile server did not start: %s", lines.Text())
	}
	h.Port = ready.Listening
	background.Go(func() {
		defer close(h.ended)
		for lines.Scan() {
			h.record(lines.Bytes())
		}
		_ = output.Close()
	})
	return h
}

func (h *HostileServer) record(raw []byte) {
	var line struct {
		HostileLine
		Event string `json:"event"`
	}
	switch {
	case json.Unmarshal(raw, &line) != nil:
	case line.Event == "ACCEPTED_OR_SEEN_FULL_MESSAGE":
		h.took()
	case line.Dir != "":
		h.note(line.HostileLine)
	}
}

// took counts a message that a client submitted to its final dot.
func (h *HostileServer) took() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.copies++; h.copies == 1 {
		close(h.taken)
	}
}

// Copies returns how many messages clients have submitted to their final dot. What the server answered then is another
// matter: HostileCase.Refuses.
func (h *HostileServer) Copies() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.copies
}

// Taken is closed when a client has submitted a message to its final dot.
func (h *HostileServer) Taken() <-chan struct{} { return h.taken }

func (h *HostileServer) note(line HostileLine) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lines = append(h.lines, line)
}

// spoil remembers that the server could not do what the case is about: the client was not tested.
func (h *HostileServer) spoil(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.spoilt = errors.Join(h.spoilt, err)
}

func (h *HostileServer) watchReferral() {
	for {
		conn, err := h.referral.Accept()
		if err != nil {
			return
		}
		conn.Close()
		h.mu.Lock()
		h.followed = true
		h.mu.Unlock()
	}
}

// Server returns how a client is configured for the case.
func (h *HostileServer) Server() mail.Server {
	s := mail.Server{
		Protocol: map[string]mail.Protocol{"imap": mail.IMAP, "pop3": mail.POP3, "smtp": mail.Submission}[h.Case.Proto],
		Host:     "127.0.0.1", Port: h.Port, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada",
	}
	if strings.Contains(h.Case.ClientMode, "starttls") || strings.Contains(h.Case.ClientMode, "stls") {
		s.Security = mail.STARTTLS
	}
	switch h.Case.Override["cert"] { // the others are judged by the address; that of ip-mismatch is not in the certificate
	case "no-san-cn-only", "wildcard-partial", "wrong-host", "nul-in-san", "name-constraint", "ca-false-issuer":
		s.Host = "localhost"
	}
	return s
}

// Transcript ends the server and returns what passed.
func (h *HostileServer) Transcript() []HostileLine {
	h.stop()
	<-h.ended
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.lines
}

// exposes reports whether a line holds the password, also in the base64 of SASL PLAIN and LOGIN.
func (h *HostileServer) exposes(line string) bool {
	if strings.Contains(line, h.Password) || strings.Contains(line, base64.StdEncoding.EncodeToString([]byte(h.Password))) {
		return true
	}
	for _, word := range strings.Fields(line) {
		if plain, err := base64.StdEncoding.DecodeString(word); err == nil && strings.Contains(string(plain), h.Password) {
			return true
		}
	}
	return false
}
