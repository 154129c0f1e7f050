package imap

import (
	"errors"
	"strings"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/sasl"
)

const replyWidth = 500 // bytes of a server's words in a Problem

// classify makes the Problem of an error of this package, and leaves the others to dial.
func (s *Session) classify(err error, stage mail.Stage) *mail.Problem {
	p := &mail.Problem{Stage: stage, Server: s.server, Err: err}
	var (
		refused *refusal
		limit   limitError
		syntax  syntaxError
	)
	switch {
	case errors.As(err, &refused):
		s.classifyReply(p, refused)
	case errors.As(err, &limit):
		p.Code, p.Retry = mail.LimitExceeded, mail.RetryAfterChange
	case errors.As(err, &syntax):
		p.Code, p.Retry = mail.ProtocolViolation, mail.RetryLater
	case errors.Is(err, errNoTLS):
		p.Code, p.Class, p.Retry = mail.TLSNotOffered, "TLS_OR_AUTH_OFF", mail.RetryAfterChange
	case errors.Is(err, errLoginDisabled):
		p.Code, p.Class, p.Retry = mail.MechanismMissing, "BASIC_AUTH_DISABLED", mail.RetryAfterChange
	case errors.Is(err, sasl.ErrUnproven):
		p.Code, p.Class, p.Retry = mail.AccessDenied, "SERVER_UNPROVEN", mail.RetryAfterChange
	case errors.Is(err, sasl.ErrNoCommon):
		p.Code, p.Class, p.Retry = mail.MechanismMissing, "MECH_UNSUPPORTED", mail.RetryAfterChange
	case errors.Is(err, sasl.ErrExposed):
		p.Code, p.Class, p.Retry = mail.PlainForbidden, "TLS_REQUIRED", mail.RetryAfterChange
	default:
		return dial.Classify(err, stage, s.server)
	}
	return p
}

// classifyReply finds the class of a NO, BAD or BYE, and what follows from it. What a server said before TLS is
// neither interpreted nor repeated.
func (s *Session) classifyReply(p *mail.Problem, r *refusal) {
	if !s.believable() {
		p.Code, p.Retry = mail.ServerRefused, mail.RetryLater
		return
	}
	p.Reply = dial.OneLine(r.text, replyWidth)
	p.Class = classOf(s.server.Host, p.Stage, r, p.Reply)
	m, known := meanings[p.Class]
	if !known {
		m = meaning{mail.ServerRefused, mail.RetryAfterChange}
	}
	p.Code, p.Retry = m.code, m.retry
}

// classOf finds the class of a reply: by the words that tell, by response code (RFC 5530), by the stage. Words are
// compared in lower case. The provider, known by the host that answered, decides between meanings of one wording.
func classOf(host string, stage mail.Stage, r *refusal, reply string) string {
	host, words := strings.ToLower(host), strings.ToLower(reply)
	for _, rule := range fragments {
		if rule.fits(host, stage) && containsAny(words, rule.words) {
			return rule.class
		}
	}
	if class, known := codeClasses[r.code]; known {
		return class
	}
	return classOfKind(stage, r)
}

func (f fragment) fits(host string, stage mail.Stage) bool {
	return (f.stage == "" || f.stage == stage) && (f.host == "" || strings.Contains(host, f.host))
}

// classOfKind is what a refusal means that says nothing of its reason.
func classOfKind(stage mail.Stage, r *refusal) string {
	switch {
	case r.kind == "BYE":
		return "SERVER_TEMP"
	case stage == mail.StageAuthenticate && r.kind == "BAD" && strings.HasPrefix(r.command, "AUTHENTICATE"):
		return "MECH_UNSUPPORTED"
	case stage == mail.StageAuthenticate:
		return "AUTH_AMBIGUOUS"
	case r.kind == "BAD":
		return "CLIENT_PROTOCOL"
	}
	return ""
}

func containsAny(text string, fragments []string) bool {
	for _, f := range fragments {
		if strings.Contains(text, f) {
			return true
		}
	}
	return false
}
