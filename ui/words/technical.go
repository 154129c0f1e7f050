package words

import (
	"fmt"
	"slices"
	"strings"

	"letterbox/mail"
)

// technical writes a problem for those who know mail servers: one fact a line, English keys, no secrets.
func technical(p *mail.Problem, c Context) string {
	var b strings.Builder
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, value)
		}
	}
	line("problem", string(p.Code))
	line("class", p.Class)
	line("stage", string(p.Stage))
	if !p.Server.IsZero() {
		line("server", p.Server.URL())
		line("user", p.Server.Username)
	}
	line("provider", string(c.Provider.ID))
	line("reply", p.Reply)
	keys := make([]string, 0, len(p.Facts))
	for key := range p.Facts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		line(key, p.Facts[key])
	}
	if p.Err != nil {
		line("cause", p.Err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// letter writes what a person sends to the administrator.
func (t telling) letter(e entry, x Explanation) string {
	ask := t.sentence(e.ask)
	if ask == "" {
		ask = t.sentence(text{"请帮忙看看需要开启或更改什么。", "Could you check what has to be switched on or changed?"})
	}
	opening := text{
		"您好，我用邮件客户端 Letterbox 绑定邮箱时遇到问题：",
		"Hello, I ran into a problem while setting up my mailbox in the mail client Letterbox: ",
	}.in(t.lang)
	stop, details := ".", "Details:"
	if t.lang == ZH {
		stop, details = "。", "详细信息："
	}
	facts := x.Technical
	if t.context.Address != "" {
		facts = "address: " + t.context.Address + "\n" + facts
	}
	return opening + x.Headline + stop + "\n" + ask + "\n\n" + details + "\n" + facts
}
