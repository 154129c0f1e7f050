package mailtest

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
)

// HostileCase is one way in which a server attacks a client, from hostile/cases.json of the test data.
type HostileCase struct {
	ID         string         `json:"id"`
	Proto      string         `json:"proto"`       // "imap", "pop3" or "smtp"
	Class      string         `json:"cls"`         // family of attacks
	ClientMode string         `json:"client_mode"` // "tls" or "starttls": how the client is configured
	Override   map[string]any `json:"override"`    // what the server does differently
	Expected   string         `json:"expected"`    // safe behaviour, for people
	Assertion  string         `json:"assertion"`   // what is checked; HostileServer.Judge interprets it
}

// HostileCases returns the cases of one protocol; the test is skipped when the data, python3 or openssl is absent.
func HostileCases(tb testing.TB, proto string) []HostileCase {
	tb.Helper()
	raw, err := os.ReadFile(SharedData(tb, "hostile", "cases.json"))
	if err != nil {
		tb.Fatalf("hostile cases: %v", err)
	}
	for _, program := range []string{"python3", "openssl"} {
		if _, err := exec.LookPath(program); err != nil {
			Absent(tb, "hostile cases: %v", err)
		}
	}
	var all, chosen []HostileCase
	if err := json.Unmarshal(raw, &all); err != nil {
		tb.Fatalf("hostile cases: %v", err)
	}
	for _, c := range all {
		if c.Proto == proto {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// unplayed are settings that cases.json knows and hostile_server.py does not; it would behave like an honest one.
var unplayed = map[string]bool{
	"SSLv3-only": true, "RC4-only": true, "NULL-cipher": true, "bad-ALPN": true, "renegotiation": true, "early-data": true,
	"huge-cert-chain-1MB": true, "close_notify-missing": true, "1-byte-records": true,
	"changes-mid-session": true, "revoked-staple": true,
}

// setting returns what hostile_server.py does not know of the case, "" when it knows all.
func (c HostileCase) setting() string {
	for _, key := range []string{"tls", "cert"} {
		if value, _ := c.Override[key].(string); unplayed[value] {
			return value
		}
	}
	fault, _ := c.Override["fault"].(string)
	return fault
}

// Unplayed returns the setting of the case that no server here can play, "" when all are played.
func (c HostileCase) Unplayed() string {
	if c.Proto == "imap" { // what the script does not know has a player
		return ""
	}
	return c.setting()
}

// Sweep reports whether the case has a fault at another moment in each connection, so that a client must try again
// until it is through.
func (c HostileCase) Sweep() bool { return strings.HasPrefix(c.setting(), resetsEverywhere) }

// On returns the commands that the case answers in its own way, in capitals.
func (c HostileCase) On() []string {
	var names []string
	on, _ := c.Override["on"].(map[string]any)
	for name := range on {
		names = append(names, strings.ToUpper(name))
	}
	return names
}

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
	spoilt   error // why the client was not tested
	dormant  bool  // what is hostile about it has not been met
	ended    chan struct{}
	stop     context.CancelFunc
}

// StartHostile starts the server of a case; it ends with the test. certDir keeps the certificates, which the first
// server makes; no other may start before that one is there.
func StartHostile(tb testing.TB, c HostileCase, certDir string) *HostileServer {
	tb.Helper()
	h := &HostileServer{Case: c, CAFile: filepath.Join(certDir, "ca.pem"), Password: "pw-" + strconv.FormatInt(time.Now().UnixNano(), 36), ended: make(chan struct{})}
	var err error
	if h.referral, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		tb.Fatalf("hostile server: %v", err)
	}
	if name, _ := c.Override["cert"].(string); name != "" {
		if err := prepareCert(certDir, name); err != nil {
			tb.Fatalf("mailtest: %v", err)
		}
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
	script := SharedData(tb, "hostile", "hostile_server.py")
	cmd := exec.CommandContext(ctx, "python3", script, c.ID, "--certdir", certDir, "--port2", strconv.Itoa(h.referral.Addr().(*net.TCPAddr).Port), "--conns", "6")
	out, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatalf("hostile server: %v", err)
	}
	if err := cmd.Start(); err != nil {
		tb.Fatalf("hostile server: %v", err)
	}
	var background sync.WaitGroup
	background.Go(h.watchReferral)
	tb.Cleanup(func() {
		h.stop()
		h.referral.Close()
		background.Wait()
	})
	lines := bufio.NewScanner(out)
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
		cmd.Wait()
	})
	return h
}

func (h *HostileServer) record(raw []byte) {
	var line HostileLine
	if json.Unmarshal(raw, &line) != nil || line.Dir == "" {
		return
	}
	h.note(line)
}

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
