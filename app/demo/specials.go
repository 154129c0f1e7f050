package demo

import (
	"fmt"
	"strings"
	"time"

	"letterbox/mail"
)

// specials are the messages that a mail program has to be good at: other charsets, attachments, HTML, invitations,
// failed deliveries, long texts.
func specials() []letter {
	return []letter{
		newsletter(), invitation(), bounce(),
		{
			from: qian, when: moment{0, 9, 35}, charset: "GBK", subject: "询价：压力变送器 PT-200 五十台",
			text: "陈工您好：\n\n我司二期项目需要压力变送器 PT-200，量程 0～1.6 MPa，数量 50 台，请报含税价和交期。\n技术要求见上次合同附件二，精度 0.25 级。\n\n如能在本周五前回复，我们可以赶上这一轮评审。\n\n上海申立机电  钱进\n021-5550 8866",
		},
		{
			from: person{"龑䶮物流", "service@yanyan.example"}, when: moment{1, 11, 8}, charset: "GB18030", subject: "运单 7740021 已签收（收件人：㛃姐）",
			text: "您好，运单 7740021 已于今日 10:52 签收，签收人：㛃姐（代）。\n货物：标定气瓶 4 只。\n€ 结算部分请见月度账单。\n\n龑䶮物流客服",
		},
		{
			from: sato, when: moment{2, 13, 15}, charset: "ISO-2022-JP", subject: "納期のご確認（注文番号 OI-2291）",
			text: "陳様\n\nお世話になっております。星野計測の佐藤です。\n注文番号 OI-2291 の納期について、来週水曜日の出荷でお間違いないでしょうか。\n\nよろしくお願いいたします。\n\n佐藤健二",
		},
		{
			from: li, when: moment{0, 10, 12}, subject: "第三季度费用明细，请核对", flags: mail.Flagged,
			text: "陈默：\n\n附件是你们部门第三季度的费用明细和汇总，请核对标黄的三行，周四下班前告诉我。\n\n差旅超预算 6%，主要是八月份两次去青岛的现场支持。\n\n李娜",
			files: []file{
				xlsxFile("第三季度费用明细.xlsx", []string{"月份", "科目", "金额", "备注"}, []string{"7", "差旅", "12,480.00", ""}, []string{"8", "差旅", "21,906.50", "青岛现场支持"}, []string{"9", "办公", "3,120.00", ""}),
				pdfFile("费用汇总.pdf", "Q3 expenses, development department", "Travel 34,386.50", "Office 9,870.00", "Total 44,256.50"),
			},
		},
		{
			from: anna, when: moment{1, 15, 42}, subject: "Signed contract KR-2026-118", cc: []person{zhang},
			text:  "Dear Mo,\n\nPlease find the countersigned contract attached. Page 7 has the new delivery schedule we agreed on the phone: two lots, six weeks apart.\n\nCould you send me the certificate of origin for the first lot before the ship leaves?\n\nBest regards" + signAnna,
			files: []file{pdfFile("KR-2026-118 signed.pdf", "Contract KR-2026-118", "Kranich GmbH / Ocean Instruments", "Delivery in two lots, six weeks apart."), docxFile("Annex B - packing.docx", "Annex B: packing", "Each sensor in its own box, desiccant included.", "Pallets 120 x 80 cm, not stackable.")},
		},
		{
			from: sun, when: moment{1, 17, 30}, subject: "温度漂移测试结果（有图）",
			text:   "陈默：\n\n这周的漂移测试跑完了，-20 到 60 度之间最大 0.11%，比上一版好一半。图在正文里。\n\n孙浩",
			html:   `<p>陈默：</p><p>这周的漂移测试跑完了，-20 到 60 度之间最大 <b>0.11%</b>，比上一版好一半：</p><p><img src="cid:drift.png" alt="温度漂移" width="480" height="240"></p><p>孙浩</p>`,
			images: []file{pngFile("drift.png", 40, 66, 92, 120, 104, 151, 178, 160, 190, 205)},
		},
		{
			from: zhou, when: moment{2, 9, 50}, subject: "展会资料三份，请看一眼",
			text: "陈默，下月上海展会的资料出来了，麻烦看看技术参数有没有写错。图片是展位效果图的占位。\n\n周婷",
			files: []file{
				docxFile("展会新闻稿（第二稿）.docx", "远洋仪器将携新一代压力变送器亮相上海", "新产品的精度达到 0.075 级，现场可以试用。"),
				pdfFile("Product sheet PT-300.pdf", "PT-300 pressure transmitter", "Accuracy class 0.075", "Range 0 to 40 MPa"),
				pngFile("展位效果图.png", 90, 140, 60, 180, 120),
			},
		},
		{from: wang, when: moment{6, 10, 0}, subject: "员工手册（2026 年修订版）全文", text: handbook()},
		{
			from: james, when: moment{0, 8, 55}, subject: "Re: Container MSKU 774 delayed",
			text:    "Hi Mo,\n\nThe vessel is now expected on Thursday. I have moved the truck to Friday 07:30; customs papers are complete.\n\nOn 21 November Chen Mo wrote:\n> Do we know yet when the container will be discharged?\n> The customer's line stops on Monday without these parts.\n>\n>> The terminal is congested, we will know more tomorrow.\n\nI will call you as soon as it is on the quay." + signJames,
			answers: "container-2", chain: []string{"container-1", "container-2"},
		},
		{from: zhao, when: moment{0, 11, 20}, text: "钱总刚来电话，问 PT-200 的交期，能不能先给个口头的？" + signZhao},
		{
			from: cloud, when: moment{3, 6, 30}, subject: "Your invoice for October is ready",
			html: `<html><body style="font-family:Arial,sans-serif;color:#1a1e24"><table width="100%" cellpadding="0" cellspacing="0"><tr><td align="center"><table width="560" cellpadding="16" style="border:1px solid #dde2e8"><tr><td><h2 style="margin:0">Invoice 2026-10-4471</h2><p>Thank you for using Harbour Cloud.</p><table width="100%" cellpadding="6" style="border-collapse:collapse"><tr style="background:#eceff3"><th align="left">Service</th><th align="right">Amount</th></tr><tr><td>Virtual machines (3)</td><td align="right">€ 212.40</td></tr><tr><td>Storage, 2 TB</td><td align="right">€ 46.00</td></tr><tr><td><b>Total</b></td><td align="right"><b>€ 258.40</b></td></tr></table><p><a href="https://cloud.harbour.example/invoices/2026-10-4471">Open the invoice</a></p></td></tr></table></td></tr></table></body></html>`,
		},
		{
			from: qian, when: moment{5, 14, 26}, charset: "GBK", subject: "申立机电：验收单已盖章", flags: mail.Answered,
			html: `<html><head><meta charset="gbk"></head><body><p>陈工：</p><p>一期 <b>验收单</b>已盖章，扫描件明天发您。尾款按合同在 30 天内支付。</p><p>钱进</p></body></html>`,
		},
		{
			from: liu, when: moment{2, 16, 5}, subject: "VPN 证书更新步骤", flags: mail.Flagged,
			text: "各位：\n\n旧的 VPN 证书本月底失效，请按下面的步骤更新，大约五分钟：\n\n1. 打开 https://it.letterbox.example/vpn 下载新证书；\n2. 双击安装，选「当前用户」；\n3. 重新连接，看到「已连接（2027）」就好了。\n\n装不上的打 6012，或者发邮件到 helpdesk@letterbox.example。\n\n刘洋",
		},
	}
}

// invitation is a meeting request (RFC 5546) as calendar programs send it: text first, then text/calendar.
func invitation() letter {
	return letter{from: zhang, when: moment{0, 9, 2}, subject: "会议邀请：松江仓库搬迁启动会", raw: func(at time.Time, serial int) string {
		day := at.AddDate(0, 0, 9)
		calendar := strings.Join([]string{
			"BEGIN:VCALENDAR", "PRODID:-//Letterbox//Demo//EN", "VERSION:2.0", "METHOD:REQUEST",
			"BEGIN:VEVENT", "UID:songjiang-kickoff@" + host, "DTSTAMP:" + at.UTC().Format("20060102T150405Z"), "DTSTART:" + day.Format("20060102") + "T013000Z", "DTEND:" + day.Format("20060102") + "T023000Z",
			"SUMMARY:松江仓库搬迁启动会", "LOCATION:三楼会议室 B", "ORGANIZER;CN=张伟:mailto:" + zhang.address,
			"ATTENDEE;CN=陈默;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:" + me.address, "DESCRIPTION:确认时间表和各部门的分工。", "SEQUENCE:0", "END:VEVENT", "END:VCALENDAR", "",
		}, "\r\n")
		boundary := fmt.Sprintf("=_invitation_%04d", serial)
		text := "张伟 邀请您参加：松江仓库搬迁启动会\r\n时间：" + day.Format("1 月 2 日") + " 9:30–10:30\r\n地点：三楼会议室 B\r\n"
		return "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\n\n" +
			"--" + boundary + "\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + lf(folded([]byte(text))) +
			"--" + boundary + "\nContent-Type: text/calendar; charset=utf-8; method=REQUEST; name=\"invite.ics\"\nContent-Transfer-Encoding: base64\n\n" + lf(folded([]byte(calendar))) +
			"--" + boundary + "--\n"
	}}
}

// bounce is a failed delivery (RFC 3464).
func bounce() letter {
	return letter{from: post, when: moment{1, 8, 44}, subject: "Undelivered Mail Returned to Sender", headers: []string{"Auto-Submitted: auto-replied"}, raw: func(_ time.Time, serial int) string {
		boundary := fmt.Sprintf("=_report_%04d", serial)
		return "Content-Type: multipart/report; report-type=delivery-status; boundary=\"" + boundary + "\"\n\n" +
			"--" + boundary + "\nContent-Type: text/plain; charset=us-ascii\n\nThis is the mail system at host mx." + host + ".\n\n" +
			"Your message could not be delivered to one recipient.\n\n<purchasing@kranich.example>: host mx.kranich.example[192.0.2.77] said:\n    550 5.1.1 <purchasing@kranich.example>: Recipient address rejected: User unknown\n\n" +
			"--" + boundary + "\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx." + host + "\n\n" +
			"Final-Recipient: rfc822; purchasing@kranich.example\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.kranich.example\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\n" +
			"--" + boundary + "\nContent-Type: text/rfc822-headers\n\nFrom: " + me.address + "\nTo: purchasing@kranich.example\nSubject: Certificate of origin, lot 1\nMessage-ID: <certificate-1@" + host + ">\n\n" +
			"--" + boundary + "--\n"
	}}
}

func lf(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// handbook is a text that one has to scroll through.
func handbook() string {
	chapters := []string{"总则", "工作时间", "考勤与请假", "差旅与报销", "信息安全", "采购与用印", "实验室安全", "设备借用", "客户资料", "离职交接", "奖惩", "附则"}
	rules := []string{
		"员工应当遵守国家法律和公司的各项制度，爱护公司财产，维护公司声誉。部门负责人对本部门的执行情况负责，有疑问的，以人事部的书面解释为准。",
		"需要例外处理的，应当事先通过 OA 提出申请，写明原因、时间和范围，由部门负责人和人事部共同批准；紧急情况可以先口头报告，两个工作日内补办手续。",
		"各项记录应当真实、完整，保存期不少于三年。发现记录有误的，由经办人更正并注明日期，不得涂改或者删除原始内容。",
		"本章的规定适用于正式员工、试用期员工和实习生；劳务派遣人员参照执行，派遣合同另有约定的除外。",
		"违反本章规定、情节轻微的，由部门负责人谈话提醒；造成损失的，应当赔偿；情节严重的，按照奖惩一章处理。",
	}
	var b strings.Builder
	b.WriteString("各位同事：\n\n员工手册已修订完毕，自下月一日起执行。主要变化在第三、第四和第五章，请仔细阅读，有意见请在两周内回复。\n\n王芳\n\n")
	article := 0
	for i, c := range chapters {
		fmt.Fprintf(&b, "第%s章  %s\n\n", numeral(i+1), c)
		for j := range 6 {
			article++
			fmt.Fprintf(&b, "第 %d 条  关于%s：%s\n\n", article, c, rules[(i+j)%len(rules)])
		}
	}
	return b.String()
}

func numeral(n int) string {
	digits := []rune("零一二三四五六七八九十")
	if n <= 10 {
		return string(digits[n])
	}
	return "十" + string(digits[n-10])
}
