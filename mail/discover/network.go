package discover

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// names turns names into ASCII as looking up does (UTS 46), and refuses those that DNS cannot hold.
var names = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// absolute asks for names as they are: without the dot at the end a resolver would try them below the search domains of
// this computer's network too, and who runs that network could answer.
type absolute struct{ inner Resolver }

func (a absolute) LookupHost(ctx context.Context, host string) ([]string, error) {
	return a.inner.LookupHost(ctx, host+".")
}

func (a absolute) LookupCNAME(ctx context.Context, host string) (string, error) {
	return a.inner.LookupCNAME(ctx, host+".")
}

func (a absolute) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	return a.inner.LookupMX(ctx, name+".")
}

func (a absolute) LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error) {
	return a.inner.LookupSRV(ctx, service, proto, name+".")
}

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
