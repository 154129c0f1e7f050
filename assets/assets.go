// Package assets carries what the program needs at run time and nobody types: fonts, icons, and the catalogue of
// mail providers. It embeds and hands out bytes; it interprets nothing and imports nothing but embed.
package assets

import "embed"

//go:embed fonts/regular.otf
var fontRegular []byte

//go:embed fonts/bold.otf
var fontBold []byte

//go:embed icons/window.png
var iconPNG []byte

//go:embed icons/*.svg
var icons embed.FS

// FontRegular returns the regular face, OpenType, covering Latin, kana and the Chinese characters of GB 2312.
// Callers must not change it.
func FontRegular() []byte { return fontRegular }

// FontBold returns the bold face with the same coverage. Callers must not change it.
func FontBold() []byte { return fontBold }

// AppIcon returns the icon of the window, PNG, 128 x 128 pixels: the picture of the packages, letterbox.png, made smaller,
// because the toolkit decodes it and hands it to the system before it shows the window. Callers must not change it.
func AppIcon() []byte { return iconPNG }

// Icon returns an SVG icon by its name without extension, e.g. "inbox". It panics for a name that does not
// exist: names are constants of the program, and a test draws them all.
func Icon(name string) []byte {
	svg, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		panic("assets: no icon " + name)
	}
	return svg
}

// IconNames returns the names that Icon knows, sorted.
func IconNames() []string {
	entries, err := icons.ReadDir("icons")
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name()[:len(e.Name())-len(".svg")])
	}
	return names
}
