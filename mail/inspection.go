package mail

import (
	"strings"
	"time"
)

// Inspection is what a server showed when it was asked for its certificate, and what was made of it.
type Inspection struct {
	Server  Server
	Chain   Chain // empty when the server showed none
	By      TrustedBy
	Problem *Problem  // why it is not trusted, or why it showed nothing; nil when it is trusted
	At      time.Time // of the clock of this computer
}

// InspectionOf returns what a problem tells of a server's certificate.
func InspectionOf(p *Problem, now time.Time) Inspection {
	return Inspection{Server: p.Server, Chain: p.Chain, Problem: p, At: now}
}

// MayPin reports whether a person may accept the server's own certificate, where exceptions are possible: it is refused
// for who vouches for it, for its name, or for an end that is past. One that a product on the way has made up is never
// for a person to accept: that would let the product read along.
func (i Inspection) MayPin() bool {
	if len(i.Chain) == 0 || i.Problem == nil || i.At.Before(i.Chain[0].From) || Interceptor(i.Chain[0].Issuer) != "" {
		return false
	}
	switch i.Problem.Class {
	case ClassRevoked, ClassUnfit:
		return false
	}
	return i.Problem.Code == TLSUntrusted || i.Problem.Code == TLSExpired || i.Problem.Code == TLSWrongName
}

// MayVouch reports whether a person may let the nth certificate vouch for the server, where exceptions are possible. It
// has to be of an authority, and nothing but the trust in it may be missing.
func (i Inspection) MayVouch(n int) bool {
	if n <= 0 || n >= len(i.Chain) || i.Problem == nil || i.Problem.Code != TLSUntrusted || i.Problem.Class != "" {
		return false
	}
	c := i.Chain[n]
	return c.Authority && !i.At.Before(c.From) && !i.At.After(c.Until)
}

// CertificateFault is what is wrong with one certificate of a chain.
type CertificateFault string

// The faults.
const (
	FaultExpired       CertificateFault = "expired"
	FaultNotYetValid   CertificateFault = "not-yet-valid"
	FaultWrongName     CertificateFault = "wrong-name"     // of the server's own certificate: it is for other names
	FaultSelfSigned    CertificateFault = "self-signed"    // the server vouches for itself
	FaultUnknownRoot   CertificateFault = "unknown-root"   // an authority that the computer does not know
	FaultIssuerMissing CertificateFault = "issuer-missing" // who issued it was neither shown nor is known
	FaultNotAuthority  CertificateFault = "not-authority"  // it stands where one has to be that may issue others
	FaultRevoked       CertificateFault = "revoked"
	FaultChanged       CertificateFault = "changed" // another one was accepted for this server
)

// Faults returns what is wrong with the nth certificate of the chain; nothing when somebody vouches for the chain.
func (i Inspection) Faults(n int) []CertificateFault {
	if i.By != "" || n >= len(i.Chain) {
		return nil
	}
	c := i.Chain[n]
	var found []CertificateFault
	note := func(is bool, fault CertificateFault) {
		if is {
			found = append(found, fault)
		}
	}
	note(n == 0 && i.Problem != nil && i.Problem.Class == ClassRevoked, FaultRevoked)
	note(n == 0 && i.Problem != nil && i.Problem.Class == ClassChanged, FaultChanged)
	note(i.At.After(c.Until), FaultExpired)
	note(i.At.Before(c.From), FaultNotYetValid)
	note(n == 0 && i.misnamed(c), FaultWrongName)
	note(n > 0 && !c.Authority, FaultNotAuthority)
	if n == len(i.Chain)-1 && i.unknown() {
		note(n == 0 && c.SelfIssued, FaultSelfSigned)
		note(n > 0 && c.SelfIssued, FaultUnknownRoot)
		note(!c.SelfIssued, FaultIssuerMissing)
	}
	return found
}

// misnamed reports whether the certificate is for other names. Names in other scripts are left to who has compared them.
func (i Inspection) misnamed(c Certificate) bool {
	if i.Problem != nil && i.Problem.Code == TLSWrongName {
		return true
	}
	ascii := !strings.ContainsFunc(i.Server.Host, func(r rune) bool { return r > '~' })
	return i.Server.Host != "" && ascii && !c.Covers(CanonicalHost(i.Server.Host))
}

// unknown reports whether the end of the chain may be at fault. A wrong name and dates are looked at before who vouches
// is; then a self-signed certificate is known to have nobody, of others it is not known.
func (i Inspection) unknown() bool {
	if i.Problem == nil {
		return false
	}
	if i.Problem.Code == TLSUntrusted {
		return i.Problem.Class != ClassRevoked
	}
	return len(i.Chain) == 1 && i.Chain[0].SelfIssued
}

// Classes of problems with certificates.
const (
	ClassRevoked   = "CERT_REVOKED"       // the authority has taken it back
	ClassChanged   = "CERT_CHANGED"       // it is not the one that was accepted
	ClassTooNew    = "CERT_NOT_YET_VALID" // its time has not begun
	ClassPinEnded  = "CERT_PIN_ENDED"     // it is the one that was accepted, whose time is over
	ClassUnfit     = "CERT_UNFIT"         // it, or who vouches for it, is not made for this use
	ClassNotNamed  = "CERT_NOT_NAMED"     // the server shows another certificate than the one asked for
	ClassPublic    = "PIN_PUBLIC_HOST"    // the servers of a known provider need no exception
	ClassPinPolicy = "PIN_FORBIDDEN"      // there are no exceptions on this computer
)
