package verdict

import (
	"strings"

	"letterbox/mail"
)

// Phase is the part of a dialogue that a reply belongs to.
type Phase string

// Phases, in the order in which they come.
const (
	Connect  Phase = "connect" // greeting, capabilities, EHLO
	StartTLS Phase = "starttls"
	Login    Phase = "login"
	Select   Phase = "select"
	Fetch    Phase = "fetch"
	Append   Phase = "append"
	Search   Phase = "search"
	Idle     Phase = "idle"
	MailFrom Phase = "mail-from"
	Rcpt     Phase = "rcpt"
	Data     Phase = "data"
	Any      Phase = "any"
)

// phaseNames are the names that people and lists use for a phase.
var phaseNames = map[string]Phase{
	"connect": Connect, "greeting": Connect, "capability": Connect, "capabilities": Connect, "ehlo": Connect, "helo": Connect, "greet": Connect, "id": Connect, "identify": Connect,
	"starttls": StartTLS, "stls": StartTLS, "handshake": StartTLS, "secure": StartTLS, "tls": StartTLS,
	"login": Login, "auth": Login, "authenticate": Login, "authorize": Login, "token": Login, "user": Login, "pass": Login, "apop": Login, "sign-in": Login,
	"select": Select, "examine": Select, "open": Select, "status": Select, "list": Select, "lsub": Select, "create": Select, "rename": Select, "delete": Select, "stat": Select,
	"fetch": Fetch, "retr": Fetch, "top": Fetch, "uidl": Fetch, "store": Fetch, "copy": Fetch, "move": Fetch, "expunge": Fetch, "noop": Fetch,
	"append": Append, "search": Search, "idle": Idle,
	"mail-from": MailFrom, "mail": MailFrom, "from": MailFrom, "rcpt": Rcpt, "rcpt-to": Rcpt, "data": Data, "bdat": Data, "submit": Data,
}

// ParsePhase returns the phase of a name in any case; Any when the name says nothing.
func ParsePhase(name string) Phase {
	if p, ok := phaseNames[strings.ToLower(strings.TrimSpace(name))]; ok {
		return p
	}
	return Any
}

// stages says where a binding or a sync is while a phase lasts.
var stages = map[Phase]mail.Stage{
	Connect: mail.StageGreet, StartTLS: mail.StageSecure, Login: mail.StageAuthenticate, Select: mail.StageOpen,
	Fetch: mail.StageFetch, Append: mail.StageFetch, Search: mail.StageFetch, Idle: mail.StageFetch,
	MailFrom: mail.StageSubmit, Rcpt: mail.StageSubmit, Data: mail.StageSubmit,
}

// Stage returns the stage of the domain that p belongs to; "" for Any.
func (p Phase) Stage() mail.Stage { return stages[p] }

// PhaseOf returns the phase in which a stage's replies come.
func PhaseOf(s mail.Stage) Phase {
	switch s {
	case mail.StageGreet, mail.StageConnect, mail.StageIdentify:
		return Connect
	case mail.StageSecure:
		return StartTLS
	case mail.StageAuthenticate:
		return Login
	case mail.StageList, mail.StageOpen:
		return Select
	case mail.StageFetch, mail.StageStore:
		return Fetch
	case mail.StageSubmit:
		return Data
	default:
		return Any
	}
}
