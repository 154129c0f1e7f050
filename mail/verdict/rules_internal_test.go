package verdict

import (
	"strings"
	"testing"
)

func TestEveryClassHasAMeaning(t *testing.T) {
	for _, rules := range [][]rule{
		providerRules, foreignRules, firmRules, secretRules, accountRules, limitRules, folderRules, sendingRules, broadRules, enhancedRules, wrongRules, statusRules, codeRules,
	} {
		for _, u := range rules {
			if _, known := meanings[u.class]; !known {
				t.Errorf("%s has no meaning", u.class)
			}
			for _, fragment := range u.all {
				if fragment == "" || fragment != strings.ToLower(fragment) || strings.Contains("|"+fragment+"|", "||") {
					t.Errorf("%s: %q is never met, or always", u.class, fragment)
				}
			}
		}
	}
	for tag, class := range tagClasses {
		if _, known := meanings[class]; !known || tag != strings.ToUpper(tag) {
			t.Errorf("%s %s", tag, class)
		}
	}
}
