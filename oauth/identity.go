package oauth

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"letterbox/mail"
)

// Identity is who signed in, as the id_token says (OpenID Connect Core section 2). The zero value is nobody knows:
// not every authority tells.
type Identity struct {
	Subject   string   // the authority's id of the person
	Addresses []string // email, preferred_username and upn, those with an @, without duplicates
}

// Is reports whether the address belongs to the identity. Letters are compared without case: no provider with OAuth
// tells local parts apart by it. googlemail.com is gmail.com, where dots in the local part mean nothing.
func (i Identity) Is(address mail.Address) bool {
	return slices.ContainsFunc(i.Addresses, func(a string) bool { return canonical(a) == canonical(address.Spec()) })
}

func canonical(address string) string {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	if domain == "googlemail.com" || domain == "gmail.com" {
		local, _, _ = strings.Cut(local, "+")
		return strings.ReplaceAll(local, ".", "") + "@gmail.com"
	}
	return local + "@" + domain
}

// claims are the fields of an id_token that are looked at.
type claims struct {
	Issuer    string   `json:"iss"`
	Audience  audience `json:"aud"`
	Nonce     string   `json:"nonce"`
	Subject   string   `json:"sub"`
	Email     string   `json:"email"`
	Preferred string   `json:"preferred_username"`
	UPN       string   `json:"upn"`
}

// audience is one name or a list of them.
type audience []string

func (a *audience) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*a = audience{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(a))
}

// identify reads an id_token. Its signature is not checked: it came over TLS from the token endpoint itself (OpenID
// Connect Core section 3.1.3.7, number 6). Nor is its time, since the clock of this computer may be wrong. Issuer,
// audience and nonce are: a token for somebody else must not pass. Without a token, or with one that cannot be read,
// the identity is unknown.
func identify(p Provider, token, nonce string) (Identity, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return Identity{}, nil
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	var c claims
	if err != nil || json.Unmarshal(payload, &c) != nil {
		return Identity{}, nil
	}
	switch {
	case !p.issuedBy(c.Issuer):
		err = errors.New("the id_token is from another issuer")
	case !slices.Contains(c.Audience, p.Registration.ClientID):
		err = errors.New("the id_token is for another client")
	case nonce != "" && c.Nonce != nonce:
		err = errors.New("the id_token is of another sign-in")
	}
	if err != nil {
		return Identity{}, violated(err.Error())
	}
	identity := Identity{Subject: c.Subject}
	for _, a := range []string{c.Email, c.Preferred, c.UPN} {
		known := slices.ContainsFunc(identity.Addresses, func(b string) bool { return strings.EqualFold(a, b) })
		if strings.Contains(a, "@") && !known {
			identity.Addresses = append(identity.Addresses, oneLine(a, 320))
		}
	}
	return identity, nil
}
