package command

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"letterbox/app/pictures"
	"letterbox/mail"
	"letterbox/ui/hypertext"
)

var renderVerb = verb{
	name: "render", usage: "render FILE.html|FILE.eml… [--width PX] [--dump OUT.json] [--png OUT.png] [--scale N] [--dark] [--font FAMILY] [--images placeholder|none|load]",
	flags:   renderFlags,
	minArgs: 1, maxArgs: -1,
}

// renderOptions are the flags of render.
type renderOptions struct {
	width  int
	dump   string
	png    string
	scale  float64
	dark   bool
	family string
	images string
	fetch  func(ctx context.Context, address string) ([]byte, error) // nil: nothing is fetched
}

func renderFlags(set *flag.FlagSet) func(context.Context, *call) error {
	o := &renderOptions{}
	set.IntVar(&o.width, "width", 700, "width of the view in CSS px")
	set.StringVar(&o.dump, "dump", "", "write the layout to this file")
	set.StringVar(&o.png, "png", "", "paint the page into this file")
	set.Float64Var(&o.scale, "scale", 1, "pixels of the picture for one CSS px")
	set.BoolVar(&o.dark, "dark", false, "show it as on a dark screen")
	set.StringVar(&o.family, "font", "", "show every text in this family")
	set.StringVar(&o.images, "images", "none", "placeholder, none, or load to fetch them from the network")
	return o.run
}

// renderTime bounds the layout of one file, on a machine that may be busy: nobody waits at a window.
const renderTime = 10 * time.Second

// run lays out each file and prints what it shows. It opens no profile and fetches nothing.
func (o *renderOptions) run(ctx context.Context, c *call) error {
	if o.width < 1 || o.width > 10000 {
		return usage("--width takes 1 to 10000")
	}
	if o.scale < 0.25 || o.scale > 4 {
		return usage("--scale takes 0.25 to 4")
	}
	opt := hypertext.Options{Width: float32(o.width), Height: 900, Fonts: hypertext.SystemFonts(), Family: o.family, Dark: o.dark, Time: renderTime}
	switch o.images {
	case "placeholder":
		opt.Images = hypertext.Placeholder{}
	case "none":
		opt.Images = &hypertext.Album{}
	case "load":
		opt.Images = &hypertext.Album{}
		o.fetch = pictures.New(pictures.Config{}).FetchPicture
	default:
		return usage("--images takes placeholder, none or load")
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
	markup, part, err := markupOf(path)
	if err != nil {
		return err
	}
	album, enclosed := opt.Images.(*hypertext.Album)
	if enclosed {
		album = &hypertext.Album{Inline: hypertext.Inline{Part: part}}
		opt.Images = album
	}
	begun := time.Now()
	page, err := hypertext.Open(ctx, markup, opt)
	if err == nil && o.fetch != nil {
		o.load(ctx, page, album)
		page, err = hypertext.Open(ctx, markup, opt)
	}
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
	if o.png != "" {
		if err := o.paint(page, opt); err != nil {
			return err
		}
	}
	if o.dump == "" && o.png != "" {
		c.out.line(line)
		return nil
	}
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

func unreadable(path string, err error) error {
	return &mail.Problem{Code: mail.StorageFailed, Retry: mail.RetryNever, Facts: map[string]string{mail.FactPath: path}, Err: err}
}
