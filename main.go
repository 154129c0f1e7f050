// Letterbox is a desktop mail client that binds in one go and says why when it cannot.
package main

import (
	"os"

	"letterbox/app"
)

func main() { os.Exit(app.Main(os.Args[1:])) }
