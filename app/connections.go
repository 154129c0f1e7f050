package app

import (
	"cmp"

	"letterbox/mail"
)

// usualConnections is for servers whose limit nobody knows. One that allows fewer refuses the further ones, which is no
// problem of the account.
const usualConnections = 3

// connections returns how many connections an account may have at its server at the same time; the engine takes no more
// than it has use for.
func (h *house) connections(account mail.Account) int {
	known, _ := h.catalogue.ByID(account.Provider) // the zero provider, whose limit nobody knows
	return cmp.Or(known.Connections, usualConnections)
}
