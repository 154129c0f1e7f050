package imap

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// errNoTLS says that the server did not agree to STARTTLS.
var errNoTLS = errors.New("the server does not offer STARTTLS")

// establish brings a new connection to where mailboxes can be opened: greeting, STARTTLS, capabilities, sign-in,
// identification.
func (s *Session) establish(ctx context.Context, cred mail.Credential, note func(mail.Check)) error {
	preauth := false
	if s.server.Security == mail.STARTTLS {
		if err := s.step(ctx, mail.StageSecure, note, func() (string, error) { return s.startTLS(ctx) }); err != nil {
			return err
		}
	}
	err := s.step(ctx, mail.StageGreet, note, func() (finding string, err error) {
		if s.server.Security != mail.STARTTLS {
			if preauth, err = s.greeting(); err != nil {
				return "", err
			}
		}
		if len(s.caps) == 0 {
			err = s.askCapabilities()
		}
		return s.capabilityLine(), err
	})
	if err != nil {
		return err
	}
	if preauth {
		note(mail.Check{Server: mail.IMAP, Stage: mail.StageAuthenticate, Status: mail.CheckSkipped, Finding: "PREAUTH"})
	} else if err := s.step(ctx, mail.StageAuthenticate, note, func() (string, error) { return s.admit(ctx, cred) }); err != nil {
		return err
	}
	if !s.Capable("ID") {
		note(mail.Check{Server: mail.IMAP, Stage: mail.StageIdentify, Status: mail.CheckSkipped})
		return nil
	}
	return s.step(ctx, mail.StageIdentify, note, s.identify)
}

// admit is authenticate, with a problem that does not repeat the secret, whatever the server said.
func (s *Session) admit(ctx context.Context, cred mail.Credential) (string, error) {
	s.conn.Conceal(cred.Conceal)
	way, err := s.authenticate(ctx, cred)
	if err != nil && ctx.Err() == nil {
		err = cred.Withhold(s.classify(err, mail.StageAuthenticate))
	}
	return way, err
}

// step is dial.Step with this package's classification.
func (s *Session) step(ctx context.Context, stage mail.Stage, note func(mail.Check), work func() (string, error)) error {
	return dial.Step(ctx, s.server, stage, note, func() (string, error) {
		finding, err := work()
		if err != nil {
			return "", s.classify(err, stage)
		}
		return finding, nil
	})
}

// greeting reads the first response. The whole of it must arrive within the time for greetings, however slowly
// its bytes come. PREAUTH is accepted on TLS only (RFC 9051 section 7.1.4).
func (s *Session) greeting() (preauth bool, err error) {
	s.conn.SetReadDeadline(time.Now().Add(s.config.Dialer.Timeouts().Greeting))
	defer s.conn.SetReadDeadline(time.Time{})
	s.in.begin(&command{})
	first, err := s.conn.Buffer().Peek(4)
	if err != nil && len(first) == 0 { // reading again would wait for what does not come any more
		return false, err
	}
	if foreign := dial.Foreign(first, s.server); foreign != nil {
		return false, foreign
	}
	r, err := s.in.next()
	if err != nil {
		return false, err
	}
	if foreign := dial.Foreign(r.text, s.server); foreign != nil {
		return false, foreign
	}
	if string(word(r.text)) != "*" {
		return false, syntaxError{"the greeting is no greeting"}
	}
	st, ok := parseStatus(r.text[1:])
	switch {
	case !ok:
		return false, syntaxError{"the greeting is no greeting"}
	case st.kind == "PREAUTH" && !s.conn.Secure():
		return false, syntaxError{"PREAUTH in clear text"}
	case st.kind == "PREAUTH" || st.kind == "OK":
		s.capabilitiesIn(st)
		if s.believable() {
			s.banner = string(st.text)
		}
		return st.kind == "PREAUTH", nil
	}
	return false, &refusal{status: st}
}

// startTLS reads the greeting, asks for TLS and shakes hands. Nothing that was said before is kept: neither the
// capabilities, nor bytes that followed the server's OK, which end the connection (RFC 9051 section 11.1).
func (s *Session) startTLS(ctx context.Context) (string, error) {
	if _, err := s.greeting(); err != nil {
		return "", err
	}
	s.conn.SetReadDeadline(time.Now().Add(s.config.Dialer.Timeouts().Greeting))
	tag, err := s.send(newCommand("STARTTLS"))
	if err != nil {
		return "", err
	}
	st, err := s.await(tag, "STARTTLS", func(untagged) error { return nil }, true)
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		return "", fmt.Errorf("%w: %s", errNoTLS, refused.kind)
	case err != nil:
		return "", err
	case st.kind != "OK":
		return "", errNoTLS
	}
	if err := s.conn.StartTLS(ctx, nil); err != nil {
		return "", err
	}
	s.caps, s.exists = nil, 0
	return "STARTTLS, " + s.conn.Protection(), nil
}

func (s *Session) askCapabilities() error {
	_, err := s.do(newCommand("CAPABILITY"), nil)
	if err == nil && len(s.caps) == 0 {
		err = syntaxError{"no capabilities"}
	}
	return err
}

// capabilitiesIn takes the capabilities of a status response's code.
func (s *Session) capabilitiesIn(st status) {
	if st.code == "CAPABILITY" && st.kind != "NO" && st.kind != "BAD" {
		s.setCapabilities([]byte(st.arg))
	}
}

func (s *Session) setCapabilities(list []byte) {
	words := bytes.Fields(list)
	if len(words) > s.config.Limits.Capabilities {
		s.flaw = limitError{fmt.Sprintf("%d capabilities", len(words))}
		words = words[:s.config.Limits.Capabilities]
	}
	s.caps = make(map[string]bool, len(words))
	for _, w := range words {
		s.caps[strings.ToUpper(string(w))] = true
	}
}

// mechanismsOf returns the names after AUTH=.
func mechanismsOf(caps map[string]bool) []string {
	var names []string
	for name := range caps {
		if mech, ok := strings.CutPrefix(name, "AUTH="); ok {
			names = append(names, mech)
		}
	}
	return names
}

func (s *Session) capabilityLine() string {
	names := make([]string, 0, len(s.caps))
	for name := range s.caps {
		names = append(names, name)
	}
	sort.Strings(names)
	return dial.OneLine([]byte(strings.Join(names, " ")), 1000)
}

// identify sends ID (RFC 2971). A server that refuses it is left in peace; if it minds, it will refuse SELECT.
func (s *Session) identify() (string, error) {
	fields := `("name" "` + plainWord(s.config.ClientName) + `"`
	if s.config.ClientVersion != "" {
		fields += ` "version" "` + plainWord(s.config.ClientVersion) + `"`
	}
	_, err := s.do(newCommand("ID", fields+")"), nil)
	s.identified = true
	var refused *refusal
	if errors.As(err, &refused) && refused.kind != "BYE" {
		return refused.kind, nil
	}
	return "", err
}

// plainWord keeps what may stand in a quoted string without escaping.
func plainWord(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return -1
		}
		return r
	}, text)
}
