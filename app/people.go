package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"letterbox/mail"
	"letterbox/mail/message"
)

const (
	// peopleSeen is how many messages of a folder are looked at for addresses.
	peopleSeen = 2000
	// peopleFor is how long what was found is good.
	peopleFor = 2 * time.Minute
	// wroteTo is how much more it counts that the person wrote to somebody than that somebody wrote.
	wroteTo = 5
)

// person is an address that was seen, and how much it counts.
type person struct {
	address mail.Address
	weight  int
	last    time.Time
}

// people are the addresses that completion knows: whom the person wrote to, then who wrote to them. Any goroutine.
type people struct {
	house *house

	mu   sync.Mutex
	list []person
	read time.Time
}

// Complete returns addresses of people seen that match what was typed.
func (w *writer) Complete(ctx context.Context, typed string, n int) ([]mail.Address, error) {
	all, err := w.people.known(ctx)
	typed = strings.ToLower(strings.TrimSpace(typed))
	if err != nil || typed == "" {
		return nil, err
	}
	var found []mail.Address
	for _, p := range all {
		if len(found) < n && matchesTyped(p.address, typed) {
			found = append(found, p.address)
		}
	}
	return found, nil
}

// People returns the people seen, the likeliest first.
func (w *writer) People(ctx context.Context, n int) ([]mail.Address, error) {
	all, err := w.people.known(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]mail.Address, 0, min(n, len(all)))
	for _, p := range all[:min(n, len(all))] {
		list = append(list, p.address)
	}
	return list, nil
}

// matchesTyped reports whether a word of the name, or the address, begins with what was typed. Names that are written
// without blanks match anywhere.
func matchesTyped(a mail.Address, typed string) bool {
	name := strings.ToLower(a.Name)
	if strings.HasPrefix(strings.ToLower(a.Spec()), typed) || strings.HasPrefix(a.Domain, typed) || strings.HasPrefix(name, typed) {
		return true
	}
	if strings.ContainsFunc(typed, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && strings.Contains(name, typed) {
		return true
	}
	return slices.ContainsFunc(strings.Fields(name), func(word string) bool { return strings.HasPrefix(word, typed) })
}

// known returns everybody, the likeliest first.
func (p *people) known(ctx context.Context) ([]person, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.read) < peopleFor {
		return p.list, nil
	}
	found := map[string]person{}
	accounts, err := p.house.store.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	self := map[string]bool{}
	for _, a := range accounts {
		self[message.AddressKey(a.Address)] = true
	}
	for _, a := range accounts {
		if err := p.collect(ctx, a.ID, found); err != nil {
			return nil, err
		}
	}
	maps.DeleteFunc(found, func(key string, _ person) bool { return self[key] })
	p.list = slices.SortedFunc(maps.Values(found), func(a, b person) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), b.last.Compare(a.last), cmp.Compare(a.address.Spec(), b.address.Spec()))
	})
	p.read = time.Now()
	return p.list, nil
}

// collect looks at the newest messages of the folders of an account that say something about people.
func (p *people) collect(ctx context.Context, account mail.AccountID, found map[string]person) error {
	folders, err := p.house.store.Folders(ctx, account)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if f.Role != mail.RoleInbox && f.Role != mail.RoleSent {
			continue
		}
		newest, err := p.house.store.Newest(ctx, f.ID, peopleSeen)
		if err != nil {
			return err
		}
		for _, m := range newest.Messages {
			if f.Role == mail.RoleSent {
				count(found, m, wroteTo, m.Envelope.To, m.Envelope.Cc, m.Envelope.Bcc)
			} else {
				count(found, m, 1, m.Envelope.From)
			}
		}
	}
	return nil
}

func count(found map[string]person, m mail.Message, weight int, lists ...[]mail.Address) {
	for _, a := range slices.Concat(lists...) {
		if a.Local == "" || a.Domain == "" {
			continue
		}
		key := message.AddressKey(a)
		p := found[key]
		if p.address.Name == "" {
			p.address = a
		}
		p.weight += weight
		if m.When().After(p.last) {
			p.last = m.When()
		}
		found[key] = p
	}
}
