package mail

import "time"

// Stage is a step of reaching a server, or of what follows.
type Stage string

// The stages. Binding passes Resolve to Fetch on the incoming and Resolve to Authenticate on the outgoing server.
const (
	StageDiscover     Stage = "discover"
	StageResolve      Stage = "resolve"
	StageConnect      Stage = "connect"
	StageSecure       Stage = "secure"
	StageGreet        Stage = "greet" // greeting and capabilities, or EHLO
	StageAuthenticate Stage = "authenticate"
	StageIdentify     Stage = "identify" // ID of RFC 2971
	StageList         Stage = "list"
	StageOpen         Stage = "open" // SELECT INBOX
	StageFetch        Stage = "fetch"
	StageSubmit       Stage = "submit"
	StageStore        Stage = "store"
	StageSignIn       Stage = "sign-in"
)

// CheckStatus is the outcome of a Check.
type CheckStatus string

// The outcomes. Running is only ever told live.
const (
	CheckRunning CheckStatus = "running"
	CheckOK      CheckStatus = "ok"
	CheckFailed  CheckStatus = "failed"
	CheckSkipped CheckStatus = "skipped"
)

// Check is one stage on one server.
type Check struct {
	Server  Protocol // which server
	Stage   Stage
	Status  CheckStatus
	Elapsed time.Duration
	Finding string   // what was learnt, for the technical view: an address, a TLS version, a capability list
	Problem *Problem // when failed
}

// Report is the result of verifying an account.
type Report struct {
	Checks []Check
}

// Problem returns the first failure, incoming before outgoing; nil when all passed.
func (r Report) Problem() *Problem {
	var found *Problem
	for _, c := range r.Checks {
		if c.Problem == nil {
			continue
		}
		if c.Server.Incoming() {
			return c.Problem
		}
		if found == nil {
			found = c.Problem
		}
	}
	return found
}
