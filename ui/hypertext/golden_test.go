package hypertext_test

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	"letterbox/mail/mailtest"
	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/raster"
	"letterbox/ui/hypertext/text"
	"letterbox/ui/picturetest"
)

// typical are mails of all kinds whose licences allow pictures of them to be kept here.
var typical = []string{
	"cerberus-cerberus_fluid", "cerberus-cerberus_hybrid", "charlesmudy-index", "colorlib-10", "colorlib-13", "colorlib-22",
	"konsav-promotional", "mailgun-alert", "mimekit-xamarin3", "postmark-basic_welcome",
	"postmark_css-templates_basic_full_receipt", "salted-salted_responsive_email_template", "sendgrid-digest",
	"sendwithus-invoice", "sendwithus-receipt", "sendwithus-survey", "talon-gmail", "talon-ms_outlook_2010",
	"antwort-three_cols_images", "g13nn-background_image_text_overlay",
}

// darkGround is the surface of the window's dark theme.
var darkGround = css.Color{R: 0x1B, G: 0x1F, B: 0x24, A: 255}

// TestTypicalMailLooksAsItDid paints the upper part of typical mails at two widths, light and dark, and compares it
// with pictures that somebody has looked at, beside those of a browser. Pictures are kept in half the size and fewer
// colors, so that a letter may move by a part of a pixel and a box may not.
func TestTypicalMailLooksAsItDid(t *testing.T) {
	dir := mailtest.SharedData(t, "htmlmail")
	fonts := referenceFonts(t)
	painter := raster.New(fonts)
	for _, name := range typical {
		raw, err := os.ReadFile(filepath.Join(dir, name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		for _, width := range []float32{700, 400} {
			for _, dark := range []bool{false, true} {
				shade := map[bool]string{false: "light", true: "dark"}[dark]
				file := fmt.Sprintf("%s-%g-%s.png", name, width, shade)
				picturetest.Compare(t, "golden/"+file, halved(paintPage(t, painter, fonts, hypertext.Decode(raw), width, dark)), picturetest.Limits{Share: 0.002, Apart: 24 << 8})
			}
		}
	}
}

// paintPage paints the upper part of a page.
func paintPage(t *testing.T, painter *raster.Painter, fonts *text.Library, markup string, width float32, dark bool) *image.RGBA {
	t.Helper()
	opt := referenceOptions(fonts)
	opt.Width, opt.Dark, opt.Time = width, dark, slowest
	page, err := hypertext.Open(context.Background(), markup, opt)
	if err != nil {
		t.Fatal(err)
	}
	items := page.Items()
	if dark {
		items = paint.Darken(items, paint.Darkening{Ground: darkGround, Shown: func(string) bool { return true }})
	}
	const most = 720
	return hypertext.Draw(page, painter, raster.NewSheet(items), 1, most, hypertext.Placeholder{})
}

// halved returns a picture in half the size and with 32 shades of each color.
func halved(from *image.RGBA) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, from.Rect.Dx()/2, from.Rect.Dy()/2))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var sum [3]int
			for _, p := range [4]image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
				c := from.RGBAAt(2*x+p.X, 2*y+p.Y)
				sum[0], sum[1], sum[2] = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B)
			}
			out.SetRGBA(x, y, color.RGBA{uint8(sum[0]/4) &^ 7, uint8(sum[1]/4) &^ 7, uint8(sum[2]/4) &^ 7, 255})
		}
	}
	return out
}
