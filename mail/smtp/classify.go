package smtp

import (
	"bufio"
	"bytes"
	"errors"
	"strings"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/sasl"
)

// classify makes the problem of a failure on a session.
func (s *session) classify(err error, stage mail.Stage) *mail.Problem {
	p := &mail.Problem{Stage: stage, Server: s.server, Err: err}
	var refused *refusal
	var limit limitError
	var syntax syntaxError
	var done *mail.Problem
	errors.As(err, &refused)
	switch {
	case errors.As(err, &done):
		return done
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
	p := diagnose(r, refused.phase, family(s.server.Host, ""))
	p.Server, p.Err = s.server, err
	return p
}

// Diagnose tells what a submission server's reply means. raw is one reply, of one or several lines, with or without
// its code. provider may be an id of the catalogue, and matters where s has no host. It never returns nil.
func Diagnose(raw []byte, phase Phase, provider string, s mail.Server) *mail.Problem {
	r, err := readReply(bufio.NewReader(bytes.NewReader(append(bytes.TrimRight(raw, "\r\n"), '\n'))))
	if err != nil {
		r = reply{}
		r.take(bytes.Split(stripCodes(raw, &r.code), []byte("\n")))
	}
	p := diagnose(r, phase, family(s.Host, provider))
	p.Server = s
	return p
}

// stripCodes finds the code of a reply whose lines were joined or cut by whoever wrote it down.
func stripCodes(raw []byte, code *int) []byte {
	text := bytes.TrimSpace(raw)
	first, _, _ := bytes.Cut(text, []byte("\n"))
	if c, rest, _, ok := splitReply(bytes.TrimRight(first, "\r")); ok {
		*code = c
		return append(bytes.Clone(rest), text[len(first):]...)
	}
	return text
}

func diagnose(r reply, phase Phase, family string) *mail.Problem {
	class := classOf(r, phase, family)
	means, known := meanings[class]
	if !known {
		means = meaning{mail.ServerRefused, mail.RetryAfterChange}
	}
	// A temporary refusal of a message may pass, whatever its reason is.
	if means.code == mail.SendRefused && r.code/100 == 4 {
		means.retry = mail.RetryLater
	}
	return &mail.Problem{Code: means.code, Class: class, Stage: phase.stage(), Reply: r.text, Retry: means.retry}
}

// classOf applies the rules from the specific to the general; "" when none fits.
func classOf(r reply, phase Phase, family string) string {
	text := strings.ToLower(r.text)
	for _, rules := range [][]rule{providerRules, wordRules, enhancedRules, codeRules} {
		for _, rule := range rules {
			if rule.holds(r, text, phase, family) {
				return rule.class
			}
		}
	}
	return ""
}

func (rule rule) holds(r reply, text string, phase Phase, family string) bool {
	if rule.family != "" && !oneOf(rule.family, family) || rule.phases != "" && !oneOf(rule.phases, string(phase)) {
		return false
	}
	if rule.code != 0 && rule.code != r.code && rule.code != r.code/100 {
		return false
	}
	if rule.enhanced != "" && !subcode(r.enhanced, rule.enhanced) {
		return false
	}
	for _, fragment := range rule.has {
		if !strings.Contains(text, fragment) {
			return false
		}
	}
	return true
}

func oneOf(words, word string) bool {
	for w := range strings.FieldsSeq(words) {
		if w == word {
			return true
		}
	}
	return false
}

// subcode compares an enhanced code without its class: ".7.8" exactly, ".4." as the subject.
func subcode(enhanced, want string) bool {
	if enhanced == "" {
		return false
	}
	if strings.HasSuffix(want, ".") {
		return strings.HasPrefix(enhanced[1:], want)
	}
	return enhanced[1:] == want
}
