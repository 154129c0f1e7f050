package secret

import (
	"errors"
	"io/fs"
	"slices"

	"letterbox/mail"
)

// fileProblem makes the Problem of an error with the file of sealed keys.
func fileProblem(path string, err error) *mail.Problem {
	p := &mail.Problem{
		Code: mail.StorageFailed, Stage: mail.StageStore, Retry: mail.RetryAfterChange, Err: err,
		Facts: map[string]string{mail.FactPath: path},
	}
	is := func(target error) bool { return errors.Is(err, target) }
	switch {
	case slices.ContainsFunc(diskFullErrors, is):
		p.Code = mail.DiskFull
	case is(fs.ErrPermission), slices.ContainsFunc(readOnlyErrors, is):
		p.Code = mail.ReadOnly
	}
	return p
}
