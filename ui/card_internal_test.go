package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
)

func TestOnlyCardsAreOpenedWhenTheyAreDropped(t *testing.T) {
	file := storage.NewFileURI
	web, err := storage.ParseURI("https://corp.example/corp.mailbind")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		files []fyne.URI
		want  string
	}{
		{[]fyne.URI{file("/home/ada/photo.png"), web, file("/home/ada/我的 卡.Mailbind"), file("/home/ada/second.mailbind")}, "/home/ada/我的 卡.Mailbind"},
		{[]fyne.URI{file("/home/ada/photo.png"), web}, ""},
		{nil, ""},
	} {
		if got := cardAmong(c.files); got != c.want {
			t.Errorf("%v: %q, want %q", c.files, got, c.want)
		}
	}
}
