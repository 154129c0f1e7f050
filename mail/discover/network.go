package discover

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"golang.org/x/net/publicsuffix"
)

// unreached wraps err with errNetwork when it means that nobody was asked: no name service, no route, no answer.
// A name that does not exist, a closed port and a bad certificate are answers; they become nil.
func unreached(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil && errors.Is(ctx.Err(), context.Canceled) {
		return nil
	}
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &dns):
		if dns.IsNotFound {
			return nil
		}
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ECONNRESET):
		return nil
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &op):
	default:
		return nil
	}
	return fmt.Errorf("%w: %w", errNetwork, err)
}

// within reports whether a host belongs to the organisation of a domain, as the public suffix list sees it.
func within(host, domain string) bool {
	base := baseDomain(domain)
	return host == base || strings.HasSuffix(host, "."+base)
}

// baseDomain returns the registrable part of a domain, or the domain when it has none ("localhost").
func baseDomain(domain string) string {
	if base, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil {
		return base
	}
	return domain
}
