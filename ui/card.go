package ui

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// cardExtension is how the names of binding cards end.
const cardExtension = ".mailbind"

// takeCards opens the card that the program was started with, then those that other processes hand over, until ctx
// ends. Any goroutine may call it.
func (w *Window) takeCards(ctx context.Context, first string) {
	if first != "" {
		w.post(func() { w.shell.OpenCard(first) })
	}
	for {
		select {
		case <-ctx.Done():
			return
		case path := <-w.ports.Handed:
			w.post(func() {
				w.window.RequestFocus()
				w.shell.OpenCard(path)
			})
		}
	}
}

// dropped opens a card that is dropped onto the window. Other files are not looked at.
func (w *Window) dropped(_ fyne.Position, files []fyne.URI) {
	if path := cardAmong(files); path != "" {
		w.shell.OpenCard(path)
	}
}

// cardAmong returns the path of the first card among files, "" without one.
func cardAmong(files []fyne.URI) string {
	for _, file := range files {
		if file.Scheme() == "file" && strings.EqualFold(filepath.Ext(file.Path()), cardExtension) {
			return file.Path()
		}
	}
	return ""
}

// chooseCard asks for the file of a card.
func (w *Window) chooseCard() {
	ask := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close() // only its name is of interest
		w.shell.OpenCard(path)
	}, w.window)
	ask.SetFilter(storage.NewExtensionFileFilter([]string{cardExtension}))
	ask.Show()
}
