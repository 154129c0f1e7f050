package hub

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func TestDeliveryJoinsWhatWasNotReceivedYet(t *testing.T) {
	var h Hub
	events, cancel := h.Subscribe()
	defer cancel()
	h.Publish([]mail.Event{mail.FoldersChanged{Account: 1}})
	h.Publish([]mail.Event{mail.MessagesChanged{Account: 1, Folder: 2}, mail.FoldersChanged{Account: 1}})
	want := []mail.Event{mail.FoldersChanged{Account: 1}, mail.MessagesChanged{Account: 1, Folder: 2}}
	if diff := cmp.Diff(want, <-events); diff != "" {
		t.Error(diff)
	}
	h.Publish([]mail.Event{mail.FoldersChanged{Account: 1}})
	if diff := cmp.Diff([]mail.Event{mail.FoldersChanged{Account: 1}}, <-events); diff != "" {
		t.Errorf("after a delivery an equal event must be told again: %s", diff)
	}
}

func TestSlowSubscriberGetsOneResync(t *testing.T) {
	var h Hub
	slow, cancelSlow := h.Subscribe()
	defer cancelSlow()
	for i := range 3 * maxPending {
		h.Publish([]mail.Event{mail.MessagesChanged{Account: 1, Folder: mail.FolderID(i)}})
	}
	if diff := cmp.Diff([]mail.Event{mail.Resync{}}, <-slow); diff != "" {
		t.Error(diff)
	}
	h.Publish([]mail.Event{mail.FoldersChanged{Account: 1}})
	if diff := cmp.Diff([]mail.Event{mail.FoldersChanged{Account: 1}}, <-slow); diff != "" {
		t.Errorf("after the Resync events are told again: %s", diff)
	}
}

func TestBodiesStoredAreAllDelivered(t *testing.T) {
	var h Hub
	events, cancel := h.Subscribe()
	defer cancel()
	h.Publish([]mail.Event{mail.BodiesStored{Folder: 1, Messages: []mail.MessageID{1}}})
	h.Publish([]mail.Event{mail.BodiesStored{Folder: 1, Messages: []mail.MessageID{2}}})
	if got := <-events; len(got) != 2 {
		t.Errorf("got %v, want both", got)
	}
}

func TestCancelClosesTheChannelOnce(t *testing.T) {
	var h Hub
	events, cancel := h.Subscribe()
	cancel()
	cancel()
	if _, open := <-events; open {
		t.Error("the channel is still open")
	}
	h.Publish([]mail.Event{mail.Resync{}})
}
