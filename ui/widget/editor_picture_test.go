package widget

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"letterbox/ui/ime"
	"letterbox/ui/picturetest"
)

const (
	chineseLetter = "张伟，您好：\n\n供应商「华东精密」提交的发票已经到达，请在 11 月 25 日前确认。他说：“会议改到周三下午三点（地点不变）。”\n金额为 ¥12,480.00，对应采购单 PO-2026/113 ✓\n\t缩进一行"
	englishLetter = "Dear Alice,\n\nThanks for the summary; I have added two comments to the document, and the supplier’s invoice (PO-2026/113) has arrived.\nПривет and café stand in between: fi fl ‰.\n\tindented"
)

// TestEditorPictures draws wrapped text, a selection and a composition in both languages, light and dark, at one and
// two pixels for each of the toolkit's units.
func TestEditorPictures(t *testing.T) {
	for language, letter := range map[string]string{"zh": chineseLetter, "en": englishLetter} {
		for _, mode := range []Mode{ModeLight, ModeDark} {
			for factor, name := range map[float32]string{1: "1x", 2: "2x"} {
				for what, prepare := range editorStates {
					full := what + "-" + language + "-" + string(mode) + "-" + name
					t.Run(full, func(t *testing.T) { comparePicture(t, drawEditor(t, mode, factor, letter, prepare), full) })
				}
			}
		}
	}
}

var editorStates = map[string]func(*Editor){
	"wrap":      func(*Editor) {},
	"selection": func(e *Editor) { e.Select(8, 130) },
	"composition": func(e *Editor) {
		e.Select(24, 24)
		e.Compose(ime.Composition{Text: "ni'hao shi'jie", Caret: 6, Segments: []ime.Segment{{From: 0, To: 6, Active: true}}})
	},
}

func drawEditor(t *testing.T, mode Mode, factor float32, letter string, prepare func(*Editor)) image.Image {
	t.Helper()
	themed(t, mode)
	e := NewEditor(EditText, "", EditorEvents{})
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetScale(factor)
	c.SetContent(e)
	c.Resize(fyne.NewSize(360, 220))
	e.SetText(letter)
	c.Focus(e)
	prepare(e)
	return c.Capture()
}

// comparePicture fails when more than one pixel in a thousand differs from the golden picture. All letters are those of
// the product's own font, so that every machine draws the same.
func comparePicture(t *testing.T, got image.Image, name string) {
	t.Helper()
	picturetest.Compare(t, "editor/"+name+".png", got, picturetest.Limits{Share: 1.0 / 1000, Apart: 0x0C00})
}
