package smtp

import (
	"errors"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/sasl"
	"letterbox/mail/verdict"
)

// classify makes the problem of a failure on a session.
func (s *session) classify(err error, stage mail.Stage) *mail.Problem {
	p := &mail.Problem{Stage: stage, Server: s.server, Err: err}
	var refused *refusal
	var limit limitError
	var syntax syntaxError
	var unfit unfitError
	var unread contentError
	var unknown unknownError
	var done *mail.Problem
	errors.As(err, &refused)
	switch {
	case errors.As(err, &unknown):
		p.Code, p.Retry = mail.SendUnknown, mail.RetryNever
	case errors.As(err, &done):
		return done
	case errors.As(err, &unfit):
		return unfit.problem(s.server)
	case errors.As(err, &unread):
		return unread.problem()
	case errors.Is(err, errNoTLS):
		p.Code, p.Class, p.Retry = mail.TLSNotOffered, "TLS_OR_AUTH_OFF", mail.RetryAfterChange
		if refused != nil && refused.code < 500 {
			p.Retry = mail.RetryLater
		}
	case refused != nil:
		return s.refusalProblem(refused, err)
	case errors.Is(err, errOnlyOAuth):
		p.Code, p.Class, p.Retry = mail.MechanismMissing, "BASIC_AUTH_DISABLED", mail.RetryAfterChange
	case errors.Is(err, sasl.ErrUnproven):
		p.Code, p.Class, p.Retry = mail.AccessDenied, "SERVER_UNPROVEN", mail.RetryAfterChange
	case errors.Is(err, sasl.ErrNoCommon), errors.Is(err, sasl.ErrExposed):
		p.Code, p.Class, p.Retry = mail.MechanismMissing, "MECH_UNSUPPORTED", mail.RetryAfterChange
	case errors.As(err, &limit):
		p.Code, p.Retry = mail.LimitExceeded, mail.RetryNever
	case errors.As(err, &syntax):
		p.Code, p.Retry = mail.ProtocolViolation, mail.RetryNever
	default:
		return dial.Classify(err, stage, s.server)
	}
	return p
}

// refusalProblem diagnoses a refusal. Before the handshake anybody may be speaking, so only the three digits
// count then, and the words are not passed on.
func (s *session) refusalProblem(refused *refusal, err error) *mail.Problem {
	r := refused.reply
	if !s.believable() {
		r = reply{code: r.code}
	}
	p := s.meant(r, refused.phase).Problem(s.server)
	p.Err = err
	return p
}

// meant prepares a reply for judgement.
func (s *session) meant(r reply, phase verdict.Phase) verdict.Reply {
	return verdict.Reply{
		Protocol: mail.Submission, Phase: phase, Family: verdict.FamilyOfServer(s.server.Host, s.banner),
		Code: r.code, Enhanced: r.enhanced, Text: r.text,
	}
}
