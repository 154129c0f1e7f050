package demo

import "letterbox/mail"

// stored is what was put away: 22 messages in Archive, 8 in Junk, 5 in Trash.
func stored() []letter {
	all := series(kept, moment{62, 10, 20}, 9, func(i int, k [2]string) letter {
		from := []person{zhang, li, sun, wang, zhao, zhou}[i%6]
		l := letter{folder: archive, from: from, subject: k[0], text: "陈默：\n\n" + k[1] + "\n\n" + from.name}
		if i%4 == 1 {
			l.files = []file{docxFile(k[0]+".docx", k[0], k[1])}
		}
		if i%4 == 3 {
			l.charset = "GB18030"
		}
		return l
	})
	all = append(all, series(keptEN, moment{66, 9, 50}, 11, func(i int, k [2]string) letter {
		l := letter{folder: archive, from: james, subject: k[0], text: "Hi Mo,\n\n" + k[1] + signJames}
		if i%2 == 0 {
			l.from, l.text = anna, "Dear Mo,\n\n"+k[1]+signAnna
		}
		if i == 1 {
			l.flags = mail.Flagged
		}
		return l
	})...)
	all = append(all, series(unwanted, moment{1, 3, 30}, 3, func(i int, u [3]string) letter {
		return letter{folder: junk, from: person{u[0], "promo" + string(rune('a'+i)) + "@offers.example"}, subject: u[1], text: u[2], flags: mail.Junk}
	})...)
	all = append(all, series(thrownAway, moment{3, 12, 10}, 4, func(i int, t [2]string) letter {
		return letter{folder: trash, from: zhou, subject: t[0], text: t[1]}
	})...)
	return all
}

var kept = [][2]string{
	{"一期项目总结", "一期按期完成，超支 2.1%，主要在运输。经验教训写在共享盘，二期照此执行。"},
	{"供应商名录（合格）", "今年新增 3 家，撤销 1 家，名录以附件为准。"},
	{"测试工装使用说明", "第二版工装的夹具改了方向，使用前先看第 4 步。"},
	{"入职满五年纪念", "感谢您五年的付出，纪念品在人事部领取。"},
	{"华东区客户通讯录", "已按城市整理，离职的联系人用灰色标出。"},
	{"产品手册定稿", "手册第 6 版定稿，印刷 800 册，电子版在官网。"},
	{"部门年度目标", "全年目标三项：转产 PT-300、直通率 95%、专利 2 件。"},
	{"差旅标准调整", "一线城市住宿标准调整为每晚 550 元，其他不变。"},
	{"专利受理通知", "两件发明专利已受理，申请号见系统。"},
	{"实验室搬迁记录", "恒温槽、压力台已复位并重新校准，记录归档。"},
	{"客户满意度调查结果", "总分 4.6，最低的一项是说明书，4.1。"},
	{"品牌使用规范", "标志的最小高度 6 毫米，四周留白不小于一个字高。"},
}

var keptEN = [][2]string{
	{"Framework agreement 2026", "The signed agreement is in the data room. The price list is valid until the end of the year."},
	{"Incoterms, once more", "For the record: we agreed on FCA Shanghai, so the risk passes when our truck leaves your dock."},
	{"Acceptance protocol, lot 0", "All ten units passed. The protocol is signed by both sides; thank you for the smooth week."},
	{"Customs broker contacts", "Ms Lindqvist handles exports, Mr Adeyemi imports. Both answer faster by telephone."},
	{"Quality agreement, final version", "This is the version with your two changes in section 5. No more open points from our side."},
	{"Transit times in winter", "Count on three more days between December and February, mostly because of the canal."},
	{"Supplier audit report", "No major findings, two recommendations. We come back in three years."},
	{"Warehouse in Hamburg", "Up to 12 pallets can stay for 14 days without charge. After that it is EUR 4 a day and pallet."},
	{"Warranty case closed", "The unit was repaired and works. We close the case with thanks for the quick exchange."},
	{"Emergency numbers", "Save these: night desk +44 20 5550 4321, claims +44 20 5550 4399."},
}

// unwanted: who, subject, text.
var unwanted = [][3]string{
	{"代开发票", "各类发票，点数优惠，验真后付款", "本公司长期代开各地发票，需要的请加微信。"},
	{"Prize Center", "You have been selected: claim your gift card", "Dear customer, you are one of five winners. Confirm your address within 24 hours."},
	{"邮箱管理中心", "您的邮箱即将停用，请立即升级", "尊敬的用户，您的邮箱容量已满，请点击下面的链接输入账号和密码完成升级：http://mail-upgrade.offers.example/"},
	{"SEO Expert", "First page on every search engine", "I checked your website and found 37 errors. Reply for a free report."},
	{"培训通知", "采购经理实战训练营（上海 / 深圳）", "两天掌握谈判的十八个技巧，现在报名八五折。"},
	{"Dr Cheap", "Replica instruments, 80 % off", "Best quality, no questions asked, worldwide shipping."},
	{"中奖通知", "恭喜您获得年会特等奖", "请先缴纳手续费 500 元领取奖品。"},
	{"Investment Desk", "Double your money in 30 days", "Our algorithm has never lost. Places are limited."},
}

var thrownAway = [][2]string{
	{"测试邮件，请忽略", "测试。"},
	{"下午茶拼单", "三点前把要喝的告诉我。"},
	{"撤回：展会日程", "刚才那封日程有误，请以下午发的为准。"},
	{"问卷：食堂意见", "花两分钟填一下：https://form.letterbox.example/canteen"},
	{"失物招领", "三楼茶水间捡到一把黑色的伞，请到前台认领。"},
}

// arrivals are delivered one by one while the program runs.
var arrivals = []letter{
	{from: qian, subject: "请确认：增加的两个测点", text: "陈工：\n\n增加测点的事，业主已经同意，请尽快给补充报价。最好今天下班前。\n\n钱进"},
	{from: anna, subject: "Boarding now", text: "Dear Mo,\n\nWe are boarding, all three of us. See you tomorrow at ten.\n\nAnna"},
	{from: zhang, to: []person{me, wu}, subject: "松江仓库的合同签好了", text: "两位：\n\n合同刚签完，钥匙下周一拿。吴迪可以开始安排货架了。" + signZhang},
	{from: ops, subject: "[RESOLVED] disk /data on sh-file-02", text: "State:   RESOLVED\nService: disk /data on sh-file-02\nDetail:  61 % used after clean-up."},
	{from: li, subject: "回复：第三季度费用明细", text: "陈默：\n\n收到，第三行我转给市场部了。\n\n李娜"},
}
