package view

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// severalAccounts is the sample with an account that needs the person and one that was unbound.
func severalAccounts() *sample {
	s := newSample()
	folder := func(id mail.FolderID, account mail.AccountID, unread int) mail.Folder {
		return mail.Folder{ID: id, Account: account, Path: "INBOX", Delimiter: "/", Role: mail.RoleInbox, Selectable: true, Total: 40, Unread: unread}
	}
	signIn := mail.Server{Protocol: mail.IMAP, Host: "imap.gmail.com", Port: 993, Security: mail.TLS, Auth: mail.OAuth2}
	s.accounts = append(s.accounts,
		mail.Account{ID: 2, Address: person("", "zhangwei", "gmail.com"), Provider: "gmail", Color: 2, Incoming: signIn, Outgoing: signIn},
		mail.Account{ID: 3, Address: person("", "zhangwei", "former.example"), Color: 4, Archived: true})
	s.folders[2] = []mail.Folder{folder(20, 2, 3)}
	s.folders[3] = []mail.Folder{folder(30, 3, 0)}
	ended := &mail.Problem{Code: mail.SignInExpired, Class: "OAUTH_REAUTH", Stage: mail.StageSignIn}
	s.status = append(s.status, mail.SyncStatus{Account: 2, Activity: mail.NeedsAttention, Problem: ended})
	return s
}

func TestMailboxPictureSeveral(t *testing.T) {
	for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
		for short, lang := range map[string]words.Language{"zh": words.ZH, "en": words.EN} {
			openDesk(t, severalAccounts(), mode, string(lang), 1200, 760).golden(t, "several-"+short+"-"+string(mode))
		}
	}
}

func TestBannerSignsInAgainInPlace(t *testing.T) {
	d := openDesk(t, severalAccounts(), widget.ModeLight, "en", 1200, 760)
	button := d.box.banner.buttons[0]
	if button.Label() != "Sign in again" && button.Label() != "Sign in with the browser" {
		t.Errorf("the banner offers %q", button.Label())
	}
	test.Tap(button)
	w := d.shell.Wizard()
	if d.shell.State().Screen != model.ScreenWizard || w == nil || w.State().Renewing.ID != 2 || w.State().SecretKind != mail.BrowserSignIn {
		t.Fatal("the banner does not lead to the sign-in of that account")
	}
	w.Back()
	if d.shell.State().Screen != model.ScreenMailbox {
		t.Error("the way back does not lead to the mailbox")
	}
}

func TestAccountMenu(t *testing.T) {
	d := openDesk(t, severalAccounts(), widget.ModeLight, "en", 1200, 760)
	menu := d.box.accountMenu(d.accounts[2])
	if !menu.Items[0].Disabled {
		t.Error("an account without a server can be refreshed")
	}
	menu = d.box.accountMenu(d.accounts[1])
	if menu.Items[0].Disabled || menu.Items[1].Label != "Sign in again…" {
		t.Errorf("the menu offers %q", menu.Items[1].Label)
	}
	menu.Items[3].Action()
	if d.shell.Settings().State().Editing != 2 || !d.shell.State().Settings {
		t.Error("the menu does not open the account in the settings")
	}
}
