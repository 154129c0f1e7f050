package view

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// page is a window for writing.
type page struct {
	*sample
	compose *model.Compose
	view    *Compose
	window  fyne.Window
	title   string
	ended   []model.Ending
}

// openPage opens a window for a message that begins as given.
func openPage(t *testing.T, mode widget.Mode, lang words.Language, begin mail.Composition, senders int, size fyne.Size) *page {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
	p := &page{sample: newSample()}
	p.writer.begin = begin
	ctx, cancel := context.WithCancel(context.Background())
	scope := model.NewScope(ctx, p.post)
	t.Cleanup(func() { cancel(); scope.Wait() })
	accounts := []mail.Account{p.accounts[0], {ID: 2, Address: person("", "zhangwei", "qq.com")}}[:senders]
	kind := begin.Purpose.Kind
	if kind == "" {
		kind = mail.PurposeNew
	}
	p.compose = model.NewCompose(model.ComposeConfig{
		Scope: scope, Writer: p.writer, Account: 1, Purpose: mail.Purpose{Kind: kind}, Senders: accounts,
		Speaks: func() string { return string(lang) }, Now: func() time.Time { return sampleNow },
		Over: func(_ *model.Compose, how model.Ending) { p.ended = append(p.ended, how) },
	})
	p.view = NewCompose(ComposeConfig{
		Compose: p.compose, Language: lang, Now: func() time.Time { return sampleNow },
		ChooseFile: func(add func(string, func() (io.ReadCloser, error))) {
			add("预算.xlsx", func() (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader(strings.Repeat("x", 23<<10))), nil
			})
		},
		Open:  func(path string) (io.ReadCloser, error) { return os.Open(path) },
		Title: func(title string) { p.title = title },
	})
	p.window = test.NewWindow(p.view)
	p.window.SetPadded(false)
	p.window.Resize(size)
	t.Cleanup(p.window.Close)
	if p.writer.hold {
		return p
	}
	p.until(t, func() bool { return !p.compose.State().Loading })
	return p
}

// until runs what is posted until a condition holds.
func (p *page) until(t *testing.T, ok func() bool) {
	t.Helper()
	(&desk{sample: p.sample}).until(t, ok)
}

func (p *page) golden(t *testing.T, name string) {
	t.Helper()
	(&desk{sample: p.sample, window: p.window}).golden(t, name)
}

func (p *page) press(key fyne.KeyName) {
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
}

// answer is a reply as it is prepared.
func answer(lang words.Language) mail.Composition {
	c := mail.Composition{
		To: "采购系统 <purchase@corp.example>", Subject: "Re: 发票 PO-2026/113 待确认", Purpose: mail.Purpose{Kind: mail.PurposeReply, Message: 99},
		Text: "\n\n2026年11月23日 09:41，采购系统 写道：\n> 张伟，您好：\n>\n> 供应商「华东精密」提交的发票已经到达，请在 11 月 25 日前确认。\n> 金额为 ¥ 12,480.00，对应采购单 PO-2026/113。\n",
	}
	if lang == words.EN {
		c.To, c.Subject = "Alice Smith <alice@example.org>", "Re: Meeting notes and next steps"
		c.Text = "\n\nOn 23 Nov 2026, 09:20, Alice Smith wrote:\n> Thanks for the summary. I have added two comments to the document.\n"
	}
	return c
}

var composeFaces = []struct {
	name string
	lang words.Language
	mode widget.Mode
}{{"zh-light", words.ZH, widget.ModeLight}, {"en-dark", words.EN, widget.ModeDark}}

func TestComposePictures(t *testing.T) {
	for _, f := range composeFaces {
		t.Run("new-"+f.name, func(t *testing.T) {
			p := openPage(t, f.mode, f.lang, mail.Composition{}, 2, ComposeSize)
			p.golden(t, "compose-new-"+f.name)
		})
		t.Run("reply-"+f.name, func(t *testing.T) {
			p := openPage(t, f.mode, f.lang, answer(f.lang), 1, ComposeSize)
			test.Type(p.window.Canvas().Focused(), "OK.")
			test.Tap(p.view.attach)
			p.until(t, func() bool {
				return len(p.compose.State().Draft.Files) == 1 && p.compose.State().Save == model.SaveDone
			})
			p.golden(t, "compose-reply-"+f.name)
		})
		t.Run("wrong-"+f.name, func(t *testing.T) {
			p := openPage(t, f.mode, f.lang, mail.Composition{To: "李娜", Cc: "wang@corp"}, 1, ComposeLeast)
			test.Tap(p.view.send)
			p.golden(t, "compose-wrong-"+f.name)
		})
		t.Run("forgot-"+f.name, func(t *testing.T) {
			p := openPage(t, f.mode, f.lang, mail.Composition{To: "lina@corp.example", Subject: "Budget", Text: "见附件 / see attached"}, 1, ComposeLeast)
			test.Tap(p.view.send)
			p.golden(t, "compose-forgot-"+f.name)
		})
		t.Run("people-"+f.name, func(t *testing.T) {
			p := openPage(t, f.mode, f.lang, mail.Composition{}, 1, ComposeSize)
			p.writer.people = []mail.Address{person("李娜", "lina", "corp.example"), person("Linda Lee", "linda", "example.org"), person("", "li", "example.cn")}
			test.Type(p.window.Canvas().Focused(), "li")
			p.until(t, func() bool { return p.compose.State().Suggesting != "" })
			p.press(fyne.KeyDown)
			p.golden(t, "compose-people-"+f.name)
			p.press(fyne.KeyReturn)
			if got := p.view.fields[model.FieldTo].entry.Text(); got != "Linda Lee <linda@example.org>, " {
				t.Errorf("takes %q", got)
			}
		})
	}
}

func TestComposeAnswerBeginsAboveTheQuote(t *testing.T) {
	p := openPage(t, widget.ModeLight, words.ZH, answer(words.ZH), 1, ComposeSize)
	line, _ := p.view.text.Caret()
	if p.window.Canvas().Focused() != p.view.text || line != 0 {
		t.Errorf("the keyboard is in %T, line %d", p.window.Canvas().Focused(), line)
	}
	test.Type(p.view.text, "好的")
	if got := p.compose.State().Draft.Text; !strings.HasPrefix(got, "好的\n") {
		t.Errorf("the text begins %.20q", got)
	}
	if p.title != "Re: 发票 PO-2026/113 待确认" {
		t.Errorf("the window is called %q", p.title)
	}
}

func TestComposeTabOrder(t *testing.T) {
	p := openPage(t, widget.ModeLight, words.EN, mail.Composition{}, 2, ComposeSize)
	c := p.window.Canvas()
	want := []fyne.Focusable{p.view.moreLink, p.view.subjectIn, p.view.text, p.view.send, p.view.attach, p.view.discard}
	if c.Focused() != p.view.fields[model.FieldTo].entry {
		t.Fatalf("begins at %T", c.Focused())
	}
	for i, w := range want {
		c.FocusNext()
		if c.Focused() != w {
			t.Errorf("stop %d is %T", i+1, c.Focused())
		}
	}
}

func TestComposeShortcutsWorkInFields(t *testing.T) {
	p := openPage(t, widget.ModeLight, words.EN, mail.Composition{To: "a@b.cn", Subject: "x"}, 1, ComposeSize)
	p.view.text.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	p.until(t, func() bool { return len(p.ended) == 1 })
	if p.ended[0].Sent == 0 {
		t.Errorf("ended %+v", p.ended[0])
	}
}

func TestComposeEscapeKeepsTheDraft(t *testing.T) {
	p := openPage(t, widget.ModeLight, words.EN, mail.Composition{}, 1, ComposeSize)
	test.Type(p.view.text, "hello")
	p.view.text.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	p.until(t, func() bool { return len(p.ended) == 1 })
	if !p.ended[0].Kept || p.writer.saves == 0 {
		t.Errorf("ended %+v after %d saves", p.ended[0], p.writer.saves)
	}
}

func TestComposeTakesDroppedFiles(t *testing.T) {
	p := openPage(t, widget.ModeLight, words.EN, mail.Composition{}, 1, ComposeSize)
	path := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(path, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.view.Dropped([]fyne.URI{storage.NewFileURI(path)})
	p.until(t, func() bool { return len(p.compose.State().Draft.Files) == 1 })
	if f := p.compose.State().Draft.Files[0]; f.Name != "notes.txt" || f.Size != 5 {
		t.Errorf("attached %+v", f)
	}
	test.Tap(p.view.files.cards[0].shut)
	if n := len(p.compose.State().Draft.Files); n != 0 {
		t.Errorf("%d files after the cross", n)
	}
}

func TestComposeSaysThatItCannotSave(t *testing.T) {
	p := openPage(t, widget.ModeLight, words.EN, mail.Composition{}, 1, ComposeSize)
	p.writer.saveErr = &mail.Problem{Code: mail.DiskFull}
	test.Type(p.view.text, "x")
	p.until(t, func() bool { return p.compose.State().SaveErr != nil })
	if !p.view.note.Visible() || !strings.HasPrefix(p.view.note.said, "Not saved: ") {
		t.Errorf("says %q", p.view.note.said)
	}
}

func TestComposeSenderMenuNamesEveryAccount(t *testing.T) {
	p := openPage(t, widget.ModeLight, words.EN, mail.Composition{}, 2, ComposeSize)
	test.Tap(p.view.sender)
	if p.window.Canvas().Overlays().Top() == nil {
		t.Fatal("no menu opens")
	}
	p.compose.SetSender(2)
	if got := p.view.sender.Label(); got != "zhangwei@qq.com" {
		t.Errorf("sends from %q", got)
	}
	if !slices.ContainsFunc(p.compose.State().Senders, func(a mail.Account) bool { return a.ID == 2 }) {
		t.Error("the second account is gone")
	}
}
