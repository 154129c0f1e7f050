package smtp_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

const letter = "From: ada@corp.example\nTo: bob@corp.example\nSubject: dots\n\n.\n..a\nbye\n"

// wired is letter as it leaves.
var wired = strings.ReplaceAll(letter, "\n", "\r\n")

// text is the content of a message.
func text(raw string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(raw)), nil }
}

func address(spec string) mail.Address {
	local, domain, _ := strings.Cut(spec, "@")
	return mail.Address{Local: local, Domain: domain}
}

// outbound is letter to some recipients.
func outbound(to ...string) mail.Outbound {
	out := mail.Outbound{ReversePath: address("ada@corp.example"), Content: text(letter)}
	for _, spec := range to {
		out.ForwardPaths = append(out.ForwardPaths, mail.ForwardPath{Address: address(spec)})
	}
	return out
}

// submit sends a message with the first user's credential.
func submit(t *testing.T, server *mailtest.SMTPServer, scale float64, out mail.Outbound) (mail.Receipt, *mail.Problem) {
	t.Helper()
	receipt, err := client(t, scale, nil).Submit(t.Context(), server.Server(), server.Credential(), out, nil)
	return receipt, mail.ProblemOf(err)
}

// commands returns what a client said after it signed in.
func commands(server *mailtest.SMTPServer) []string {
	var lines []string
	for _, said := range server.Said() {
		switch name, _, _ := strings.Cut(said.Line, " "); name {
		case "EHLO", "AUTH", "STARTTLS":
		default:
			lines = append(lines, said.Line)
		}
	}
	return lines
}

func TestSubmit(t *testing.T) {
	for name, options := range map[string][]mailtest.SMTPOption{
		"pipelined":      nil,
		"one by one":     {mailtest.SMTPHides("PIPELINING")},
		"STARTTLS":       {mailtest.SMTPStartTLS()},
		"few extensions": {mailtest.SMTPHides("PIPELINING", "8BITMIME", "SIZE", "ENHANCEDSTATUSCODES", "CHUNKING")},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.SMTP(t, options...)
			receipt, p := submit(t, server, 1, outbound("bob@corp.example", "eve@corp.example", "bob@corp.example"))
			if p != nil {
				t.Fatal(p)
			}
			if len(receipt.Recipients) != 3 || receipt.Refused() != nil || receipt.Reply == "" {
				t.Errorf("%+v", receipt)
			}
			got := server.Submitted()
			if len(got) != 1 || string(got[0].Raw) != wired || got[0].From != "ada@corp.example" || !slices.Equal(got[0].To, []string{"bob@corp.example", "eve@corp.example"}) {
				t.Errorf("%q", got)
			}
			if last := commands(server); last[len(last)-1] != "QUIT" {
				t.Errorf("said %q", last)
			}
		})
	}
}

func TestEnvelopeSaysWhatTheServerCanTake(t *testing.T) {
	all := []mailtest.SMTPOption{mailtest.SMTPInternational(), mailtest.SMTPReports(), mailtest.SMTPMaxSize(1000)}
	wants := outbound("bob@corp.example", "eve@corp.example")
	wants.Return, wants.EnvelopeID = mail.ReturnHeaders, "id+1=2 3"
	wants.ForwardPaths[0].Notify = mail.NotifySuccess | mail.NotifyFailure
	wants.ForwardPaths[1].Notify = mail.NotifyNever
	bounce := outbound("bob@corp.example")
	bounce.ReversePath = mail.Address{}
	eight := outbound("bob@corp.example")
	eight.Content = text("Subject: x\n\n标\n")
	names := outbound("张伟@公司.example")
	idn := outbound("bob@公司.example")
	for _, test := range []struct {
		name    string
		out     mail.Outbound
		options []mailtest.SMTPOption
		said    []string
		reports bool
	}{
		{"plain", outbound("bob@corp.example"), all, []string{"MAIL FROM:<ada@corp.example> SIZE=76", "RCPT TO:<bob@corp.example>"}, false},
		{"reports", wants, all, []string{"MAIL FROM:<ada@corp.example> SIZE=76 RET=HDRS ENVID=id+2B1+3D2+203", "RCPT TO:<bob@corp.example> NOTIFY=SUCCESS,FAILURE", "RCPT TO:<eve@corp.example> NOTIFY=NEVER"}, true},
		{"no reports", wants, nil, []string{"MAIL FROM:<ada@corp.example> SIZE=76", "RCPT TO:<bob@corp.example>", "RCPT TO:<eve@corp.example>"}, false},
		{"null reverse-path", bounce, nil, []string{"MAIL FROM:<> SIZE=76", "RCPT TO:<bob@corp.example>"}, false},
		{"eight bits", eight, all, []string{"MAIL FROM:<ada@corp.example> SIZE=19 BODY=8BITMIME", "RCPT TO:<bob@corp.example>"}, false},
		{"names in UTF-8", names, all, []string{"MAIL FROM:<ada@corp.example> SIZE=76 SMTPUTF8", "RCPT TO:<张伟@xn--55qx5d.example>"}, false},
		{"domains need no UTF-8", idn, nil, []string{"MAIL FROM:<ada@corp.example> SIZE=76", "RCPT TO:<bob@xn--55qx5d.example>"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := mailtest.SMTP(t, test.options...)
			receipt, p := submit(t, server, 1, test.out)
			if got := commands(server); p != nil || !slices.Equal(got[:len(got)-2], test.said) || receipt.Reports != test.reports {
				t.Errorf("%v %q %+v", p, got, receipt)
			}
		})
	}
}

// What a server cannot take is found out before it hears of the message.
func TestUnfitMessages(t *testing.T) {
	with := func(content string) mail.Outbound {
		out := outbound("bob@corp.example")
		out.Content = text(content)
		return out
	}
	for _, test := range []struct {
		name    string
		out     mail.Outbound
		options []mailtest.SMTPOption
		code    mail.Code
		class   string
		names   string
	}{
		{"too large", with("a: b\n\n" + strings.Repeat("x\n", 600)), []mailtest.SMTPOption{mailtest.SMTPMaxSize(1000)}, mail.SendRefused, "SIZE_LIMIT", ""},
		{"UTF-8 name", outbound("bob@corp.example", "张伟@corp.example"), nil, mail.SendRefused, "UTF8_UNSUPPORTED", "张伟@corp.example"},
		{"UTF-8 header", with("Subject: 标\n\nx\n"), nil, mail.SendRefused, "UTF8_UNSUPPORTED", ""},
		{"eight bits", with("a: b\n\n标\n"), []mailtest.SMTPOption{mailtest.SMTPHides("8BITMIME")}, mail.SendRefused, "EIGHT_BIT_UNSUPPORTED", ""},
		{"long line", with("a: b\n\n" + strings.Repeat("x", 999) + "\n"), nil, mail.SendRefused, "LINE_TOO_LONG", ""},
		{"no recipient", outbound(), nil, mail.AddressInvalid, "ENVELOPE_ADDRESS", ""},
		{"smuggled parameter", outbound("bob@corp.example", "a@b> NOTIFY=NEVER"), nil, mail.AddressInvalid, "ENVELOPE_ADDRESS", "a@b> NOTIFY=NEVER"},
		{"smuggled command", outbound("a@b>\r\nRCPT TO:<eve@x.example>"), nil, mail.AddressInvalid, "ENVELOPE_ADDRESS", "a@b>��RCPT TO:<eve@x.example>"},
		{"sender with a blank", mail.Outbound{ReversePath: address("a d@corp.example"), ForwardPaths: outbound("b@c.example").ForwardPaths, Content: text(letter)}, nil, mail.AddressInvalid, "ENVELOPE_ADDRESS", "a d@corp.example"},
		{"unreadable", mail.Outbound{ForwardPaths: outbound("b@c.example").ForwardPaths, Content: func() (io.ReadCloser, error) { return nil, io.ErrUnexpectedEOF }}, nil, mail.StorageFailed, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := mailtest.SMTP(t, test.options...)
			receipt, p := submit(t, server, 1, test.out)
			if p == nil || p.Code != test.code || p.Class != test.class || p.Facts[mail.FactRecipients] != test.names || p.Stage != mail.StageSubmit || p.Retry == "" {
				t.Fatalf("%+v", p)
			}
			if limit := p.Facts[mail.FactLimit]; (test.class == "SIZE_LIMIT") != (limit == "1000") {
				t.Errorf("limit %q", limit)
			}
			for _, line := range commands(server) {
				if line != "QUIT" {
					t.Errorf("said %q", line)
				}
			}
			if receipt.Recipients != nil {
				t.Errorf("%+v", receipt)
			}
		})
	}
}

func TestRefusedRecipients(t *testing.T) {
	second := func(reply string) mailtest.Fault {
		return mailtest.Fault{On: "RCPT", After: 1, Once: true, Reply: reply}
	}
	every := func(reply string) mailtest.Fault { return mailtest.Fault{On: "RCPT", Reply: reply} }
	yes := func([]mail.RecipientVerdict) bool { return true }
	for _, test := range []struct {
		name    string
		fault   mailtest.Fault
		proceed func([]mail.RecipientVerdict) bool
		code    mail.Code
		retry   mail.Retry
		names   string
		to      []string
	}{
		{"nobody gets it", second("550 5.1.1 no such user\r\n"), nil, mail.RecipientRejected, mail.RetryAfterChange, "bob@corp.example", nil},
		{"greylisted", second("450 4.2.0 greylisted\r\n"), nil, mail.ServerBusy, mail.RetryLater, "bob@corp.example", nil},
		{"the others get it", second("550 5.1.1 no such user\r\n"), yes, "", "", "", []string{"ada@corp.example", "eve@corp.example"}},
		{"no others", every("550 5.1.1 no such user\r\n"), yes, mail.RecipientRejected, mail.RetryAfterChange, "ada@corp.example, bob@corp.example, eve@corp.example", nil},
		{"too many", second("452 4.5.3 Too many recipients\r\n"), nil, mail.RecipientRejected, mail.RetryAfterChange, "bob@corp.example", nil},
	} {
		for _, hidden := range []string{"", "PIPELINING"} {
			t.Run(test.name+hidden, func(t *testing.T) {
				server := mailtest.SMTP(t, mailtest.SMTPFaults(test.fault), mailtest.SMTPHides(hidden))
				out := outbound("ada@corp.example", "bob@corp.example", "eve@corp.example")
				out.Proceed = test.proceed
				receipt, p := submit(t, server, 1, out)
				if test.to != nil && (p != nil || len(server.Submitted()) != 1 || !slices.Equal(server.Submitted()[0].To, test.to)) {
					t.Fatalf("%v %q", p, server.Submitted())
				}
				if test.to == nil && (p == nil || p.Code != test.code || p.Retry != test.retry || p.Facts[mail.FactRecipients] != test.names || len(server.Submitted()) > 0 || !slices.Contains(commands(server), "RSET")) {
					t.Fatalf("%+v %q", p, commands(server))
				}
				if len(receipt.Recipients) != 3 || receipt.Recipients[1].Problem == nil || receipt.Recipients[1].Problem.Facts[mail.FactRecipients] != "bob@corp.example" {
					t.Errorf("%+v", receipt)
				}
			})
		}
	}
}

func TestSubmitDiagnoses(t *testing.T) {
	for _, test := range []struct {
		name   string
		fault  mailtest.Fault
		code   mail.Code
		class  string
		retry  mail.Retry
		copies int
	}{
		{"sender", mailtest.Fault{On: "MAIL", Reply: "553 5.7.1 Sender address rejected: not owned by user\r\n"}, mail.SendRefused, "SENDER_MISMATCH", mail.RetryAfterChange, 0},
		{"not signed in", mailtest.Fault{On: "MAIL", Reply: "530 5.7.0 Authentication required\r\n"}, mail.ServerRefused, "AUTH_REQUIRED", mail.RetryAfterChange, 0},
		{"relay", mailtest.Fault{On: "RCPT", Reply: "554 5.7.1 Relay access denied\r\n"}, mail.SendRefused, "RELAY_DENIED", mail.RetryNever, 0},
		{"going down", mailtest.Fault{On: "RCPT", Reply: "421 4.3.2 shutting down\r\n", Then: mailtest.Drop}, mail.ServerBusy, "SERVER_TEMP", mail.RetryLater, 0},
		{"no data", mailtest.Fault{On: "DATA", Reply: "451 4.3.0 try later\r\n"}, mail.ServerBusy, "SERVER_TEMP", mail.RetryLater, 0},
		{"odd data", mailtest.Fault{On: "DATA", Reply: "250 ok\r\n"}, mail.ProtocolViolation, "", mail.RetryNever, 0},
		{"spam", mailtest.Fault{On: "MESSAGE", Reply: "554 5.7.1 spam\r\n"}, mail.SendRefused, "SPAM_REJECT", mail.RetryNever, -1},
		{"later", mailtest.Fault{On: "MESSAGE", Reply: "451 4.3.0 later\r\n"}, mail.ServerBusy, "SERVER_TEMP", mail.RetryLater, -1},
		{"too large after all", mailtest.Fault{On: "MESSAGE", Reply: "552 5.3.4 too big\r\n"}, mail.SendRefused, "SIZE_LIMIT", mail.RetryAfterChange, -1},
		{"lost at MAIL", mailtest.Fault{On: "MAIL", Then: mailtest.Drop}, mail.ConnectionLost, "", mail.RetryLater, 0},
		{"lost at DATA", mailtest.Fault{On: "DATA", Then: mailtest.Drop}, mail.ConnectionLost, "", mail.RetryLater, 0},
		{"silent at MAIL", mailtest.Fault{On: "MAIL", Then: mailtest.Hang}, mail.TimedOut, "", mail.RetryLater, 0},
		{"silent at RCPT", mailtest.Fault{On: "RCPT", Then: mailtest.Hang}, mail.TimedOut, "", mail.RetryLater, 0},
		{"silent at DATA", mailtest.Fault{On: "DATA", Then: mailtest.Hang}, mail.TimedOut, "", mail.RetryLater, 0},
		{"lost before the end arrived", mailtest.Fault{On: "MESSAGE", Then: mailtest.Drop}, mail.SendUnknown, "", mail.RetryNever, 0},
		{"lost with the answer", mailtest.Fault{On: "MESSAGE", Then: mailtest.CutAnswer}, mail.SendUnknown, "", mail.RetryNever, 1},
		{"lost within the answer", mailtest.Fault{On: "MESSAGE", Then: mailtest.CutAnswer, Cut: 5}, mail.SendUnknown, "", mail.RetryNever, 1},
		{"silent at the end", mailtest.Fault{On: "MESSAGE", Then: mailtest.Hang}, mail.SendUnknown, "", mail.RetryNever, 0},
		{"no answer but words", mailtest.Fault{On: "MESSAGE", Reply: "garbage\r\n"}, mail.SendUnknown, "", mail.RetryNever, -1},
		{"an odd answer", mailtest.Fault{On: "MESSAGE", Reply: "354 go on\r\n"}, mail.SendUnknown, "", mail.RetryNever, -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			scale := 1.0
			if test.fault.Then == mailtest.Hang {
				scale = brief
			}
			server := mailtest.SMTP(t, mailtest.SMTPFaults(test.fault))
			_, p := submit(t, server, scale, outbound("bob@corp.example"))
			if p == nil || p.Code != test.code || p.Class != test.class || p.Retry != test.retry || p.Stage != mail.StageSubmit || p.Server != server.Server() {
				t.Fatalf("%v (%+v)", p, p)
			}
			if copies := len(server.Submitted()); test.copies >= 0 && copies != test.copies {
				t.Errorf("%d copies", copies)
			}
		})
	}
}

func TestStagesOfASubmission(t *testing.T) {
	server := mailtest.SMTP(t)
	var stages []string
	var steps []int64
	out := outbound("bob@corp.example")
	out.Content = text("a: b\n\n" + strings.Repeat(strings.Repeat("x", 70)+"\n", 4000))
	out.Progress = func(sent, total int64) { steps = append(steps, sent, total) }
	if _, err := client(t, 1, nil).Submit(t.Context(), server.Server(), server.Credential(), out, notes(&stages)); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(stages, ", "); got != "resolve ok, connect ok, secure ok, greet ok, authenticate ok, submit ok" {
		t.Errorf("stages %s", got)
	}
	total := int64(len(server.Submitted()[0].Raw))
	if len(steps) < 10 || steps[len(steps)-2] != total || steps[1] != total || steps[0] >= total {
		t.Errorf("progress %v of %d", steps, total)
	}
}

// A message that cannot be read again as it was is not sent, and not ended either: half of it must not be taken for all.
func TestContentThatChanges(t *testing.T) {
	for name, second := range map[string]io.Reader{
		"shorter":   strings.NewReader("Subject: dots\n"),
		"different": strings.NewReader(strings.Replace(letter, "dots", "toad", 1)),
		"broken":    io.MultiReader(strings.NewReader(letter), iotest.ErrReader(io.ErrUnexpectedEOF)),
	} {
		server := mailtest.SMTP(t)
		out := outbound("bob@corp.example")
		readings := []io.Reader{strings.NewReader(letter), second}
		out.Content = func() (io.ReadCloser, error) {
			in := readings[0]
			readings = readings[1:]
			return io.NopCloser(in), nil
		}
		_, p := submit(t, server, 1, out)
		if p == nil || p.Code != mail.StorageFailed || len(server.Submitted()) > 0 {
			t.Errorf("%s: %v, sent %q", name, p, server.Submitted())
		}
	}
}

func TestCancelASubmission(t *testing.T) {
	for _, on := range []string{"MAIL", "RCPT", "DATA"} {
		t.Run(on, func(t *testing.T) {
			server := mailtest.SMTP(t, mailtest.SMTPFaults(mailtest.Fault{On: on, Then: mailtest.Hang}))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			awaitSaid(ctx, server, on, cancel)
			began := time.Now()
			_, err := client(t, 1, nil).Submit(ctx, server.Server(), server.Credential(), outbound("bob@corp.example"), nil)
			if p := mail.ProblemOf(err); p == nil || p.Code != mail.Canceled {
				t.Errorf("%v", err)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// The answer that decides is worth a moment even to somebody who has given up.
func TestCancelAfterTheEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	server := mailtest.SMTP(t)
	out := outbound("bob@corp.example")
	out.Progress = func(sent, total int64) {
		if sent == total {
			time.AfterFunc(0, cancel)
		}
	}
	_, err := client(t, 1, nil).Submit(ctx, server.Server(), server.Credential(), out, nil)
	p := mail.ProblemOf(err)
	switch copies := len(server.Submitted()); {
	case copies == 1 && err != nil && p.Code != mail.SendUnknown:
		t.Errorf("sent, but said %v", err)
	case copies == 0 && (err == nil || p.Code != mail.Canceled):
		t.Errorf("not sent, but said %v", err)
	}
}

func TestManyRecipients(t *testing.T) {
	server := mailtest.SMTP(t)
	out := outbound()
	for i := range 2000 {
		out.ForwardPaths = append(out.ForwardPaths, mail.ForwardPath{Address: mail.Address{Local: strings.Repeat("x", 60) + string(rune('a'+i%26)) + strings.Repeat("y", i/26), Domain: "corp.example"}})
	}
	receipt, p := submit(t, server, 1, out)
	if p != nil || len(server.Submitted()) != 1 || len(server.Submitted()[0].To) != 2000 || receipt.Refused() != nil {
		t.Fatalf("%v", p)
	}
}

func TestMessagesStayOutOfTheTrace(t *testing.T) {
	server := mailtest.SMTP(t)
	var seen trace
	out := outbound("bob@corp.example")
	out.Content = text("Subject: s3cret\n\nMAIL s3cret\n250 s3cret\n")
	if _, err := client(t, 1, &seen).Submit(t.Context(), server.Server(), server.Credential(), out, nil); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(seen.lines, "\n")
	if strings.Contains(all, "s3cret") || !strings.Contains(all, "MAIL FROM") || !strings.Contains(all, "C: DATA") {
		t.Error(all)
	}
}

// awaitSaid calls then as soon as the server has heard a command, if ctx has not ended before.
func awaitSaid(ctx context.Context, server *mailtest.SMTPServer, name string, then func()) {
	go func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for ctx.Err() == nil {
			if slices.ContainsFunc(server.Said(), func(s mailtest.Said) bool { return strings.HasPrefix(s.Line, name) }) {
				then()
				return
			}
			<-tick.C
		}
	}()
}
