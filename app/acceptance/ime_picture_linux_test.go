package acceptance

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// candidates returns the place of the window with the candidates, if it is there.
func (d *desktop) candidates() (area, bool) {
	out, _ := d.command("xdotool", "search", "--onlyvisible", "--class", d.im.class).Output() // fails where there is none
	for _, window := range strings.Fields(string(out)) {
		if a, err := d.area(window); err == nil && a.width > 40 && a.height > 10 {
			return a, true
		}
	}
	return area{}, false
}

func (d *desktop) waitForCandidates() {
	d.t.Helper()
	d.until("candidates", func() bool { _, there := d.candidates(); return there })
}

func (d *desktop) waitForNoCandidates() {
	d.t.Helper()
	d.until("no candidates", func() bool { _, there := d.candidates(); return !there })
}

// checkPicture looks at the screen: the candidates must be right below a line under the composition.
func (d *desktop) checkPicture(name string) {
	d.t.Helper()
	var box area
	d.until("the candidates are below the underlined composition", func() bool {
		var there bool
		box, there = d.candidates()
		return there && underlined(d.screen(), box, d.scale)
	})
	d.shoot(name)
}

// underlined reports whether there is a short straight line just above the corner of a box, and begins there.
func underlined(screen image.Image, box area, scale int) bool {
	near, above, least, most := 12*scale, 16*scale, 20*scale, 200*scale
	for y := box.y; y > box.y-above; y-- {
		for x := box.x - near; x <= box.x+near; x++ {
			run := 0
			for same(screen, x, x+run, y) {
				run++
			}
			if run >= least && run <= most && !same(screen, x, x-1, y) && !same(screen, x, x+run, y) && alone(screen, x, y, run, scale) {
				return true
			}
		}
	}
	return false
}

// alone reports whether most of what is above a line is of another colour.
func alone(screen image.Image, x, y, run, scale int) bool {
	other := 0
	for i := range run {
		if screen.At(x+i, y-2*scale) != screen.At(x+i, y) {
			other++
		}
	}
	return other > run/2
}

// same reports whether two points of a row have the same colour and are inside of the picture.
func same(screen image.Image, x, other, y int) bool {
	return image.Pt(other, y).In(screen.Bounds()) && screen.At(x, y) == screen.At(other, y)
}

// waitForFocus waits until a field in a window is framed in the colour of accents.
func (d *desktop) waitForFocus(window string) {
	d.t.Helper()
	d.until("a field has the focus", func() bool {
		at, err := d.area(window)
		if err != nil {
			return false
		}
		screen, run := d.screen(), 0
		for y := at.y; y < at.y+at.height; y++ {
			for x := at.x; x < at.x+at.width; x++ {
				if !accent(screen, x, y) {
					run = 0
				} else if run++; run > at.width/2 {
					return true
				}
			}
		}
		return false
	})
}

func accent(screen image.Image, x, y int) bool {
	r, _, b, _ := screen.At(x, y).RGBA()
	return b > r+0x3000
}

func (d *desktop) screen() image.Image {
	d.t.Helper()
	out, err := d.command("import", "-window", "root", "png:-").Output()
	if err != nil {
		d.t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		d.t.Fatal(err)
	}
	return picture
}

// shoot keeps a picture of the screen with what the test leaves behind.
func (d *desktop) shoot(name string) {
	d.t.Helper()
	file, err := os.Create(filepath.Join(d.t.ArtifactDir(), d.im.name+"-"+name+".png"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, d.screen()); err != nil {
		d.t.Fatal(err)
	}
	d.t.Logf("picture: %s", file.Name())
}
