package policy

import (
	"os"
	"path/filepath"
	"testing"

	"letterbox/mail"
)

// TestManagedPreferences reads property lists as a Mac has them. The inputs were written by Python's plistlib.
func TestManagedPreferences(t *testing.T) {
	for _, name := range []string{"managed-xml.plist", "managed-binary.plist"} {
		path := filepath.Join("testdata", name)
		p, err := readManaged(path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		days, _ := p.SyncWindow()
		c, own := p.CandidateFor(address(t, "li@corp.example"))
		if p.Path != path || p.AllowsPins() || days != 90 || !own || c.Incoming.Username != `CORP\li.ming` || p.Setting("theme") != "dark" || !p.Locks("theme") {
			t.Errorf("%s: %+v", name, p)
		}
		if !p.AllowsDomain(address(t, "a@xn--fsqu00a.xn--fiqs8s")) {
			t.Errorf("%s: a domain in ASCII is not the one in Chinese", name)
		}
	}
	if p, err := readManaged(filepath.Join("testdata", "absent.plist")); err != nil || p.Path != "" {
		t.Errorf("without one: %+v, %v", p, err)
	}
}

const plistHead = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist version="1.0">`

func TestManagedPreferencesThatAreWrong(t *testing.T) {
	if p, err := fromPlist("p", []byte(plistHead+"<dict/></plist>")); err != nil || p.Path != "" {
		t.Errorf("an empty one: %+v, %v", p, err)
	}
	if p, err := fromPlist("p", []byte(plistHead+"<dict><key>PayloadUUID</key><string>5B1A</string><key>pins</key><false/></dict></plist>")); err != nil || p.AllowsPins() {
		t.Errorf("with the names of its profile: %+v, %v", p, err)
	}
	for name, c := range map[string]struct {
		raw  string
		kind Kind
		at   string
	}{
		"empty":       {"", Unreadable, ""},
		"JSON":        {`{"pins": false}`, Unreadable, ""},
		"OpenStep":    {`{ pins = 0; }`, Unreadable, ""},
		"cut off":     {plistHead + "<dict><key>pins</key>", Unreadable, ""},
		"binary":      {"bplist00\xff\xff", Unreadable, ""},
		"a list":      {plistHead + "<array/></plist>", Unreadable, ""},
		"a text":      {plistHead + "<string>pins</string></plist>", Unreadable, ""},
		"unknown":     {plistHead + "<dict><key>Pins</key><false/></dict></plist>", Unknown, "[\"Pins\"]"},
		"wrong type":  {plistHead + "<dict><key>pins</key><string>no</string></dict></plist>", WrongType, "pins"},
		"a date":      {plistHead + "<dict><key>locked</key><array><date>2026-11-24T00:00:00Z</date></array></dict></plist>", WrongType, "locked[0]"},
		"raw bytes":   {plistHead + "<dict><key>usernames</key><dict><key>a@b.example</key><data>AAAA</data></dict></dict></plist>", WrongType, `usernames["a@b.example"]`},
		"not allowed": {plistHead + "<dict><key>sync_window</key><integer>31</integer></dict></plist>", NotOneOf, "sync_window"},
	} {
		_, err := fromPlist("p", []byte(c.raw))
		p := mail.ProblemOf(err)
		if err == nil || p.Code != mail.PolicyInvalid || p.Facts[FactMistake] != string(c.kind) || p.Facts[FactMember] != c.at {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzManagedPreferences(f *testing.F) {
	for _, name := range []string{"managed-xml.plist", "managed-binary.plist"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if p, err := fromPlist("p", raw); err != nil && (p.Path != "" || mail.ProblemOf(err).Code != mail.PolicyInvalid) {
			t.Errorf("%+v, %v", p, err)
		}
	})
}
