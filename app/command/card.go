package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"letterbox/app/card"
	"letterbox/mail"
	"letterbox/ui/words"
)

const cardUsage = "card key --out FILE | card sign --key FILE --in FILE.json --out FILE.mailbind | card show FILE.mailbind"

var cardVerb = verb{
	name: "card", usage: cardUsage,
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f cardFlags
		set.StringVar(&f.key, "key", "", "private key that signs, as letterbox card key makes it")
		set.StringVar(&f.in, "in", "", "what the card says, a JSON object")
		set.StringVar(&f.out, "out", "", "file to write")
		return f.run
	},
	minArgs: 1, maxArgs: 2,
}

type cardFlags struct{ key, in, out string }

// run makes a key, signs a card, or shows one. Only show opens the profile: keys that were confirmed are there.
func (f *cardFlags) run(ctx context.Context, c *call) error {
	switch what, files := c.args[0], len(c.args)-1; {
	case what == "key" && files == 0 && f.out != "" && f.key == "" && f.in == "":
		return f.makeKey(c)
	case what == "sign" && files == 0 && f.out != "" && f.key != "" && f.in != "":
		return f.sign(c)
	case what == "show" && files == 1 && *f == cardFlags{}:
		return c.showCard(ctx, c.args[1])
	}
	return usage("usage: letterbox " + cardUsage)
}

// makeKey makes a key to sign with. A file that is there stays as it is.
func (f *cardFlags) makeKey(c *call) error {
	text, public, err := card.NewKey()
	if err != nil {
		return &mail.Problem{Code: mail.Unknown, Retry: mail.RetryLater, Err: err}
	}
	file, err := os.OpenFile(f.out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return usage("--out: " + f.out + " is there already, and is not overwritten")
	}
	if err != nil {
		return notWritten(f.out, err)
	}
	_, err = file.Write(text)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(f.out) // half a key; why it could not be written is told
		return notWritten(f.out, err)
	}
	fingerprint := card.Fingerprint(public)
	c.out.event("result", map[string]any{"key": f.out, "public_key": card.EncodeKey(public), "fingerprint": fingerprint.String()})
	c.out.text("%s", words.T(c.Lang, words.CardKeyMade, f.out))
	c.cardLine(words.CardPublicKey, card.EncodeKey(public))
	c.cardLine(words.CardFingerprint, card.Groups(fingerprint))
	c.out.text("%s", words.T(c.Lang, words.CardKeepKey))
	return nil
}

// sign signs the bytes of a file as they are.
func (f *cardFlags) sign(c *call) error {
	inner, err := ReadCardFile(f.in)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(f.key)
	if err != nil {
		return usage("--key: " + err.Error())
	}
	key, err := card.ReadKey(text)
	if err != nil {
		return usage("--key: " + err.Error())
	}
	file, err := card.Sign(key, inner)
	if err != nil {
		return err
	}
	made, err := card.Parse(file)
	if err != nil {
		return err
	}
	if err := os.WriteFile(f.out, file, 0o644); err != nil { //nolint:gosec // a card is for everybody
		return notWritten(f.out, err)
	}
	c.out.event("result", map[string]any{"card": f.out, "fingerprint": made.Fingerprint().String()})
	c.out.text("%s", words.T(c.Lang, words.CardSigned, f.out))
	c.cardLine(words.CardFingerprint, card.Groups(made.Fingerprint()))
	return nil
}

type cardObject struct {
	Issuer      string            `json:"issuer"`
	Domains     []string          `json:"domains"`
	Incoming    string            `json:"incoming"`
	Outgoing    string            `json:"outgoing"`
	UserName    mail.UserNameForm `json:"username"`
	UserDomain  string            `json:"domain,omitempty"`
	Expires     string            `json:"expires"`
	Authorities []cardAuthority   `json:"authorities"`
	Help        map[string]string `json:"help,omitempty"`
	HelpURL     string            `json:"help_url,omitempty"`
	PublicKey   string            `json:"public_key"`
	Fingerprint string            `json:"fingerprint"`
}

type cardAuthority struct {
	Subject string `json:"subject"`
	SHA256  string `json:"sha256"`
}

// showCard tells what a card says and what is known of its key, and fails as opening it would.
func (c *call) showCard(ctx context.Context, path string) error {
	raw, err := ReadCardFile(path)
	if err != nil {
		return err
	}
	shown, err := card.Parse(raw)
	if err != nil {
		return err
	}
	c.tellCard(shown)
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Cards.Read(raw); err != nil {
		return err
	}
	standing, err := s.Cards.Standing(ctx, shown)
	if err != nil {
		return err
	}
	c.out.event("result", map[string]any{"standing": standing, "trusted": standing.Trusted()})
	c.cardLine(words.CardKey, words.T(c.Lang, standingKeys[standing]))
	return nil
}

var standingKeys = map[card.Standing]words.Key{
	card.ByPolicy: words.CardByPolicy, card.Confirmed: words.CardConfirmed, card.Unknown: words.CardUnknown, card.Changed: words.CardNotTrusted,
}

func (c *call) tellCard(shown card.Card) {
	object := cardObject{
		Issuer: shown.Issuer, Domains: shown.Domains, Incoming: shown.Incoming.URL(), Outgoing: shown.Outgoing.URL(),
		UserName: shown.UserName, UserDomain: shown.UserDomain, Expires: shown.Expires, Authorities: []cardAuthority{},
		Help: shown.Help, HelpURL: shown.HelpURL, PublicKey: card.EncodeKey(shown.Key), Fingerprint: shown.Fingerprint().String(),
	}
	for _, a := range shown.Authorities {
		object.Authorities = append(object.Authorities, cardAuthority{a.Subject, a.SHA256.String()})
	}
	c.out.event("card", map[string]any{"card": object})
	c.cardLine(words.CardIssuer, object.Issuer)
	c.cardLine(words.CardFor, strings.Join(object.Domains, ", "))
	c.cardLine(words.DiscoverIncoming, object.Incoming)
	c.cardLine(words.DiscoverOutgoing, object.Outgoing)
	c.cardLine(words.CardUserName, c.userNameForm(shown))
	c.cardLine(words.CardExpires, object.Expires)
	for _, a := range object.Authorities {
		c.cardLine(words.CardAuthority, a.Subject+" "+a.SHA256)
	}
	c.cardLine(words.CardHelp, words.For(c.Lang).Pick(object.Help))
	c.cardLine(words.CardHelp, object.HelpURL)
	c.cardLine(words.CardPublicKey, object.PublicKey)
	c.cardLine(words.CardFingerprint, card.Groups(shown.Fingerprint()))
}

func (c *call) userNameForm(shown card.Card) string {
	switch shown.UserName {
	case mail.LocalPart:
		return words.T(c.Lang, words.CardUserLocal)
	case mail.DomainUser:
		return words.T(c.Lang, words.CardUserNameForm, shown.UserDomain+`\`)
	case mail.WholeAddress:
	}
	return words.T(c.Lang, words.CardUserWhole)
}

// cardLine tells a value after its name; nothing where there is no value.
func (c *call) cardLine(label words.Key, value string) {
	if value != "" {
		c.out.text("%s\t%s", words.T(c.Lang, label), value)
	}
}

// ReadCardFile reads a file, and no more of it than a card may have. Errors are *mail.Problem.
func ReadCardFile(path string) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // the person named the file
	if err != nil {
		return nil, card.Unopened(path, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	if about, err := file.Stat(); err != nil || !about.Mode().IsRegular() {
		return nil, card.Unopened(path, errors.Join(err, errors.New("it is not a file")))
	}
	raw, err := io.ReadAll(io.LimitReader(file, card.Largest+1))
	if err != nil {
		return nil, card.Unopened(path, fmt.Errorf("read card: %w", err))
	}
	return raw, nil
}

func notWritten(path string, err error) error {
	return &mail.Problem{Code: mail.StorageFailed, Retry: mail.RetryAfterChange, Facts: map[string]string{mail.FactPath: path}, Err: err}
}
