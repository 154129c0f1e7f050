package acceptance

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"letterbox/mail/mailtest"
)

const (
	// patience is how long one verb may take with a hostile server under scaled timeouts on a busy machine.
	patience = 60 * time.Second
	// sweep is how many times a client tries that loses every connection a little later than the one before.
	sweep = 30
	// mostMemory is what one run may hold, in kilobytes of resident memory.
	mostMemory = 300 << 10
)

// TestHostileServers binds to and syncs with every hostile server of the collection: the program neither crashes nor
// hangs, shows no secret to anybody, keeps nothing that it should not, and stays small.
func TestHostileServers(t *testing.T) {
	cases := mailtest.HostileCases(t, "imap")
	certs := mailtest.HostileCerts(t)
	submission := mailtest.SMTP(t)
	ca := trusting(t, filepath.Join(certs, "ca.pem"), submission.CAPEM())
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			server := mailtest.StartHostile(t, c, certs)
			anybody := mailtest.SMTP(t, mailtest.SMTPUser("ada", server.Password))
			p := newProfile(t, ca)
			outcome := p.endure(server, anybody)
			if c.Sweep() && !slices.Equal(outcome.Stored, mailtest.HonestStore) {
				t.Errorf("after all attempts there is %q", outcome.Stored)
			}
			for _, complaint := range server.Judge(outcome, patience) {
				t.Errorf("%s; asserted: %s; seen: %s", complaint, c.Assertion, outcome.Visible)
			}
		})
	}
}

// endure binds to and syncs with a hostile server and returns what came of it.
func (p *profile) endure(server *mailtest.HostileServer, submission *mailtest.SMTPServer) (o mailtest.HostileOutcome) {
	p.t.Helper()
	in, out := server.Server(), submission.Server()
	attempts := 1
	if server.Case.Sweep() {
		attempts = sweep
	}
	bound := p.again(attempts, &o, server.Password+"\n", "bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--incoming", in.URL(), "--outgoing", out.URL())
	if bound.status != 0 {
		return o
	}
	p.again(attempts, &o, "", "sync", "--once")
	folders, _ := p.must("", "folders").last()["folders"].([]any)
	for _, f := range folders {
		folder, _ := f.(map[string]any)
		path, _ := folder["path"].(string)
		number, _ := folder["id"].(float64)
		o.Stored = append(o.Stored, path)
		rows, _ := p.must("", "list", strconv.Itoa(int(number))).last()["messages"].([]any)
		for _, r := range rows {
			row, _ := r.(map[string]any)
			id, _ := row["id"].(float64)
			if row["has_body"] == true {
				o.Stored = append(o.Stored, p.must("", "show", strconv.Itoa(int(id)), "--raw").stdout)
			}
		}
	}
	return o
}

// again runs a verb until it succeeds, but no more than so many times.
func (p *profile) again(attempts int, o *mailtest.HostileOutcome, stdin string, args ...string) (r result) {
	p.t.Helper()
	for range attempts {
		if r = p.timed(o, stdin, args...); r.status == 0 {
			break
		}
	}
	return r
}

// timed runs a verb with short timeouts and takes down how it went.
func (p *profile) timed(o *mailtest.HostileOutcome, stdin string, args ...string) result {
	p.t.Helper()
	began := time.Now()
	r := p.run(stdin, append(args, "--timeout-scale", "0.08")...)
	o.Elapsed = max(o.Elapsed, time.Since(began))
	o.Failed = o.Failed || r.status != 0
	o.Visible += r.stdout + r.stderr
	if r.status < 0 || strings.Contains(r.stderr, "panic:") || strings.Contains(r.stderr, "fatal error:") {
		p.t.Errorf("%v crashed: %s", args, r.stderr)
	}
	if r.memory > mostMemory {
		p.t.Errorf("%v held %d MB", args, r.memory>>10)
	}
	return r
}

// residentMemory returns the largest resident memory of a process that has ended, in kilobytes; 0 where the system
// does not tell.
func residentMemory(cmd *exec.Cmd) int64 { return maxResident(cmd.ProcessState.SysUsage()) }
