package storage

import "letterbox/mail"

// Classify makes the Problem of an error of the operating system or the database, for files that lie beside the
// profile, such as the log.
func Classify(err error) *mail.Problem { return classify(err) }
