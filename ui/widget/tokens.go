package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The colours of the product, by role. Each has a value for the light and for the dark variant.
const (
	ColorWindow      fyne.ThemeColorName = "letterbox.window"
	ColorSidebar     fyne.ThemeColorName = "letterbox.sidebar"
	ColorSurface     fyne.ThemeColorName = "letterbox.surface"
	ColorLine        fyne.ThemeColorName = "letterbox.line"
	ColorText        fyne.ThemeColorName = "letterbox.text"
	ColorSecondary   fyne.ThemeColorName = "letterbox.secondary"
	ColorFaint       fyne.ThemeColorName = "letterbox.faint" // only where nothing depends on it
	ColorAccent      fyne.ThemeColorName = "letterbox.accent"
	ColorOnAccent    fyne.ThemeColorName = "letterbox.on-accent"
	ColorAccentWeak  fyne.ThemeColorName = "letterbox.accent-weak"
	ColorSelection   fyne.ThemeColorName = "letterbox.selection"
	ColorGood        fyne.ThemeColorName = "letterbox.good"
	ColorGoodWeak    fyne.ThemeColorName = "letterbox.good-weak"
	ColorWaiting     fyne.ThemeColorName = "letterbox.waiting"
	ColorWaitingWeak fyne.ThemeColorName = "letterbox.waiting-weak"
	ColorFailed      fyne.ThemeColorName = "letterbox.failed"
	ColorFailedWeak  fyne.ThemeColorName = "letterbox.failed-weak"
	ColorMark        fyne.ThemeColorName = "letterbox.mark" // the logo and nothing else
)

// The sizes of type, in device-independent pixels. Nothing is smaller than SizeMeta.
const (
	SizePage      float32 = 22 // bold page title, line 30
	SizeSubject   float32 = 20 // bold subject of a message, line 28
	SizeCard      float32 = 17 // bold card title, line 24
	SizeReading   float32 = 15 // body of a message, line 24
	SizeInterface float32 = 14 // line 20
	SizeList      float32 = 13 // rows of lists and hints, line 18
	SizeMeta      float32 = 12 // line 16
)

// The gaps of the grid, and the corners.
const (
	Gap4  float32 = 4
	Gap8  float32 = 8
	Gap12 float32 = 12
	Gap16 float32 = 16
	Gap24 float32 = 24
	Gap36 float32 = 36

	RadiusRow     float32 = 7 // rows of the sidebar
	RadiusControl float32 = 8
	RadiusCard    float32 = 10

	LineWidth  float32 = 1
	FocusWidth float32 = 2
)

// pair is the value of a colour in the light and in the dark variant.
type pair struct{ light, dark color.NRGBA }

var palette = map[fyne.ThemeColorName]pair{
	ColorWindow:      {rgb(0xF5F6F8), rgb(0x14171B)},
	ColorSidebar:     {rgb(0xECEFF3), rgb(0x171A1F)},
	ColorSurface:     {rgb(0xFFFFFF), rgb(0x1B1F24)},
	ColorLine:        {rgb(0xDDE2E8), rgb(0x2C323A)},
	ColorText:        {rgb(0x1A1E24), rgb(0xE7EAEE)},
	ColorSecondary:   {rgb(0x59626F), rgb(0xA3ACB8)},
	ColorFaint:       {rgb(0x7B8592), rgb(0x808B99)},
	ColorAccent:      {rgb(0x2456C8), rgb(0x86ABFA)},
	ColorOnAccent:    {rgb(0xFFFFFF), rgb(0x0E1726)},
	ColorAccentWeak:  {rgb(0xE4ECFB), rgb(0x1F2C45)},
	ColorSelection:   {rgb(0xDCE7FB), rgb(0x24344F)},
	ColorGood:        {rgb(0x1A7A48), rgb(0x6CCB95)},
	ColorGoodWeak:    {rgb(0xE3F3EA), rgb(0x1B3327)},
	ColorWaiting:     {rgb(0x8A5A00), rgb(0xE2B457)},
	ColorWaitingWeak: {rgb(0xFBF0D9), rgb(0x3A2F17)},
	ColorFailed:      {rgb(0xB0261E), rgb(0xF28B82)},
	ColorFailedWeak:  {rgb(0xFBE7E5), rgb(0x3F2220)},
	ColorMark:        {rgb(0xC6312B), rgb(0xE5564F)},
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}
