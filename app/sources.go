package app

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/storage"
	"letterbox/storage/secret"
)

// refreshKind names the sealed refresh token of an account in the profile. Access tokens are never stored.
const refreshKind = "refresh-token"

// kindOf says which kind of secret an account is stored with.
func kindOf(account mail.Account) string {
	if account.Incoming.Auth == mail.OAuth2 {
		return refreshKind
	}
	return passwordKind
}

// sources are the token sources of this process: one for each account, so that two connections never refresh at the
// same time, and those of sign-ins that are not stored yet. Other processes are kept out by the lock of the profile.
// The zero value is ready.
type sources struct {
	mu     sync.Mutex
	of     map[string]*oauth.Source // by address
	held   []*oauth.Source
	claims map[string]string // by address: what an authority wants of the next sign-in, such as a second factor
}

// get returns the source of an address, and makes it if there is none.
func (s *sources) get(address mail.Address, create func() *oauth.Source) *oauth.Source {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[string]*oauth.Source{}
	}
	source := s.of[address.Spec()]
	if source == nil {
		source = create()
		s.of[address.Spec()] = source
	}
	return source
}

// drop closes the source of an address, and waits until it will not store anything any more.
func (s *sources) drop(ctx context.Context, address mail.Address) {
	s.mu.Lock()
	source := s.of[address.Spec()]
	delete(s.of, address.Spec())
	delete(s.claims, address.Spec())
	s.mu.Unlock()
	if source != nil {
		source.Close(ctx)
	}
}

// clear closes the sources of all accounts; the next use makes new ones.
func (s *sources) clear(ctx context.Context) {
	s.mu.Lock()
	all := s.of
	s.of = nil
	s.mu.Unlock()
	for _, source := range all {
		source.Close(ctx)
	}
}

// ended remembers why a grant ended, for the sign-in that follows.
func (s *sources) ended(address mail.Address, p *mail.Problem) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.claims == nil {
		s.claims = map[string]string{}
	}
	s.claims[address.Spec()] = p.Facts[oauth.FactClaims]
}

// claimsOf returns what the authority wants of the next sign-in of an address, "" for nothing in particular.
func (s *sources) claimsOf(address mail.Address) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.claims[address.Spec()]
}

func (s *sources) hold(source *oauth.Source) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = append(s.held, source)
}

// closePatience is how long the end of the program waits for a refresh under way: its answer may hold the only valid
// refresh token.
const closePatience = 5 * time.Second

func (s *sources) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closePatience)
	defer cancel()
	s.clear(ctx)
	s.mu.Lock()
	held := s.held
	s.held = nil
	s.mu.Unlock()
	for _, source := range held {
		source.Close(ctx)
	}
}

// fresh is a sign-in that is not stored yet: its refresh token is in memory.
type fresh struct {
	*oauth.Source
	tokens    *oauth.Held
	authority string
}

// hold makes a credential of a sign-in that is not stored yet.
func (v *vault) hold(ctx context.Context, client *oauth.Client, config oauth.SourceConfig, grant oauth.Grant) (mail.Credential, error) {
	f := &fresh{tokens: &oauth.Held{}, authority: config.Provider.TokenURL}
	config.Keeper = f.tokens
	f.Source = client.Source(config)
	v.sources.hold(f.Source)
	if err := f.Adopt(ctx, grant); err != nil {
		return mail.Credential{}, err
	}
	return mail.Tokens(f), nil
}

// kept is what is sealed of a sign-in. A refresh token is good for the authority that gave it, and is told to no other.
type kept struct {
	Authority string `json:"authority"` // its token endpoint
	Token     string `json:"token"`
}

// plain returns what is to be sealed of a fresh sign-in.
func (f *fresh) plain(ctx context.Context) ([]byte, error) {
	token, err := f.tokens.Load(ctx)
	if err != nil {
		return nil, err
	}
	return kept{f.authority, token}.plain()
}

func (k kept) plain() ([]byte, error) {
	text, err := json.Marshal(k)
	if err != nil {
		return nil, storage.Classify(err)
	}
	return text, nil
}

// keeper keeps the refresh token of a stored account, sealed in the profile.
type keeper struct {
	vault     *vault
	account   mail.Account
	authority string
}

// Load returns the token; "" when it is for another authority than the account's now.
func (k keeper) Load(ctx context.Context) (string, error) {
	plain, err := k.vault.unseal(ctx, k.account, refreshKind)
	if err != nil {
		return "", err
	}
	var grant kept
	if json.Unmarshal(plain, &grant) != nil || grant.Authority != k.authority {
		return "", nil
	}
	return grant.Token, nil
}

// Keep seals a token in place of the one before. The profile writes through to the disk.
func (k keeper) Keep(ctx context.Context, token string) error {
	plain, err := kept{k.authority, token}.plain()
	if err != nil {
		return err
	}
	ring, err := k.vault.keysFor(ctx, k.account.Address)
	if err != nil {
		return err
	}
	id := k.vault.keyID(k.account.Address)
	key, err := ring.Key(ctx, id)
	if err != nil {
		return err
	}
	sealed, err := secret.Seal(key, id, refreshKind, plain)
	if err != nil {
		return err
	}
	return k.vault.store.PutSecret(ctx, k.account.ID, refreshKind, sealed)
}

// tokens returns the credential of a stored account that signed in by the browser.
func (v *vault) tokens(ctx context.Context, account mail.Account) (mail.Credential, error) {
	provider, _, err := v.authorities.provider(ctx, account.Provider, account.Address)
	if err != nil {
		return mail.Credential{}, err
	}
	return mail.Tokens(v.sources.get(account.Address, func() *oauth.Source {
		return v.oauth.Source(oauth.SourceConfig{
			Provider: provider, Protocols: protocolsOf(account.Incoming.Protocol), Keeper: keeper{v, account, provider.TokenURL},
			Ended: func(p *mail.Problem) { v.sources.ended(account.Address, p) },
		})
	})), nil
}
