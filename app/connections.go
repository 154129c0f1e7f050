package app

import "letterbox/mail"

// usualConnections is for servers whose limit nobody knows. One that allows fewer refuses the further ones, which is no
// problem of the account.
const usualConnections = 3

// connections returns how many connections an account may have at its server at the same time.
func (h *house) connections(mail.Account) int { return usualConnections }
