package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"io/fs"
	"os"
	"strings"

	"letterbox/mail/message"
	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/press"
	"letterbox/ui/hypertext/raster"
)

// mostPainted is how high a picture of a page may be, in CSS px.
const mostPainted = 20000

// darkSurface is what white becomes on a dark screen.
var darkSurface = css.Color{R: 0x1B, G: 0x1F, B: 0x24, A: 255}

// paint writes a picture of the page.
func (o *renderOptions) paint(page *hypertext.Page, opt hypertext.Options) error {
	shown, _ := opt.Images.(raster.Pictures) // nil paints frames
	items := page.Items()
	if o.dark {
		items = paint.Darken(items, paint.Darkening{Ground: darkSurface, Shown: func(address string) bool {
			_, _, ok := opt.Images.Size(address)
			return ok
		}})
	}
	picture := hypertext.Draw(page, raster.New(opt.Fonts), raster.NewSheet(items), o.scale, mostPainted, shown)
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return fmt.Errorf("encode the picture: %w", err)
	}
	if err := os.WriteFile(o.png, out.Bytes(), 0o644); err != nil {
		return unreadable(o.png, err)
	}
	return nil
}

// load fetches the pictures of a page, as the window does when somebody asks for them: none over an open connection,
// none that is there to be counted. What does not come is left out.
func (o *renderOptions) load(ctx context.Context, page *hypertext.Page, album *hypertext.Album) {
	fetched := map[string][]byte{}
	for _, r := range press.Wanted(page.Items()) {
		if r.Tracker || !strings.HasPrefix(strings.ToLower(strings.TrimSpace(r.Address)), "https://") {
			continue
		}
		if raw, err := o.fetch(ctx, r.Address); err == nil {
			fetched[r.Address] = raw
		}
	}
	album.Fetched = func(address string) []byte { return fetched[address] }
}

// markupOf returns the HTML of a file: of a message that of its body, or its text as HTML when it has no other; and
// where the pictures are that it brings along.
func markupOf(path string) (markup string, part func(id string) []byte, err error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil, notFound(path)
	}
	if err != nil {
		return "", nil, unreadable(path, err)
	}
	if !strings.HasSuffix(strings.ToLower(path), ".eml") {
		return hypertext.Decode(raw), nil, nil
	}
	body := message.Parse(raw, message.Options{}).Body
	part = func(id string) []byte {
		for _, p := range body.Parts {
			if p.ContentID != "" && p.ContentID == id {
				return partOf(raw, p.Path)
			}
		}
		return nil
	}
	if body.HTML != "" {
		return body.HTML, part, nil
	}
	return hypertext.FromText(body.Text), part, nil
}

// partOf returns the decoded bytes of a part, nil when they cannot be read.
func partOf(raw []byte, path string) []byte {
	var out bytes.Buffer
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }
	if err := message.CopyPart(&out, open, path); err != nil {
		return nil
	}
	return out.Bytes()
}
