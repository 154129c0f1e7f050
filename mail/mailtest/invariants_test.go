package mailtest

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
)

// checkedIn says which faulted runs check which promises: the sweep of cut connections, the kills of the whole program,
// the kills of a writing store, the model, and the tests of what remains.
var checkedIn = map[string]string{
	"mail/engine/promises_test.go":   "I1 I2 I3 I4 I5 I7 I8 I9 I10 I11 I13",
	"app/acceptance/torture_test.go": "I1 I2 I3 I4 I5 I7 I8 I9 I13",
	"storage/crash_test.go":          "I6 I11 I13 I14",
	"storage/model_test.go":          "I7",
	"mail/engine/evidence_test.go":   "I12 I13 I14",
	"storage/concurrent_test.go":     "I12",
	"app/acceptance/secrets_test.go": "I15",
}

// TestEveryInvariantIsChecked compares the table with the calls that there are.
func TestEveryInvariantIsChecked(t *testing.T) {
	somewhere := map[string]bool{}
	for file, want := range checkedIn {
		var got []string
		called := calls(t, filepath.Join(moduleRoot(t), filepath.FromSlash(file)))
		for _, i := range Invariants {
			if called[i.Name] {
				got = append(got, i.Number)
				somewhere[i.Number] = true
			}
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%s checks %s, not %s", file, text, want)
		}
	}
	for _, i := range Invariants {
		if !somewhere[i.Number] {
			t.Errorf("%s (%s) is checked nowhere", i.Number, i.Sentence)
		}
		if _, there := reflect.TypeFor[Promises]().MethodByName(i.Name); !there {
			t.Errorf("%s has no check", i.Number)
		}
	}
}

// calls returns the names of the methods that a file calls.
func calls(t *testing.T, path string) map[string]bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
				names[selector.Sel.Name] = true
			}
		}
		return true
	})
	return names
}

// listener hears what a check complains about.
type listener struct {
	testing.TB
	said []string
}

func (*listener) Helper() {}

func (l *listener) Errorf(format string, _ ...any) { l.said = append(l.said, format) }

// breaks are runs that break one promise each.
var breaks = map[string]func(Promises){
	"I1": func(p Promises) { p.NothingShownIsLost([]string{"a"}, func(string) bool { return false }) },
	"I2": func(p Promises) { p.NothingComesBack([]string{"a"}, func(string) bool { return true }) },
	"I3": func(p Promises) { p.SentAtMostOnce(Fate{State: mail.OutgoingCopied, Taken: 2, Copies: 1}) },
	"I4": func(p Promises) { p.NoSilentNonSend(Fate{State: mail.OutgoingCopied, Copies: 1}) },
	"I5": func(p Promises) { p.OneCopyInSent(Fate{State: mail.OutgoingCopied, Taken: 1, Copies: 2}) },
	"I6": func(p Promises) { p.DraftsSurvive(map[string]string{"a": "new"}, map[string]string{"a": "old"}, nil) },
	"I7": func(p Promises) { p.Converged([]Lies{{Folder: "INBOX", UID: 1}}, []Lies{{Folder: "INBOX", UID: 2}}) },
	"I8": func(p Promises) { p.SecondSyncIdle(0, 1) },
	"I9": func(p Promises) {
		p.DoneInOrder(map[string][]string{"a": {"Trash"}}, map[string][]string{"a": {"INBOX"}}, nil, 0)
	},
	"I10": func(p Promises) { p.OthersUntouched("one message", "none") },
	"I11": func(p Promises) { p.OwnBodies([]Lies{{ID: "a"}}, func(Lies) string { return "b" }) },
	"I12": func(p Promises) { p.ReadersGoOn(func() error { return errors.New("busy") }, func() {}) },
	"I13": func(p Promises) { p.Sound(1, nil) },
	"I14": func(p Promises) { p.LocalOnlyStays([]string{"a"}, nil) },
	"I15": func(p Promises) { p.SecretsStay("the password is s3cret-s3cret", "ada", "s3cret-s3cret") },
}

// keeps are runs that keep one promise each.
var keeps = map[string]func(Promises){
	"I1": func(p Promises) { p.NothingShownIsLost([]string{"a"}, func(string) bool { return true }) },
	"I4": func(p Promises) {
		p.NoSilentNonSend(Fate{State: mail.OutgoingQueued})
		p.NoSilentNonSend(Fate{State: mail.OutgoingUnknown, Taken: 1})
		p.NoSilentNonSend(Fate{State: mail.OutgoingFailed})
	},
	"I7": func(p Promises) {
		p.Converged([]Lies{{Folder: "B"}, {Folder: "A", ID: "a"}}, []Lies{{Folder: "A"}, {Folder: "B", Hash: "h"}})
	},
	"I9": func(p Promises) { p.DoneInOrder(map[string][]string{"a": {"Trash"}}, nil, []string{"a"}, 0) },
}

// TestEveryInvariantCanBreak shows that each check complains about what breaks its promise, and about nothing else.
func TestEveryInvariantCanBreak(t *testing.T) {
	if got := len(breaks); got != len(Invariants) {
		t.Errorf("%d of %d promises", got, len(Invariants))
	}
	for _, number := range slices.Sorted(maps.Keys(breaks)) {
		l := &listener{TB: t}
		breaks[number](PromisesOf(l, "run"))
		if len(l.said) == 0 {
			t.Errorf("nobody notices that %s is broken", number)
		}
	}
	for number, run := range keeps {
		l := &listener{TB: t}
		run(PromisesOf(l, "run"))
		if len(l.said) > 0 {
			t.Errorf("%s is kept, and yet there is a complaint", number)
		}
	}
}
