package demo

import (
	"fmt"

	"letterbox/mail"
)

// outgoing is what was written here: 27 messages in Sent beside the thread's, and 5 in Drafts.
func outgoing() []letter {
	all := series(answersZH, moment{0, 9, 45}, 2, func(i int, a [2]string) letter {
		to := []person{zhang, li, qian, zhao, sun, zhou, wu, he}[i%8]
		return letter{folder: sent, to: []person{to}, subject: a[0], text: to.name + "：\n\n" + a[1] + signMe}
	})
	all = append(all, series(answersEN, moment{1, 11, 15}, 3, func(i int, a [2]string) letter {
		to, hello := anna, "Dear Anna"
		if i%2 == 1 {
			to, hello = james, "Hi James"
		}
		l := letter{folder: sent, to: []person{to}, subject: a[0], text: hello + ",\n\n" + a[1] + "\n\nBest regards" + signMe}
		if i == 4 {
			l.files = []file{pdfFile("Certificate of origin.pdf", "Certificate of origin", "Lot 1, 25 pressure transmitters PT-200", "Country of origin: China")}
		}
		return l
	})...)
	for i, d := range unfinished {
		all = append(all, letter{
			folder: drafts, to: []person{d.to}, subject: d.subject, text: d.text, when: moment{i * 2, 17, 10 + i*9},
			flags: mail.Draft, id: fmt.Sprintf("draft-%d", i+1),
		})
	}
	return all
}

var answersZH = [][2]string{
	{"回复：PT-300 转产评审", "纪要没有问题。EMC 预测试我联系了实验室，下周二有空档，已经占上。"},
	{"回复：第三季度费用明细", "标黄的三行核过了：前两行是青岛现场支持，第三行应记在市场部。"},
	{"回复：询价 PT-200", "您好，50 台含税单价 1,280 元，交期四周；分两批的话，第一批 25 台三周可以发出。正式报价单明天盖章后寄出。"},
	{"回复：交期", "可以先口头告诉钱总：四周。书面的以报价单为准。"},
	{"EMC 预测试安排", "下周二上午 9 点，样机两台，电源线和通讯线各带一套备用。请提前一天送到。"},
	{"回复：展会资料", "新闻稿第二段的精度写成了 0.75，应为 0.075。其他没有问题。"},
	{"回复：线号不符", "以图纸 C 版为准，现场改过的两处请拍照，我在竣工图里更新。"},
	{"回复：对账", "11 月 9 日是吴迪签收的，过路费有票，我让他补给财务。"},
	{"设备清单和盘点表", "搬迁用的设备清单和盘点表已放在共享盘的「松江」文件夹，请看一下分类是否合适。"},
	{"回复：固定资产盘点", "46 项都在，两项的标签掉了，备注里写了序列号。"},
	{"关于增加测点", "两个测点要增加四根电缆和一块卡件，费用大约 1.1 万元，建议走补充合同。"},
	{"回复：备件", "华东的备件可以放一套在松江新仓，价格和总库一样。"},
	{"请假", "周五下午去参加家长会，有急事请打电话。"},
	{"回复：说明书改写", "第三章我来改，用两天时间。请把客户划线的那一份扫描给我。"},
	{"新员工导师", "我可以带固件的那位，每周三下午固定一小时。"},
}

var answersEN = [][2]string{
	{"Re: Visit on 9 December", "The room is booked from 10 to 13, and the calibration lab expects you at 11. A driver will wait for you at the airport with a sign."},
	{"Re: Arrival notice HL-20988", "Here is the packing list again as a PDF, with HS codes. Sorry for the bad scan."},
	{"Re: Question on the accuracy statement", "The 0.075 % is the total at reference conditions: linearity, hysteresis and repeatability together. Temperature effects come on top; table 3 has them."},
	{"Re: Freight rates for Q1", "Then let us book both February shipments before the 15th. Please reserve two 20-foot containers."},
	{"Certificate of origin, lot 1", "The certificate is attached. The original goes out by courier today."},
	{"Re: Pallets without heat treatment stamp", "Thank you for repacking. The warehouse has removed all unstamped pallets; I will have the EUR 86 added to your next invoice."},
	{"Re: Spare parts list 2027", "The quotation follows on Monday. The sensor module stays available until 2033, the display until 2030 at least."},
	{"Re: Insurance certificate", "Received, thanks. That was quick."},
	{"Re: Delivery schedule, lot 2", "Twenty units can leave a week earlier. The other five wait for their calibration and follow on the agreed date."},
	{"Re: Truck booking for Friday", "Papers will be at the gate from 7 o'clock. Dock 3 is free."},
	{"Re: Feedback from the field test", "These are very good numbers. May we quote them, without naming the site?"},
	{"Re: Holiday schedule of our office", "Noted. Nothing of ours moves in that week. Have a good rest."},
}

var unfinished = []struct {
	to            person
	subject, text string
}{
	{qian, "回复：增加测点的补充报价", "钱总：\n\n两个测点的补充报价如下：\n\n  电缆 4 根  ……\n  卡件 1 块  ……\n\n（单价等李娜确认）"},
	{anna, "Agenda for 9 December", "Dear Anna,\n\nThis is how the day could look:\n\n10:00  Welcome, production tour\n11:00  Calibration lab\n12:00  "},
	{zhang, "搬迁当天的人员安排", "张经理：\n\n周日那天我这边可以来四个人，"},
	{sun, "固件 2.5 的范围", "1. HART 7\n2. 显示屏对比度自动调节\n3. "},
	{wang, "培训计划", ""},
}
