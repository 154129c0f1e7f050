package early_test

import (
	_ "fyne.io/fyne/v2/test" // brings the toolkit's cache into the process

	_ "letterbox/ui/early" // what is tested
)
