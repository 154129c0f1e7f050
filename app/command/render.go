package command

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/message"
	"letterbox/ui/hypertext"
)

var renderVerb = verb{
	name: "render", usage: "render FILE.html|FILE.eml… [--width PX] [--dump OUT.json] [--font FAMILY] [--images placeholder|none]",
	flags:   renderFlags,
	minArgs: 1, maxArgs: -1,
}

// renderOptions are the flags of render.
type renderOptions struct {
	width  int
	dump   string
	family string
	images string
}

func renderFlags(set *flag.FlagSet) func(context.Context, *call) error {
	o := &renderOptions{}
	set.IntVar(&o.width, "width", 700, "width of the view in CSS px")
	set.StringVar(&o.dump, "dump", "", "write the layout to this file")
	set.StringVar(&o.family, "font", "", "show every text in this family")
	set.StringVar(&o.images, "images", "none", "placeholder or none")
	return o.run
}

// renderTime bounds the layout of one file, on a machine that may be busy: nobody waits at a window.
const renderTime = 10 * time.Second

// run lays out each file and prints what it shows. It opens no profile and fetches nothing.
func (o *renderOptions) run(ctx context.Context, c *call) error {
	if o.width < 1 || o.width > 10000 {
		return usage("--width takes 1 to 10000")
	}
	opt := hypertext.Options{Width: float32(o.width), Height: 900, Fonts: hypertext.SystemFonts(), Family: o.family, Time: renderTime}
	switch o.images {
	case "placeholder":
		opt.Images = hypertext.Placeholder{}
	case "none":
		opt.Images = hypertext.Inline{}
	default:
		return usage("--images takes placeholder or none")
	}
	for _, path := range c.args {
		if err := o.file(ctx, c, path, opt); err != nil {
			return err
		}
	}
	c.out.event("result", map[string]any{"files": len(c.args)})
	return nil
}

// rendered is the line that render prints of a file.
type rendered struct {
	File   string          `json:"file"`
	Millis float64         `json:"ms"`              // from markup to the place of every letter
	Error  string          `json:"error,omitempty"` // why its text is shown instead
	Dump   *hypertext.Dump `json:"layout,omitempty"`
}

func (o *renderOptions) file(ctx context.Context, c *call, path string, opt hypertext.Options) error {
	markup, err := markupOf(path)
	if err != nil {
		return err
	}
	begun := time.Now()
	page, err := hypertext.Open(ctx, markup, opt)
	line := rendered{File: path, Millis: float64(time.Since(begun).Microseconds()) / 1000}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		line.Error = err.Error()
		c.out.line(line)
		return nil
	}
	dump := page.Dump()
	if o.dump == "" {
		line.Dump = &dump
		c.out.line(line)
		return nil
	}
	out, err := json.Marshal(dump)
	if err != nil {
		return fmt.Errorf("write the layout: %w", err)
	}
	if err := os.WriteFile(o.dump, out, 0o644); err != nil {
		return unreadable(o.dump, err)
	}
	c.out.line(line)
	return nil
}

// markupOf returns the HTML of a file: of a message that of its body, or its text as HTML when it has no other.
func markupOf(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", notFound(path)
	}
	if err != nil {
		return "", unreadable(path, err)
	}
	if !strings.HasSuffix(strings.ToLower(path), ".eml") {
		return hypertext.Decode(raw), nil
	}
	body := message.Parse(raw, message.Options{}).Body
	if body.HTML != "" {
		return body.HTML, nil
	}
	return hypertext.FromText(body.Text), nil
}

func unreadable(path string, err error) error {
	return &mail.Problem{Code: mail.StorageFailed, Retry: mail.RetryNever, Facts: map[string]string{mail.FactPath: path}, Err: err}
}
