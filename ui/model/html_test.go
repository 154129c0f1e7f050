package model

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"letterbox/mail"
)

// web is the network that pictures come from.
type web struct {
	mu    sync.Mutex
	asked []string
}

func (w *web) FetchPicture(_ context.Context, address string) ([]byte, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, address)
	if strings.Contains(address, "missing") {
		return nil, errors.New("nobody is there")
	}
	return []byte("picture"), nil
}

func (w *web) requests() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := slices.Clone(w.asked)
	slices.Sort(out)
	return out
}

// htmlLetter shows message 5, which has HTML.
func htmlLetter(d *desk) (*Letter, *fakeMail, *web) {
	l, f := letterAt(d)
	w := &web{}
	l.Pictures, l.Prefs = w, f
	f.bodies[5] = mail.Body{Text: "five", HTML: "<p>five", FromHTML: true}
	m := f.messages[5]
	m.Account, m.Envelope.From = 1, []mail.Address{{Name: "News", Local: "news", Domain: "shop.example"}}
	f.messages[5] = m
	l.Show(5, m)
	d.settle()
	return l, f, w
}

var wantedPictures = []Picture{
	{Address: "https://a.example/1.png", Host: "a.example"},
	{Address: "https://a.example/missing.png", Host: "a.example"},
	{Address: "http://b.example/2.png", Host: "b.example"},
	{Address: "https://c.example/t.gif", Host: "c.example", Tracker: true},
}

func TestPicturesComeWhenAskedFor(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, _, w := htmlLetter(d)
		if s := l.State().Page; s.Form != FormPage || !s.HTML {
			t.Fatalf("shown as %s", s.Form)
		}
		l.PageLaid(5, wantedPictures, nil)
		d.settle()
		if n := w.requests(); len(n) != 0 {
			t.Fatalf("asked for %q before the person did", n)
		}
		l.LoadPictures()
		l.LoadPictures()
		d.settle()
		if got, want := w.requests(), []string{"https://a.example/1.png", "https://a.example/missing.png"}; !slices.Equal(got, want) {
			t.Errorf("asked for %q", got)
		}
		p := l.State().Page.Pictures
		if p.Busy || p.Done != 2 || p.Failed != 1 || len(p.Fetched) != 1 || p.CanKeep || p.Always {
			t.Errorf("pictures %+v", p)
		}
		l.AlwaysLoadPictures(true)
		if l.State().Page.Pictures.Always {
			t.Error("a sender is remembered whom nobody vouches for")
		}
	})
}

func TestPicturesOfAnotherMessageAreDropped(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f, _ := htmlLetter(d)
		l.PageLaid(5, wantedPictures, nil)
		l.LoadPictures()
		l.Show(6, f.messages[6])
		d.settle()
		if p := l.State().Page.Pictures; p.Asked || len(p.Wanted) != 0 || len(p.Fetched) != 0 {
			t.Errorf("pictures %+v", p)
		}
		l.PageLaid(5, wantedPictures, nil)
		if len(l.State().Page.Pictures.Wanted) != 0 {
			t.Error("what another page wants is listed")
		}
	})
}

func TestFormsOfAMessage(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f, _ := htmlLetter(d)
		for _, c := range []struct {
			do   func()
			want Form
		}{
			{func() { l.ShowAs(FormText) }, FormText},
			{func() { l.ShowAs(FormText) }, FormPage},
			{func() { l.ShowAs(FormSource) }, FormSource},
			{func() { l.ShowAs(FormPage) }, FormPage},
			{func() { l.PageFailed(6, PageBroken) }, FormPage},
			{func() { l.PageFailed(5, PageTooMuch) }, FormText},
			{func() { l.ShowAs(FormPage) }, FormText},
			{func() { l.Show(6, f.messages[6]) }, FormText},
		} {
			c.do()
			d.settle()
			if got := l.State().Page.Form; got != c.want {
				t.Errorf("shown as %s, want %s", got, c.want)
			}
		}
	})
}

func TestSizesAndColoursOfPages(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f, _ := htmlLetter(d)
		for range 20 {
			l.ZoomBy(1)
		}
		if z := l.State().Page.ZoomFactor(); z != 3 {
			t.Errorf("largest %g", z)
		}
		for range 40 {
			l.ZoomBy(-1)
		}
		if z := l.State().Page.ZoomFactor(); z != 0.5 {
			t.Errorf("smallest %g", z)
		}
		l.ZoomBy(0)
		if z := l.State().Page.ZoomFactor(); z != 1 {
			t.Errorf("usual %g", z)
		}
		l.ToggleBright()
		l.Show(6, f.messages[6])
		d.settle()
		l.Show(5, f.messages[5])
		d.settle()
		if !l.State().Page.Bright {
			t.Error("the colours of a sender are forgotten")
		}
	})
}

func TestWhoIsProven(t *testing.T) {
	account := mail.Account{Address: mail.Address{Local: "me", Domain: "corp.example"}, Incoming: mail.Server{Host: "imap.mail.example"}}
	gmail := mail.Account{Address: mail.Address{Local: "me", Domain: "gmail.com"}, Incoming: mail.Server{Host: "imap.gmail.com"}}
	chinese := mail.Account{Address: mail.Address{Local: "me", Domain: "corp.com.cn"}, Incoming: mail.Server{Host: "imap.corp.com.cn"}}
	header := func(results string) string {
		return "Received: x\r\nAuthentication-Results: " + results + "\r\nSubject: x\r\n\r\nbody"
	}
	for name, c := range map[string]struct {
		raw     string
		account mail.Account
		want    bool
	}{
		"aligned":           {header("mx.mail.example; spf=pass; dkim=pass (ok) header.d=shop.example header.s=a"), account, true},
		"own domain":        {header("mx.corp.example 1; dkim=pass header.i=@shop.example"), account, true},
		"folded":            {header("mx.mail.example;\r\n dkim=pass\r\n header.d=shop.example"), account, true},
		"gmail":             {header("mx.google.com; dkim=pass header.i=@shop.example header.s=x"), gmail, true},
		"another domain":    {header("mx.mail.example; dkim=pass header.d=sender.example"), account, false},
		"below":             {header("mx.mail.example; dkim=pass header.d=mail.shop.example"), account, false},
		"failed":            {header("mx.mail.example; dkim=fail header.d=shop.example"), account, false},
		"somebody's server": {header("mx.evil.example; dkim=pass header.d=shop.example"), account, false},
		"same registry":     {header("mx.evil.com.cn; dkim=pass header.d=shop.example"), chinese, false},
		"alike server":      {header("mail.example.evil.example; dkim=pass header.d=shop.example"), account, false},
		"top domain":        {header("mx.mail.example; dkim=pass header.d=example"), account, false},
		"in a comment":      {header("mx.mail.example; spf=pass (dkim=pass header.d=shop.example)"), account, false},
		"second field":      {header("mx.mail.example; dkim=none\r\nAuthentication-Results: mx.mail.example; dkim=pass header.d=shop.example"), account, false},
		"in the body":       {"Subject: x\r\n\r\nAuthentication-Results: mx.mail.example; dkim=pass header.d=shop.example", account, false},
		"none":              {"Subject: x\r\n\r\n", account, false},
	} {
		if got := signedBySender([]byte(c.raw), c.account, "shop.example"); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
