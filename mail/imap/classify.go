package imap

import (
	"errors"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/sasl"
	"letterbox/mail/verdict"
)

const replyWidth = 500 // bytes of a server's words in a Problem

// classify makes the Problem of an error of this package, and leaves the others to dial.
func (s *Session) classify(err error, stage mail.Stage) *mail.Problem {
	p := &mail.Problem{Stage: stage, Server: s.server, Err: err}
	var (
		done    *mail.Problem
		refused *refusal
		limit   limitError
		syntax  syntaxError
	)
	switch {
	case errors.As(err, &done):
		return done
	case errors.As(err, &refused):
		s.classifyReply(p, refused)
	case errors.As(err, &limit):
		p.Code, p.Retry = mail.LimitExceeded, mail.RetryAfterChange
	case errors.As(err, &syntax), errors.Is(err, dial.ErrCorrupt):
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
	judged := verdict.Reply{
		Protocol: mail.IMAP, Phase: verdict.PhaseOf(p.Stage), Family: verdict.FamilyOfServer(s.server.Host, s.banner),
		Status: r.kind, Command: r.command, Tag: r.code, Text: p.Reply,
	}.Problem(s.server)
	p.Class, p.Code, p.Retry, p.Facts = judged.Class, judged.Code, judged.Retry, judged.Facts
}
