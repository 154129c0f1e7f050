package demo

import (
	"strings"

	"letterbox/mail"
)

// thread is a conversation of eight messages about moving a warehouse. Each answer refers to all before it.
func thread() []letter {
	const subject = "华东仓库搬迁方案"
	turns := []struct {
		from person
		when moment
		text string
	}{
		{zhang, moment{4, 9, 12}, "各位好：\n\n华东仓库的租约下月底到期，房东不再续约。初步看了青浦和松江两处，面积都在 1,200 平方米左右，青浦租金低 8%，松江离客户近。\n\n请大家这周内把各自的要求发给我，周五定方案。" + signZhang},
		{wu, moment{4, 10, 40}, "张经理，仓储这边有两点要求：\n\n1. 装卸平台至少 3 个，现在只有 2 个，月底经常排队；\n2. 恒温区不小于 80 平方米，标定过的传感器不能放常温库。\n\n青浦那处我去看过，恒温区要自己改造。\n\n吴迪"},
		{me, moment{4, 11, 25}, "补充一下系统方面：搬迁期间库存盘点要停一天，建议放在周日。新仓库的专线要提前三周申请。" + signMe},
		{zhao, moment{3, 9, 30}, "销售这边倾向松江。主要客户里有六家在松江和闵行，急件当天能到。租金差额一年大约 9.6 万元，能从运费里省回来一半。" + signZhao},
		{li, moment{3, 14, 5}, "财务核了一下：\n\n青浦：租金 58.4 万/年，改造 21 万（一次性）\n松江：租金 63.5 万/年，改造 6 万（一次性）\n\n三年合计松江反而低 0.3 万元，再加上运费的节省，建议选松江。\n\n李娜"},
		{me, moment{3, 15, 48}, "同意选松江。专线我今天先递申请，三周后能通。" + signMe},
		{zhang, moment{2, 10, 10}, "那就定松江。时间表如下：\n\n  · 本周：签意向，付定金\n  · 下周：吴迪带队量尺寸，出货架图\n  · 第三周：专线、监控、门禁\n  · 第四周周日：搬迁和盘点\n\n有问题随时说。" + signZhang},
		{me, moment{1, 16, 20}, "收到。搬迁当天的盘点表和设备清单我来准备，周四前发给大家确认。" + signMe},
	}
	team := []person{zhang, wu, zhao, li, me}
	var list []letter
	var ids []string
	for i, turn := range turns {
		l := letter{from: turn.from, subject: "回复：" + subject, text: turn.text, when: turn.when, id: "songjiang-" + string(rune('1'+i))}
		for _, p := range team {
			if p != turn.from {
				l.to = append(l.to, p)
			}
		}
		if i == 0 {
			l.subject = subject
		} else {
			l.answers, l.chain = ids[i-1], append([]string(nil), ids...)
			l.text += "\n\n" + quoted(turns[i-1].from, turns[i-1].text)
		}
		if turn.from == me {
			l.folder = sent
		}
		if i == 4 || i == 6 {
			l.flags |= mail.Answered
		}
		if i == 6 {
			l.flags |= mail.Flagged
		}
		ids = append(ids, l.id)
		list = append(list, l)
	}
	return list
}

// quoted is a message below an answer to it, without the signature.
func quoted(from person, text string) string {
	text, _, _ = strings.Cut(text, "\n\n-- \n")
	return from.name + " 写道：\n> " + strings.ReplaceAll(text, "\n", "\n> ")
}
