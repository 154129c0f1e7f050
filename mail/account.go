package mail

import "time"

// Account is one bound mailbox.
type Account struct {
	ID       AccountID
	Address  Address // Name is the person's display name for sending
	Label    string  // what the sidebar shows; the address when empty
	Provider ProviderID
	Incoming Server
	Outgoing Server
	Bound    time.Time // when binding succeeded
	Color    int       // which color of the palette marks its mail, from 0
	Archived bool      // its mail was kept when it was unbound: no server is asked, and no secret is stored
}

// Title returns what to call the account.
func (a Account) Title() string {
	if a.Label != "" {
		return a.Label
	}
	return a.Address.Spec()
}
