package command

import (
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"

	"letterbox/mail"
	"letterbox/ui/words"
)

var sendVerb = verb{
	name: "send", usage: "send [FILE.eml|-] [--to A --cc A --bcc A --subject S --body-file F --attach F] [--account A] [--queue]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f sendFlags
		set.Var(&f.to, "to", "receivers; may be given again")
		set.Var(&f.cc, "cc", "receivers of a copy")
		set.Var(&f.bcc, "bcc", "receivers whom nobody sees")
		set.StringVar(&f.subject, "subject", "", "subject")
		set.StringVar(&f.body, "body-file", "", "file with the text in UTF-8, - for standard input")
		set.Var(&f.attach, "attach", "file to attach; may be given again")
		set.StringVar(&f.account, "account", "", "account to send with")
		set.BoolVar(&f.queue, "queue", false, "leave it in the outbox for the next sync")
		return f.run
	},
	maxArgs: 1,
}

// several is a flag that may be given more than once.
type several []string

func (s *several) String() string { return strings.Join(*s, ", ") }

// Set appends a value.
func (s *several) Set(value string) error {
	*s = append(*s, value)
	return nil
}

type sendFlags struct {
	to, cc, bcc, attach    several
	subject, body, account string
	queue                  bool
}

func (f *sendFlags) written() bool {
	return len(f.to)+len(f.cc)+len(f.bcc)+len(f.attach)+len(f.subject)+len(f.body) > 0
}

// run sends a message now, or leaves it for the next sync. The exit status is that of the attempt; a message that could
// not be sent for the network's sake stays in the outbox.
func (f *sendFlags) run(ctx context.Context, c *call) error {
	if f.written() == (len(c.args) == 1) {
		return usage("send takes either a file or a message by --to, --subject and so on")
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	account, err := s.account(ctx, f.account)
	if err != nil {
		return err
	}
	var out mail.Outgoing
	if len(c.args) == 1 {
		out, err = f.file(ctx, c, s, account)
	} else {
		out, err = f.message(ctx, c, s, account)
	}
	if err != nil {
		return err
	}
	if f.queue {
		c.out.event("result", map[string]any{"outgoing": c.outgoingJSON(out, account.Address.Spec())})
		c.out.text("%s", words.T(c.Lang, words.CommandQueued, int64(out.ID)))
		return nil
	}
	if out, err = s.Post.Deliver(ctx, account, out.ID); err != nil {
		return err
	}
	return f.tell(c, account, out)
}

// file queues what another program wrote.
func (f *sendFlags) file(ctx context.Context, c *call, s *Services, account mail.Account) (mail.Outgoing, error) {
	raw, err := c.read(c.args[0])
	if err != nil {
		return mail.Outgoing{}, err
	}
	return s.Post.EnqueueRaw(ctx, account, raw)
}

// message queues what the flags say. What was stored for it goes again when it cannot be queued: the person still has it.
func (f *sendFlags) message(ctx context.Context, c *call, s *Services, account mail.Account) (mail.Outgoing, error) {
	text := ""
	if f.body != "" {
		raw, err := c.read(f.body)
		if err != nil {
			return mail.Outgoing{}, err
		}
		text = string(raw)
	}
	draft, err := s.Post.Save(ctx, mail.Composition{
		Account: account.ID, To: f.to.String(), Cc: f.cc.String(), Bcc: f.bcc.String(), Subject: f.subject, Text: text,
		Purpose: mail.Purpose{Kind: mail.PurposeNew},
	})
	if err != nil {
		return mail.Outgoing{}, err
	}
	out, err := f.enqueue(ctx, s, draft)
	if err != nil {
		_ = s.Post.Discard(context.WithoutCancel(ctx), draft.ID) // the reason why it cannot be queued is what counts
	}
	return out, err
}

func (f *sendFlags) enqueue(ctx context.Context, s *Services, draft mail.Composition) (mail.Outgoing, error) {
	for _, path := range f.attach {
		file, err := os.Open(path)
		if err != nil {
			return mail.Outgoing{}, noFile(path, err)
		}
		attached, err := s.Post.Attach(ctx, draft.ID, filepath.Base(path), file)
		_ = file.Close() // it was only read
		if err != nil {
			return mail.Outgoing{}, err
		}
		draft.Files = append(draft.Files, attached)
	}
	return s.Post.Enqueue(ctx, draft)
}

// tell says how it went.
func (f *sendFlags) tell(c *call, account mail.Account, out mail.Outgoing) error {
	result := map[string]any{"outgoing": c.outgoingJSON(out, account.Address.Spec())}
	if out.State == mail.OutgoingSent || out.State == mail.OutgoingCopied {
		c.out.event("result", result)
		receivers := make([]string, 0, len(out.ForwardPaths))
		for _, p := range out.ForwardPaths {
			receivers = append(receivers, p.Address.Spec())
		}
		c.out.text("%s", words.T(c.Lang, words.CommandSent, strings.Join(receivers, ", ")))
		return nil
	}
	problem := out.Problem
	if problem == nil {
		problem = &mail.Problem{Code: mail.Unknown, Stage: mail.StageSubmit, Retry: mail.RetryLater}
	}
	result["problem"] = explainJSON(c.Lang, problem, c.out.told(problem))
	c.out.event("result", result)
	if !c.JSON {
		c.out.explain(c.streams.Err, problem)
	}
	return toldError{problem}
}

// read returns a file, or standard input for "-".
func (c *call) read(path string) ([]byte, error) {
	if path == "-" {
		raw, err := io.ReadAll(c.streams.In)
		if err != nil {
			return nil, noFile("-", err)
		}
		return raw, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, noFile(path, err)
	}
	return raw, nil
}

// noFile is the problem of a file that a person named.
func noFile(path string, err error) *mail.Problem {
	return &mail.Problem{Code: mail.NotFound, Retry: mail.RetryNever, Reply: path, Facts: map[string]string{mail.FactPath: path}, Err: err}
}
