// The program emptywindow opens an empty window of the toolkit, prints how many milliseconds passed between the time
// in LETTERBOX_STARTED and its first frame, and ends. It is what the start of Letterbox is measured against.
package main

import (
	"fmt"
	"image"
	"os"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
)

func main() {
	began := time.Now()
	if ns, err := strconv.ParseInt(os.Getenv("LETTERBOX_STARTED"), 10, 64); err == nil {
		began = time.Unix(0, ns)
	}
	app := fyneapp.NewWithID("io.letterbox.emptywindow")
	window := app.NewWindow("empty")
	painted := false
	window.SetContent(canvas.NewRaster(func(w, h int) image.Image { // called while the first frame is painted
		if !painted {
			painted = true
			go fyne.Do(func() { // runs after that frame
				fmt.Println(float64(time.Since(began).Microseconds()) / 1000)
				app.Quit()
			})
		}
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}))
	window.Resize(fyne.NewSize(1200, 760))
	window.ShowAndRun()
}
