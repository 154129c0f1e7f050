package command

import (
	"letterbox/mail"
	"letterbox/ui/words"
)

type serverObject struct {
	Protocol mail.Protocol `json:"protocol"`
	Host     string        `json:"host"`
	Port     int           `json:"port"`
	Security mail.Security `json:"security"`
}

func serverJSON(s mail.Server) *serverObject {
	if s.IsZero() {
		return nil
	}
	return &serverObject{s.Protocol, s.Host, s.Port, s.Security}
}

type actionObject struct {
	Kind  string `json:"kind"`
	Label string `json:"label"`
	URL   string `json:"url,omitempty"`
}

type problemObject struct {
	Code     mail.Code      `json:"code"`
	Stage    mail.Stage     `json:"stage"`
	Server   *serverObject  `json:"server,omitempty"`
	Reply    string         `json:"reply"`
	Class    string         `json:"class"`
	Retry    mail.Retry     `json:"retry"`
	Who      string         `json:"who"`
	Headline string         `json:"headline"`
	Detail   string         `json:"detail"`
	Advice   []string       `json:"advice"`
	Actions  []actionObject `json:"actions"`
}

// explainJSON is the object of a problem of which more is known than it says itself.
func explainJSON(lang words.Language, p *mail.Problem, known words.Context) *problemObject {
	if p == nil {
		return nil
	}
	e := words.ExplainFor(lang, p, known)
	object := &problemObject{
		Code: p.Code, Stage: p.Stage, Server: serverJSON(p.Server), Reply: p.Reply, Class: p.Class, Retry: p.Retry,
		Who: string(e.Who), Headline: e.Headline, Detail: e.Detail, Advice: e.Advice, Actions: []actionObject{},
	}
	if object.Advice == nil {
		object.Advice = []string{}
	}
	for _, a := range e.Actions {
		object.Actions = append(object.Actions, actionObject{string(a.Kind), a.Label, a.URL})
	}
	return object
}

// ExitStatus is the promise to scripts: what kind of thing went wrong.
func ExitStatus(err error) int {
	if err == nil {
		return 0
	}
	p := mail.ProblemOf(err)
	if p.Stage == mail.StageSignIn && p.Code == mail.TimedOut && p.Class != "" {
		return 11 // the network was fine: the person did not finish in time
	}
	return exitStatus(p.Code)
}

func exitStatus(code mail.Code) int {
	switch code {
	case mail.UsageWrong, mail.AddressInvalid, mail.AlreadyBound:
		return 2
	case mail.TLSNotOffered, mail.TLSUntrusted, mail.TLSExpired, mail.TLSWrongName, mail.TLSFailed, mail.PlainPort:
		return 10
	case mail.AuthRejected, mail.AppPasswordNeeded, mail.SignInExpired, mail.ConsentDenied, mail.MechanismMissing,
		mail.ProtocolDisabled, mail.AccountUnavailable, mail.AccessDenied, mail.KeychainLocked, mail.KeychainMissing, mail.SecretMissing:
		return 11
	case mail.ProtocolViolation, mail.WrongProtocol:
		return 12
	case mail.LimitExceeded:
		return 13
	case mail.Offline, mail.HostNotFound, mail.NameLookupFailed, mail.Refused, mail.Unreachable, mail.ConnectionLost, mail.TimedOut, mail.BodyNotStored:
		return 14
	case mail.CacheDamaged, mail.CacheNewer, mail.DiskFull, mail.ReadOnly, mail.StorageFailed, mail.ProfileInUse:
		return 15
	case mail.PlainForbidden, mail.PolicyForbids, mail.PolicyInvalid, mail.ConsentNeeded:
		return 16
	case mail.Canceled:
		return 17
	case mail.NotFound, mail.NothingFound, mail.MessageGone, mail.FolderMissing:
		return 18
	case mail.RateLimited, mail.ServerBusy, mail.QuotaExceeded, mail.RecipientRejected, mail.SendRefused, mail.ServerRefused,
		mail.MessageUnreadable:
		return 19
	default:
		return 1
	}
}
