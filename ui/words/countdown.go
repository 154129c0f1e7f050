package words

import (
	"fmt"
	"time"
)

// CountedDown adds to the label of a button how long it waits still: minutes and seconds, or hours as well. Without
// a time left it is the label.
func CountedDown(lang Language, label string, left time.Duration) string {
	if left <= 0 {
		return label
	}
	all := int(left.Round(time.Second).Seconds())
	clock := fmt.Sprintf("%d:%02d", all/60, all%60)
	if all >= 3600 {
		clock = fmt.Sprintf("%d:%02d:%02d", all/3600, all/60%60, all%60)
	}
	if lang == ZH {
		return label + "（" + clock + "）"
	}
	return label + " (" + clock + ")"
}
