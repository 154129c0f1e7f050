package command

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"strings"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/verdict"
	"letterbox/oauth"
	"letterbox/ui/words"
)

var explainVerb = verb{
	name: "explain", usage: "explain --protocol imap|pop3|smtp|oauth|tls|any --stage STAGE [--provider ID] [--host H] < replies",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		e := &explanation{}
		set.StringVar(&e.protocol, "protocol", "any", "imap, pop3, smtp, oauth, tls or any")
		set.StringVar(&e.stage, "stage", "any", "what the server answered")
		set.StringVar(&e.provider, "provider", "", "id in the catalogue")
		set.StringVar(&e.host, "host", "", "name of the server")
		return e.run
	},
}

// explanation says where the replies come from.
type explanation struct{ protocol, stage, provider, host string }

// longestReply bounds one line of input, in bytes.
const longestReply = 64 << 10

// run explains a reply a line, as it would be explained after it came from a server. It opens no profile.
func (e *explanation) run(ctx context.Context, c *call) error {
	lines := bufio.NewScanner(c.streams.In)
	lines.Buffer(nil, longestReply)
	count := 0
	for lines.Scan() {
		if err := ctx.Err(); err != nil {
			return err
		}
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		count++
		e.tell(c, e.problem(line))
	}
	if err := lines.Err(); err != nil {
		return usage("standard input: " + err.Error())
	}
	c.out.event("result", map[string]any{"replies": count})
	return nil
}

// problem is what a reply means.
func (e *explanation) problem(line []byte) *mail.Problem {
	if strings.EqualFold(e.protocol, "oauth") {
		return oauth.Classify(string(line))
	}
	protocol := map[string]mail.Protocol{"imap": mail.IMAP, "pop3": mail.POP3, "smtp": mail.Submission}[strings.ToLower(e.protocol)]
	r := verdict.Parse(line, protocol, verdict.ParsePhase(e.stage))
	r.Family = verdict.FamilyOf(e.host, e.provider)
	p := r.Problem(mail.Server{Protocol: r.Protocol, Host: e.host})
	p.Reply = dial.OneLine([]byte(p.Reply), 500)
	return p
}

func (e *explanation) tell(c *call, p *mail.Problem) {
	known := c.known(e.provider, e.host)
	if c.JSON {
		c.out.line(explainJSON(c.Lang, p, known))
		return
	}
	told := words.ExplainFor(c.Lang, p, known)
	c.out.text("%s\n%s", told.Headline, told.Detail)
	for _, a := range told.Advice {
		c.out.text("  - %s", a)
	}
}
