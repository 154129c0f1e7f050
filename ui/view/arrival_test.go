package view

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// silent is a model.Comparer and a model.Mailer of a server that never answers.
type silent struct {
	model.Mailer
	refreshed int
}

func (*silent) Compare(ctx context.Context, _ mail.AccountID) ([]mail.Tally, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func (s *silent) Refresh(mail.AccountID)  { s.refreshed++ }
func (*silent) Status() []mail.SyncStatus { return nil }

// tallied is the folders of the sample: some differ when missing is above zero.
func tallied(missing int) []mail.Tally {
	var list []mail.Tally
	for _, f := range newSample().folders[1] {
		if f.Selectable {
			list = append(list, mail.Tally{Folder: f, Server: f.Total, Here: f.Total, Checked: sampleNow.Add(-2 * time.Minute)})
		}
	}
	if missing > 0 {
		list[0].Here -= missing
		list[0].Checked = sampleNow.Add(-26 * time.Hour)
		list[3].Here, list[3].Server = 12, 10
		list[5].Fresh = true
		list[7].Problem = &mail.Problem{Code: mail.ServerRefused}
		list[7].Checked = time.Time{}
	}
	return list
}

func arrivals() map[string]model.ArrivalState {
	account := mail.Account{ID: 1, Address: person("张伟", "zhangwei", "corp.example")}
	offline := &mail.Problem{Code: mail.Offline, Stage: mail.StageConnect, Server: catalogue()[0].Incoming[0]}
	return map[string]model.ArrivalState{
		"arrival-comparing": {Account: account, Comparing: true},
		"arrival-differs":   {Account: account, Tallies: tallied(3), Compared: true},
		"arrival-agrees":    {Account: account, Tallies: tallied(0), Compared: true},
		"arrival-offline":   {Account: account, Problem: offline},
	}
}

func newArrivalPage(scope *model.Scope, lang words.Language, server *silent) *Arrival {
	return NewArrival(ArrivalConfig{
		Arrival: model.NewArrival(scope, server, server, mail.Account{ID: 1}), Language: lang,
		Now: func() time.Time { return sampleNow }, Check: func() {}, Close: func() {},
	})
}

func TestArrivalLooksAsDrawn(t *testing.T) {
	for name, state := range arrivals() {
		visit(t, name, func(t *testing.T, mode widget.Mode, lang words.Language, picture string) {
			var page *Arrival
			w := overPage(t, mode, func(scope *model.Scope) fyne.CanvasObject {
				page = newArrivalPage(scope, lang, &silent{})
				return page
			})
			page.draw(state)
			compare(t, w.Canvas().Capture(), picture)
		})
	}
}

func TestArrivalFetchesByTheKeyboard(t *testing.T) {
	server := &silent{}
	var page *Arrival
	w := overPage(t, widget.ModeLight, func(scope *model.Scope) fyne.CanvasObject {
		page = newArrivalPage(scope, words.EN, server)
		return page
	})
	page.config.Arrival.Stop()
	page.draw(arrivals()["arrival-differs"])
	w.Canvas().Capture() // before it was painted the toolkit does not know where it is
	page.FocusFirst()
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if server.refreshed != 1 {
		t.Errorf("fetched %d times", server.refreshed)
	}
	many := model.ArrivalState{Compared: true}
	for range arrivalMostSame + 3 {
		many.Tallies = append(many.Tallies, mail.Tally{Folder: mail.Folder{Path: "x"}})
	}
	page.draw(many)
	if n := len(page.row()); n != 2 {
		t.Errorf("%d buttons where nothing is to be fetched", n)
	}
	compare(t, w.Canvas().Capture(), "arrival-many")
}

func TestEmptyInboxAsksWhy(t *testing.T) {
	s := newSample()
	s.ids[1] = nil
	s.comparer = &silent{}
	s.folders[1][0].Unread = 0
	s.folders[1][0].Total, s.folders[1][0].Sync.Exists = 0, 0
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	d.golden(t, "empty-why")
	test.Tap(d.box.list.empty.action)
	if d.shell.Arrival() == nil {
		t.Error("the page does not open")
	}
	d.shell.CloseSupport()
	menu := d.box.accountMenu(d.accounts[0])
	menu.Items[4].Action()
	if d.shell.Arrival() == nil {
		t.Error("the page does not open from the menu of the account")
	}
}
