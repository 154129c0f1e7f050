package model

import (
	"io"

	"letterbox/mail"
)

// writeFile writes a file that the person chose, and closes it. Errors are *mail.Problem.
func writeFile(w io.WriteCloser, content []byte) error {
	_, err := w.Write(content)
	if closing := w.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return &mail.Problem{Code: mail.StorageFailed, Stage: mail.StageStore, Retry: mail.RetryAfterChange, Err: err}
	}
	return nil
}
