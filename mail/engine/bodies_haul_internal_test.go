package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"letterbox/mail"
)

// cutter is a session that sends one body and ends it with an error.
type cutter struct {
	Session
	body io.Reader
}

func (s cutter) Bodies(_ context.Context, uids []mail.UID, each func(mail.UID, int64, io.Reader) error) error {
	return each(uids[0], 1000, s.body)
}

type ending struct{ err error }

func (e ending) Read([]byte) (int, error) { return 0, e.err }

func TestBodyThatWasCutOffIsNone(t *testing.T) {
	wanted := []mail.Missing{{ID: 1, UID: 7, Size: 1000}}
	for _, cut := range []error{io.ErrUnexpectedEOF, fmt.Errorf("connection lost: %w", io.EOF), fmt.Errorf("read: %w", io.ErrUnexpectedEOF)} {
		for _, came := range []string{"", "Subject: cut\r\n\r\nbo", strings.Repeat("x", 5000)} {
			session := cutter{body: io.MultiReader(strings.NewReader(came), ending{cut})}
			h, err := haulBodies(t.Context(), session, wanted, make([]byte, 0, 4096))
			if !errors.Is(err, cut) || len(h.bodies) != 0 || len(h.missing) != 1 {
				t.Errorf("%d bytes, then %v: %d bodies, %d missing, %v", len(came), cut, len(h.bodies), len(h.missing), err)
			}
		}
	}
	whole := []byte("Subject: whole\r\n\r\nbody\r\n")
	h, err := haulBodies(t.Context(), cutter{body: bytes.NewReader(whole)}, wanted, make([]byte, 0, 4096))
	if err != nil || len(h.bodies) != 1 || !bytes.Equal(h.bodies[0].Raw, whole) {
		t.Errorf("%d bodies, %v", len(h.bodies), err)
	}
}
