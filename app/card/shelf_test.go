package card_test

import (
	"context"
	"crypto/ed25519"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/app/card"
	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// settings is a card.Store in memory.
type settings map[string]string

func (s settings) Setting(_ context.Context, key string) (string, error) { return s[key], nil }

func (s settings) SetSetting(_ context.Context, key, value string) error {
	s[key] = value
	return nil
}

// book is a card.Authorities that remembers.
type book struct {
	forbids bool
	added   []string
}

func (b *book) Allowed(string) error {
	if b.forbids {
		return &mail.Problem{Code: mail.PolicyForbids, Class: mail.ClassPinPolicy}
	}
	return nil
}

func (b *book) AddAuthorities(_ context.Context, host string, chain mail.Chain) error {
	b.added = append(b.added, host)
	if len(chain) == 0 {
		return &mail.Problem{Code: mail.UsageWrong}
	}
	return nil
}

var (
	today = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	ada   = mail.Address{Local: "ada", Domain: "corp.example"}
)

// at makes a shelf at a day on which the plain card is good.
func at(c card.Config) *card.Shelf {
	if c.Store == nil {
		c.Store = settings{}
	}
	if c.Authorities == nil {
		c.Authorities = &book{}
	}
	if c.Now == nil {
		c.Now = func() time.Time { return today }
	}
	return card.New(c)
}

func listed(n byte) []card.Key {
	public, _ := keyOf(n).Public().(ed25519.PublicKey)
	return []card.Key{{Name: "Corp IT", Public: public}}
}

func mustRead(t *testing.T, s *card.Shelf, key byte, inner string) card.Card {
	t.Helper()
	c, err := s.Read(sealed(keyOf(key), inner))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func wantStanding(t *testing.T, s *card.Shelf, c card.Card, want card.Standing) {
	t.Helper()
	if got, err := s.Standing(t.Context(), c); err != nil || got != want {
		t.Errorf("standing %q, %v, want %q", got, err, want)
	}
}

func TestCardsThatMayNotBeUsed(t *testing.T) {
	bare := with(t, "imaps://imap.corp.example", "imap+plain://old.corp.example")
	plainHost := func(host string) bool { return host == "old.corp.example" }
	public := func(domain string) bool { return domain == "corp.test" }
	for name, c := range map[string]struct {
		config card.Config
		inner  string
		code   mail.Code
		class  string
	}{
		"good":              {card.Config{}, plain, "", ""},
		"listed":            {card.Config{Keys: listed(1)}, plain, "", ""},
		"not listed":        {card.Config{Keys: listed(2)}, plain, mail.PolicyForbids, card.ClassPolicyKeys},
		"expired":           {card.Config{Now: func() time.Time { return today.AddDate(5, 0, 0) }}, plain, mail.PolicyForbids, card.ClassExpired},
		"clear text":        {card.Config{}, bare, mail.PlainForbidden, card.ClassPlain},
		"clear text, asked": {card.Config{AllowPlain: plainHost}, bare, "", ""},
		"public":            {card.Config{Public: public}, plain, mail.PolicyForbids, card.ClassPublic},
		"public, listed":    {card.Config{Public: public, Keys: listed(1)}, plain, "", ""},
	} {
		_, err := at(c.config).Read(sealed(keyOf(1), c.inner))
		if c.code == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		wantClass(t, name, err, c.code, c.class)
	}
}

func TestKeyIsTrustedOnceItIsConfirmed(t *testing.T) {
	s := at(card.Config{})
	c := mustRead(t, s, 1, plain)
	wantStanding(t, s, c, card.Unknown)
	wantClass(t, "take", s.Take(t.Context(), c), mail.ConsentNeeded, card.ClassUnconfirmed)
	if _, ok := s.For(t.Context(), ada); ok {
		t.Error("a card that nobody confirmed is used")
	}
	wantClass(t, "another", s.Confirm(t.Context(), c, card.Fingerprint(listed(2)[0].Public)), mail.TLSUntrusted, card.ClassOtherKey)
	wantStanding(t, s, c, card.Unknown)
	if err := s.Confirm(t.Context(), c, c.Fingerprint()); err != nil {
		t.Fatal(err)
	}
	wantStanding(t, s, c, card.Confirmed)
	if err := s.Take(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.For(t.Context(), ada); !ok || got.Issuer != "Corp IT" {
		t.Error("the card in hand is not used")
	}
	if _, ok := s.For(t.Context(), mail.Address{Local: "ada", Domain: "sub.corp.example"}); ok {
		t.Error("the card is used for another domain")
	}
}

func TestKeyThatChangesIsAskedAbout(t *testing.T) {
	s := at(card.Config{})
	first := mustRead(t, s, 1, plain)
	if err := s.Confirm(t.Context(), first, first.Fingerprint()); err != nil {
		t.Fatal(err)
	}
	sameIssuer := mustRead(t, s, 2, with(t, `["corp.example", "corp.test"]`, `["new.example"]`))
	sameDomain := mustRead(t, s, 2, with(t, "Corp IT", "Somebody else"))
	stranger := mustRead(t, s, 2, strings.Replace(with(t, "Corp IT", "Shop"), `["corp.example", "corp.test"]`, `["shop.example"]`, 1))
	wantStanding(t, s, sameIssuer, card.Changed)
	wantStanding(t, s, sameDomain, card.Changed)
	wantStanding(t, s, stranger, card.Unknown)
	if err := s.Confirm(t.Context(), stranger, stranger.Fingerprint()); err != nil {
		t.Fatal(err)
	}
	wantStanding(t, s, first, card.Confirmed)
	wantStanding(t, s, sameIssuer, card.Changed)
	if err := s.Confirm(t.Context(), sameIssuer, sameIssuer.Fingerprint()); err != nil {
		t.Fatal(err)
	}
	wantStanding(t, s, sameIssuer, card.Confirmed)
	wantStanding(t, s, first, card.Changed)
}

func TestPolicyKeysComeBeforeConfirmedOnes(t *testing.T) {
	store := settings{}
	own := at(card.Config{Store: store})
	c := mustRead(t, own, 1, plain)
	if err := own.Confirm(t.Context(), c, c.Fingerprint()); err != nil {
		t.Fatal(err)
	}
	ruled := at(card.Config{Store: store, Keys: listed(2)})
	_, err := ruled.Read(c.Raw)
	wantClass(t, "confirmed before", err, mail.PolicyForbids, card.ClassPolicyKeys)
	wantClass(t, "confirm", ruled.Confirm(t.Context(), c, c.Fingerprint()), mail.PolicyForbids, card.ClassPolicyKeys)
	wantStanding(t, ruled, mustRead(t, ruled, 2, plain), card.ByPolicy)
}

// TestWhatIsKept binds by a card and comes back in another process.
func TestWhatIsKept(t *testing.T) {
	ca, err := mailtest.NewCA()
	if err != nil {
		t.Fatal(err)
	}
	store, trusted := settings{}, &book{}
	s := at(card.Config{Store: store, Authorities: trusted, Now: time.Now})
	c := mustRead(t, s, 1, with(t, `"version": 1`, `"version": 1, "ca": `+quoted(t, ca.PEM())))
	if err := s.Confirm(t.Context(), c, c.Fingerprint()); err != nil {
		t.Fatal(err)
	}
	if err := s.Take(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if got := s.Vouching("IMAP.corp.example"); len(got) != 1 || got[0].Host != "imap.corp.example" || len(s.Vouching("www.corp.example")) != 0 {
		t.Errorf("vouching %v", got)
	}
	other := c.Candidate(ada)
	other.Source = "typed"
	for _, step := range []struct {
		who  mail.Address
		what mail.Candidate
	}{{ada, other}, {mail.Address{Local: "ada", Domain: "other.example"}, c.Candidate(ada)}} {
		if err := s.Keep(t.Context(), step.who, step.what); err != nil || len(trusted.added) > 0 || len(store) != 1 {
			t.Errorf("kept for %v: %v, %v", step.who, trusted.added, err)
		}
	}
	if err := s.Keep(t.Context(), ada, c.Candidate(ada)); err != nil {
		t.Fatal(err)
	}
	slices.Sort(trusted.added)
	if !slices.Equal(trusted.added, []string{"imap.corp.example", "smtp.corp.example"}) {
		t.Errorf("vouched for %v", trusted.added)
	}
	again := at(card.Config{Store: store})
	if got, ok := again.For(t.Context(), mail.Address{Local: "bo", Domain: "corp.test"}); !ok || got.Issuer != "Corp IT" {
		t.Error("the card was not kept for its other domain")
	}
	late := at(card.Config{Store: store, Now: func() time.Time { return today.AddDate(5, 0, 0) }})
	if _, ok := late.For(t.Context(), ada); ok {
		t.Error("a card that has expired is used")
	}
	store["card-keys"] = "[]"
	if _, ok := again.For(t.Context(), ada); ok {
		t.Error("a kept card is used whose key is not confirmed any more")
	}
}

func TestNoAuthorityWhereNoneMayBeAdded(t *testing.T) {
	ca, err := mailtest.NewCA()
	if err != nil {
		t.Fatal(err)
	}
	trusted := &book{forbids: true}
	s := at(card.Config{Authorities: trusted, Keys: listed(1)})
	c := mustRead(t, s, 1, with(t, `"version": 1`, `"version": 1, "ca": `+quoted(t, ca.PEM())))
	if err := s.Take(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if err := s.Keep(t.Context(), ada, c.Candidate(ada)); err != nil || len(trusted.added) > 0 || len(s.Vouching("imap.corp.example")) > 0 {
		t.Errorf("vouched for %v, %v", trusted.added, err)
	}
}
