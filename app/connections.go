package app

import "letterbox/mail"

// usualConnections is what servers allow that nobody knows better. The strictest that are known, of small hosts and of
// some companies, allow four or five.
const usualConnections = 3

// connections returns how many connections an account may have at its server at the same time.
func (h *house) connections(mail.Account) int { return usualConnections }
