package hypertext_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail/mailtest"
	"letterbox/mail/message"
	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/selection"
)

// TestHostileMailActsOnNothing lays out documents that try to load, run or submit something. Nothing in the engine
// could; what is checked is that all of them can be shown, and that no link leads where it should not.
func TestHostileMailActsOnNothing(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(mailtest.SharedData(t, "privacy"), "*", "*.[eh][mt]*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	for _, path := range files {
		if strings.Contains(path, string(filepath.Separator)+"dos"+string(filepath.Separator)) {
			continue // TestHostileMailEnds
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		markup := hypertext.Decode(raw)
		if strings.HasSuffix(path, ".eml") {
			markup = message.Parse(raw, message.Options{}).Body.HTML
		}
		opt := plainOptions()
		opt.Images = hypertext.Inline{}
		page, err := hypertext.Open(context.Background(), markup, opt)
		if err != nil {
			if !errors.Is(err, layout.ErrTooMuch) {
				t.Errorf("%s: %v", filepath.Base(path), err)
			}
			continue
		}
		for _, link := range selection.New(page.Root).Links() {
			if selection.SafeLink(link) != link {
				t.Errorf("%s links to %s", filepath.Base(path), link)
			}
		}
		page.Dump()
	}
}
