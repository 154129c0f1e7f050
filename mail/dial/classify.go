package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"letterbox/mail"
)

// Error numbers of Windows sockets; the constants of package syscall are not those that the system returns there.
const (
	wsaNetDown     = syscall.Errno(10050)
	wsaNetUnreach  = syscall.Errno(10051)
	wsaReset       = syscall.Errno(10054)
	wsaTimedOut    = syscall.Errno(10060)
	wsaRefused     = syscall.Errno(10061)
	wsaHostUnreach = syscall.Errno(10065)
)

// Classify tells what a DNS, TCP or TLS error means. A *mail.Problem in err's chain is returned as it is. Errors
// that are none of these become Unknown.
func Classify(err error, stage mail.Stage, s mail.Server) *mail.Problem {
	var done *mail.Problem
	if errors.As(err, &done) {
		return done
	}
	p := &mail.Problem{Code: mail.Unknown, Stage: stage, Server: s, Retry: mail.RetryLater, Err: err}
	for _, rule := range []func(*mail.Problem, error) bool{lookupFailure, certificateFailure, handshakeFailure, socketFailure} {
		if rule(p, err) {
			break
		}
	}
	return p
}

func fact(p *mail.Problem, key, value string) {
	if p.Facts == nil {
		p.Facts = make(map[string]string)
	}
	p.Facts[key] = value
}

func lookupFailure(p *mail.Problem, err error) bool {
	var failure *net.DNSError
	if !errors.As(err, &failure) && (p.Stage != mail.StageResolve || !isTimeout(err)) {
		return false
	}
	switch {
	case !networkUp():
		p.Code = mail.Offline
	case failure != nil && failure.IsNotFound:
		p.Code, p.Retry = mail.HostNotFound, mail.RetryAfterChange
	default:
		p.Code = mail.NameLookupFailed
		if failure != nil && failure.Err == servfail {
			p.Class = mail.ClassLookupFailed
		}
	}
	return true
}

// servfail is what package net says of a name server that answers SERVFAIL; it has no value to compare with.
const servfail = "server misbehaving"

func handshakeFailure(p *mail.Problem, err error) bool {
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &record) && record.Conn != nil:
		p.Code, p.Class, p.Retry = mail.PlainPort, "TLS_MODE_MISMATCH", mail.RetryAfterChange
		if speaks := Speaks(record.RecordHeader[:]); speaks != "" {
			fact(p, mail.FactSpeaks, speaks)
			if speaks != speech(p.Server.Protocol) {
				p.Code, p.Class = mail.WrongProtocol, "WRONG_PROTOCOL_PORT"
			}
		}
	case errors.Is(err, ErrInjected):
		p.Code, p.Retry = mail.ProtocolViolation, mail.RetryNever
	case errors.As(err, &alert), errors.As(err, &record), p.Stage == mail.StageSecure && strings.HasPrefix(err.Error(), "tls: "):
		p.Code, p.Retry = mail.TLSFailed, mail.RetryAfterChange
	default:
		return sentAlert(p, err)
	}
	return true
}

// sentAlert recognises the alert of a server that refused the handshake, and ours to a server that broke the rules of
// TLS, during the handshake or later; crypto/tls wraps both in a net.OpError.
func sentAlert(p *mail.Problem, err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error") {
		p.Code, p.Retry = mail.TLSFailed, mail.RetryAfterChange
		return true
	}
	return false
}

func socketFailure(p *mail.Problem, err error) bool {
	is := func(numbers ...error) bool {
		for _, n := range numbers {
			if errors.Is(err, n) {
				return true
			}
		}
		return false
	}
	switch {
	case is(syscall.ECONNREFUSED, wsaRefused):
		p.Code = mail.Refused
	case is(syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, wsaNetDown, wsaNetUnreach, wsaHostUnreach):
		p.Code = mail.Unreachable
		if !networkUp() {
			p.Code = mail.Offline
		}
	case isTimeout(err) || is(syscall.ETIMEDOUT, wsaTimedOut):
		p.Code = mail.TimedOut
		if p.Stage == mail.StageConnect {
			p.Code = mail.Unreachable
		}
	case is(io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNABORTED, wsaReset, net.ErrClosed):
		p.Code = mail.ConnectionLost
	case errors.Is(err, context.Canceled):
		p.Code, p.Retry = mail.Canceled, mail.RetryNever
	default:
		return false
	}
	return true
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &n) && n.Timeout()
}

// networkUp reports whether an interface beside the loopback is up and has an address. When the interfaces cannot
// be listed it says yes, so that nobody is told to look at a cable for nothing.
func networkUp() bool {
	interfaces, err := net.Interfaces()
	if err != nil {
		return true
	}
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			return true
		}
		for _, a := range addresses {
			if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() {
				return true
			}
		}
	}
	return false
}
