package command

import (
	"context"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/ui/words"
)

// classOtherAccount is the class of the problem that somebody else than the address signed in.
const classOtherAccount = "OAUTH_MAILBOX_MISMATCH"

// SignIn is one sign-in at a provider's page.
type SignIn struct {
	Address  mail.Address
	Provider mail.ProviderID
	Incoming mail.Protocol // what the account is read by
	Device   bool          // by a code on another device
	Open     []string      // opens the page; the link is added. Empty: the system's browser
	Language string
}

// SignInWait is how the person can go on. It is for their eyes and belongs in no log.
type SignInWait struct {
	Link   string
	Code   string // to be typed at Link, with a device
	Until  time.Time
	Failed bool // the page could not be opened
}

// signInFlags are the flags of a sign-in in the browser.
type signInFlags struct {
	oauth, device, anyAccount bool
	open                      string
}

// check refuses flags that do not go together.
func (f *signInFlags) check(passwordStdin bool) error {
	switch {
	case f.oauth && passwordStdin:
		return usage("--oauth and --password-stdin do not go together")
	case !f.oauth && (f.device || f.anyAccount || f.open != ""):
		return usage("--open, --device and --any-account go with --oauth")
	case f.device && f.open != "":
		return usage("--open and --device do not go together")
	}
	return nil
}

// credential has the person sign in. An account that is not the address is refused unless the person said that any
// will do.
func (f *signInFlags) credential(ctx context.Context, c *call, s *Services, address mail.Address, provider mail.ProviderID, incoming mail.Protocol) (mail.Credential, error) {
	open, err := splitWords(f.open)
	if err != nil {
		return mail.Credential{}, err
	}
	cred, err := s.SignIn(ctx, SignIn{
		Address: address, Provider: provider, Incoming: incoming, Device: f.device, Open: open, Language: string(c.Lang),
	}, c.signingIn)
	if err != nil && f.anyAccount && !cred.IsZero() && mail.ProblemOf(err).Class == classOtherAccount {
		return cred, nil
	}
	return cred, err
}

// signingIn tells where the person signs in.
func (c *call) signingIn(w SignInWait) {
	fields := map[string]any{"link": w.Link, "until": w.Until.UTC().Format(time.RFC3339), "opened": !w.Failed && w.Code == ""}
	if w.Code != "" {
		fields["code"] = w.Code
	}
	c.out.event("signin", fields)
	switch {
	case w.Code != "":
		c.out.text("%s", words.T(c.Lang, words.CommandSignInDevice, w.Link, w.Code))
	case w.Failed:
		c.out.text("%s", words.T(c.Lang, words.CommandSignInCopy, w.Link))
	default:
		c.out.text("%s", words.T(c.Lang, words.CommandSignInOpen, w.Link))
	}
}

// splitWords cuts a command at its blanks, but not within quotes, single or double. Nothing else has a meaning: there
// is no shell, and the backslashes of Windows stay.
func splitWords(command string) ([]string, error) {
	var list []string
	var word strings.Builder
	quote, inWord := rune(0), false
	for _, r := range command {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, inWord = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if inWord {
				list = append(list, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		return nil, usage("--open: a quote is not closed")
	}
	if inWord {
		list = append(list, word.String())
	}
	return list, nil
}
