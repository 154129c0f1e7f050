package mailtest

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
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

// HostileCases returns the cases of one protocol; the test is skipped when the data or python3 is absent.
func HostileCases(tb testing.TB, proto string) []HostileCase {
	tb.Helper()
	raw, err := os.ReadFile(SharedData(tb, "hostile", "cases.json"))
	if err != nil {
		tb.Fatalf("hostile cases: %v", err)
	}
	if _, err := exec.LookPath("python3"); err != nil {
		Absent(tb, "hostile cases: %v", err)
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

// unscripted are settings that cases.json knows and hostile_server.py does not; it would behave like an honest one.
var unscripted = map[string]bool{
	"SSLv3-only": true, "RC4-only": true, "NULL-cipher": true, "bad-ALPN": true, "renegotiation": true, "early-data": true,
	"huge-cert-chain-1MB": true, "close_notify-missing": true, "1-byte-records": true,
	"changes-mid-session": true, "revoked-staple": true,
}

// setting returns what a player plays of the case, in this process: what hostile_server.py does not know, and what it
// would need a process of its own for. "" leaves the case to the script.
func (c HostileCase) setting() string {
	for _, key := range []string{"tls", "cert"} {
		value, _ := c.Override[key].(string)
		if unscripted[value] || hostileTLS[value] != nil || issuedCerts[value] != nil || hostileCerts[value] != nil {
			return value
		}
	}
	fault, _ := c.Override["fault"].(string)
	return fault
}

// Sweep reports whether the case has a fault at another moment in each connection, so that a client must try again
// until it is through.
func (c HostileCase) Sweep() bool { return strings.HasPrefix(c.setting(), resetsEverywhere) }

// On returns the commands that the case answers in its own way, in capitals.
func (c HostileCase) On() []string {
	var names []string
	on, _ := c.Override["on"].(map[string]any)
	for name := range on {
		if name == dataEnd {
			name = "DATA"
		}
		names = append(names, strings.ToUpper(name))
	}
	return names
}

// Refuses reports whether the server says no, for good or for now, to a message that was submitted to its final dot.
func (c HostileCase) Refuses() bool {
	on, _ := c.Override["on"].(map[string]any)
	answer, _ := on[dataEnd].(string)
	return strings.HasPrefix(answer, "4") || strings.HasPrefix(answer, "5")
}

// dataEnd is what cases.json calls the end of a message that is submitted.
const dataEnd = "DATA_END"
