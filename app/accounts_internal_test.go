package app

import (
	"context"
	"testing"

	"letterbox/mail"
	"letterbox/storage"
)

func TestEveryAccountHasAColorOfItsOwn(t *testing.T) {
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir(), Publish: func([]mail.Event) {}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(context.WithoutCancel(t.Context())) })
	port := accounts{store: store}
	for i, local := range []string{"ada", "bob", "cai"} {
		a, err := port.Add(t.Context(), mail.Account{Address: mail.Address{Local: local, Domain: "corp.example"}}, []byte("sealed"))
		if err != nil || a.Color != i {
			t.Errorf("%s: color %d, %v", local, a.Color, err)
		}
	}
}
