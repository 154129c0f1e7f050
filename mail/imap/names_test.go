package imap_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

const gbk = "\xcf\xee\xc4\xbf" // 项目

// oddNames are names as servers send them, and what people see of them, in the order of a list with / as its delimiter.
var oddNames = []struct{ wire, path string }{
	{"INBOX", "INBOX"},
	{"inbox/below", "INBOX/below"},
	{"&AEkATgBCAE8AWA-", "&AEkATgBCAE8AWA-"}, // INBOX once more, in disguise
	{"&mHl27g-", "项目"},                       //
	{gbk, "项目 (2)"},                          // the same in GBK
	{gbk + "/a", "项目 (2)/a"},                 // and what lies below it
	{"\xe9\xa1\xb9\xe7\x9b\xae", "项目 (3)"},   // and in UTF-8
	{"&mHl27g-/a", "项目/a"},                   //
	{"caf\xe9", "caf\uFFFD"},                 // ISO 8859-1
	{"&", "&"},
	{"a&b", "a&b (2)"},
	{"a&b-", "a&b-"},
	{"a&-b", "a&b"}, // unterminated, no base64; the last one is right
	{"&2D0-", "&2D0-"},
	{"&2D3cAA", "&2D3cAA"},
	{"&AGE", "&AGE"}, // half a pair, and no end
	{"&AGE-", "a"},   // nothing else is called so
	{"x&AC8-y", "x\u2215y"},
	{"x", "x"},
	{"x/y", "x/y"}, // a delimiter inside a name is none
	{"two\r\nlines", "two\uFFFD\uFFFDlines"},
	{"nul\x00inside", "nul\uFFFDinside"}, //
	{"\"quoted\\ (", "\"quoted\\ ("},
	{" ", "\uFFFD"},
	{"/", "\u2215"}, //
	{"end/", "end"},
	{"//deep//er", "\uFFFD (2)/\u2215/deep/\uFFFD/er"},
	{"nobody/home/here", "nobody/home/here"}, //
	{"\u202emeti", "\uFFFDmeti"},
	{"loop/loop/loop", "loop/loop/loop"},
	{"*", "*"},
	{"%", "%"},
}

// TestOddNames lists what can hardly be read as well as it can be, each under a path of its own, whatever the order, and
// opens each by the bytes of its name.
func TestOddNames(t *testing.T) {
	long := strings.Repeat("y", 10_000)
	plan := mailtest.Invention{Folders: []mailtest.InventedFolder{{Name: ""}, {Name: long, Messages: 9}}}
	want := map[string]string{long: long}
	for i, n := range oddNames {
		plan.Folders = append(plan.Folders, mailtest.InventedFolder{Name: n.wire, Messages: i})
		want[n.wire] = n.path
	}
	want["inbox"] = "INBOX"
	s, server := invented(t, plan)
	for range 3 {
		folders, err := s.Folders(t.Context())
		must(t, err)
		if len(folders) != len(oddNames)+1 {
			t.Errorf("%d folders of %d", len(folders), len(oddNames)+1)
		}
		for _, f := range folders {
			if f.Path != want[f.Wire] {
				t.Errorf("%q is shown as %q, not %q", f.Wire, f.Path, want[f.Wire])
			}
		}
		for i, n := range oddNames {
			at := slices.IndexFunc(folders, func(f mail.Folder) bool { return f.Wire == n.wire })
			if state, err := s.Select(t.Context(), folders[at]); err != nil || state.Exists != i {
				t.Errorf("%q: %+v, %v", n.wire, state, err)
			}
		}
		server.Change(func(plan *mailtest.Invention) { slices.Reverse(plan.Folders) })
	}
}

// TestFoldersAreChangedByTheirNames renames, fills and removes the folder that was meant, and makes one below it.
func TestFoldersAreChangedByTheirNames(t *testing.T) {
	s, server := invented(t, mailtest.Invention{Folders: []mailtest.InventedFolder{
		{Name: "INBOX", Messages: 3}, {Name: "&mHl27g-"}, {Name: gbk}, {Name: gbk + "/a"}, {Name: "b\r\nA001 DELETE INBOX"},
	}})
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	for _, f := range []string{gbk, "b\r\nA001 DELETE INBOX"} {
		_, err := s.Move(t.Context(), []mail.UID{1}, mail.Folder{Wire: f})
		must(t, err)
	}
	wire, err := s.CreateFolder(t.Context(), "项目 (2)/新", "/")
	if must(t, err); wire != gbk+"/&ZbA-" {
		t.Errorf("made %q", wire)
	}
	wire, err = s.RenameFolder(t.Context(), gbk+"/a", "项目/b", "/")
	if must(t, err); wire != "&mHl27g-/b" {
		t.Errorf("renamed to %q", wire)
	}
	must(t, s.DeleteFolder(t.Context(), "&mHl27g-"))
	folders, err := s.Folders(t.Context())
	must(t, err)
	var left []string
	for _, f := range folders {
		left = append(left, f.Path)
	}
	if got := fmt.Sprintf("%q", left); got != `["INBOX" "项目 (2)" "项目/b" "b��A001 DELETE INBOX" "项目 (2)/新"]` {
		t.Error(got)
	}
	for _, a := range server.Asked() {
		if a.Name == "DELETE" && a.Argument(0) != "&mHl27g-" {
			t.Errorf("%q", a.Line)
		}
	}
}
