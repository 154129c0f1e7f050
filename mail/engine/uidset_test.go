package engine

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func TestDifference(t *testing.T) {
	type uids = []mail.UID
	for _, c := range []struct{ a, b, want uids }{
		{nil, nil, nil},
		{uids{1, 2, 3}, nil, uids{1, 2, 3}},
		{uids{1, 2, 3}, uids{2}, uids{1, 3}},
		{uids{5}, uids{1, 2, 9}, uids{5}},
		{uids{1, 2}, uids{1, 2, 3}, nil},
	} {
		if diff := cmp.Diff(c.want, difference(c.a, c.b)); diff != "" {
			t.Errorf("%v minus %v: %s", c.a, c.b, diff)
		}
	}
}

func TestCommon(t *testing.T) {
	got := common([]mail.UID{1, 2, 5, 9}, []mail.UID{2, 3, 9, 10})
	if diff := cmp.Diff([]mail.UID{2, 9}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRanges(t *testing.T) {
	got := ranges([]mail.UID{1, 2, 3, 7, 9, 10})
	want := []mail.UIDRange{{First: 1, Last: 3}, {First: 7, Last: 7}, {First: 9, Last: 10}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNewestFirst(t *testing.T) {
	got := newestFirst([]mail.UID{1, 2, 3, 4, 5}, 2)
	want := [][]mail.UID{{4, 5}, {2, 3}, {1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
