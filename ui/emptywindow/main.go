// The program emptywindow opens an empty window of the toolkit, prints how many milliseconds passed between the time
// in LETTERBOX_STARTED and its first frame, and ends. It is what the start of Letterbox is measured against.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
)

func main() {
	began := time.Now()
	if ns, err := strconv.ParseInt(os.Getenv("LETTERBOX_STARTED"), 10, 64); err == nil {
		began = time.Unix(0, ns)
	}
	window := fyneapp.NewWithID("io.letterbox.emptywindow").NewWindow("empty")
	window.Resize(fyne.NewSize(1200, 788))
	window.Show() // paints the first frame before it returns
	// A reader that is gone has nobody to tell.
	_, _ = fmt.Fprintln(os.Stdout, float64(time.Since(began).Microseconds())/1000)
}
