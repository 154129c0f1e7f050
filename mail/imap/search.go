package imap

import (
	"context"
	"errors"

	"letterbox/mail"
)

// SearchBody returns the UIDs of the messages of the selected folder in whose text the server finds all of the texts, in
// the sense in which it searches (RFC 9051 section 6.4.4): without regard to case, anywhere in words. Texts outside
// ASCII are announced as UTF-8, and sent as literals; a server that knows no charsets is asked again without saying so,
// which many understand. An error that leaves the session whole says that the server does not search for these texts.
func (s *Session) SearchBody(ctx context.Context, texts []string) (uids []mail.UID, err error) {
	if len(texts) == 0 {
		return nil, nil
	}
	err = s.run(ctx, mail.StageFetch, func() error {
		charset := "CHARSET UTF-8"
		if s.unsaid || plainTexts(texts) {
			charset = ""
		}
		for {
			uids, err = s.searchBy(bodyCommand(charset, texts))
			var refused *refusal
			if err == nil || charset == "" || !errors.As(err, &refused) || refused.kind == "BYE" {
				return err
			}
			s.unsaid = s.unsaid || refused.code == "BADCHARSET"
			charset = ""
		}
	})
	return uids, err
}

func bodyCommand(charset string, texts []string) *command {
	c := newCommand("UID SEARCH")
	if charset != "" {
		c.text(charset)
	}
	for _, text := range texts {
		c.text("BODY").astring(text)
	}
	return c
}

// plainTexts reports whether texts need no charset.
func plainTexts(texts []string) bool {
	for _, text := range texts {
		for i := range len(text) {
			if text[i] >= 0x80 {
				return false
			}
		}
	}
	return true
}
