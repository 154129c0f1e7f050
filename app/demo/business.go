package demo

import "letterbox/mail"

// business is what colleagues, customers and partners write: 36 messages in the inbox.
func business() []letter {
	var all []letter
	all = append(all, series(partners, moment{0, 9, 5}, 4, func(i int, p [2]string) letter {
		l := letter{from: anna, subject: p[0], text: "Dear Mo,\n\n" + p[1] + "\n\nBest regards" + signAnna}
		if i%2 == 1 {
			l.from, l.text = james, "Hi Mo,\n\n"+p[1]+"\n\nCheers,\nJames"+signJames
		}
		if i%3 == 2 {
			l.flags = mail.Answered
		}
		return l
	})...)
	all = append(all, series(minutes, moment{2, 16, 10}, 6, func(i int, m [2]string) letter {
		return letter{
			from: zhang, to: []person{me, sun, zhou}, cc: []person{li}, subject: "会议纪要：" + m[0],
			text: "各位好，纪要如下，有出入请今天内回复。\n\n" + m[1] + signZhang,
		}
	})...)
	all = append(all, series(inquiries, moment{1, 13, 40}, 4, func(i int, q [3]string) letter {
		l := letter{from: person{q[0], "contact" + string(rune('a'+i)) + "@customer.example"}, subject: q[1], text: "您好：\n\n" + q[2] + "\n\n盼复，谢谢。\n\n" + q[0]}
		if i%3 == 0 {
			l.charset = "GBK"
		}
		if i == 2 || i == 5 {
			l.flags = mail.Answered
		}
		return l
	})...)
	all = append(all, series(statements, moment{4, 11, 0}, 9, func(i int, s [3]string) letter {
		return letter{
			from: li, subject: s[0], text: "陈默：\n\n" + s[1] + "\n\n李娜",
			files: []file{xlsxFile(s[2], []string{"日期", "摘要", "金额"}, []string{"11-03", s[0], "8,420.00"}, []string{"11-17", "调整", "-120.00"})},
		}
	})...)
	return all
}

// partners: subject, text; by the customer in Hamburg and the forwarder in turn.
var partners = [][2]string{
	{"Visit on 9 December", "Three of us will come: Mr Holm from quality, Ms Ito from engineering and myself. Could you book a meeting room for the morning and plan an hour in the calibration lab?\n\nWe land at 7:40, so 10 o'clock would suit us."},
	{"Arrival notice HL-20988", "Your shipment HL-20988 (14 cartons, 212 kg) arrived this morning. Customs release is expected by noon tomorrow. I need the packing list with HS codes once more; the scan was cut off on the right."},
	{"Question on the accuracy statement", "Our lab asks whether the 0.075 % in the datasheet includes hysteresis and repeatability, or whether these come on top. The acceptance protocol depends on it."},
	{"Freight rates for Q1", "Attached to my last mail were the old rates, sorry. Sea freight Shanghai to Hamburg stays as it is in January; from February there is a surcharge of 4.5 %. If you book before the 15th, the old rates hold."},
	{"Sample units received", "The two samples are here and already on the bench. First impression: the display is much easier to read. We will send the results on Friday."},
	{"Pallets without heat treatment stamp", "Two of the pallets had no IPPC stamp. We repacked them here so that nothing is held up, the cost is EUR 86. Please remind the warehouse to use stamped ones only."},
	{"Spare parts list 2027", "Here is what we expect to order next year: 40 sensor modules, 25 displays, 60 gasket sets. Could you quote with a price break at 50 and confirm that the modules stay available until 2031?"},
	{"Re: Insurance certificate", "The certificate covers all shipments until the end of June. For the one in transit nothing else is needed. I have sent the original by courier, tracking number 55 0217."},
	{"Delivery schedule, lot 2", "Would it be possible to bring lot 2 forward by one week? The commissioning team is on site earlier than planned, and every day of waiting is expensive. If it helps, we can take a partial delivery of 20 units."},
	{"Truck booking for Friday", "The truck is booked for Friday, 07:30, dock 3. The driver needs the loading reference OI-774 and safety shoes. Please have the papers ready at the gate."},
	{"Feedback from the field test", "After 400 hours the drift is within 0.02 %. One unit showed moisture behind the glass; it had been opened on site, so we do not count it. Overall the crew is very happy."},
	{"Holiday schedule of our office", "Our office closes from 24 December to 2 January. Bookings that must move in that week should reach us by the 18th. For emergencies there is always somebody on +44 20 5550 4321."},
}

// minutes: what, text.
var minutes = [][2]string{
	{"PT-300 转产评审", "一、样机测试数据齐全，同意进入小批。\n二、EMC 预测试放在小批之前，由孙浩安排。\n三、包装改用单件纸盒，周婷提供图样。\n四、下次评审：两周后的周三 14:00。"},
	{"供应商年度评价", "一、陶瓷膜片：交期好，批次间差异偏大，要求提供过程能力数据。\n二、外壳压铸：继续使用，明年重新议价。\n三、线缆：更换供应商，试用三个月。"},
	{"客户投诉处理（显示模糊）", "一、原因是偏光片批次问题，涉及 36 台。\n二、免费更换显示模块，运费由我方承担。\n三、进料检验增加强光下目视一项。"},
	{"信息安全检查", "一、共享账号必须在月底前取消。\n二、研发代码每周备份到异地。\n三、来访人员使用访客网络，密码每天更换。"},
	{"明年产品规划", "一、PT 系列：推出无线型号，年中出样机。\n二、FT 系列：停止 DN 25 以下的开发。\n三、软件：标定软件改为订阅，先在三家客户试行。"},
	{"展会筹备", "一、展位 36 平方米，靠近 3 号入口。\n二、现场演示用 PT-300 和标定软件。\n三、翻译一名，由周婷联系。"},
	{"质量月总结", "一、直通率由 91.2% 提高到 95.6%。\n二、三个优秀改进各奖励 1,000 元。\n三、返修周期的目标改为 5 个工作日。"},
	{"华东区客户回访", "一、回访 12 家，满意 9 家。\n二、两家反映说明书难懂，研发配合改写。\n三、一家要求增加本地备件，赵敏评估。"},
}

// inquiries: who, subject, text.
var inquiries = [][3]string{
	{"江宁热力 冯涛", "PT-200 现场读数跳动", "我们有两台 PT-200 装在换热站，早高峰时读数会跳 0.3 左右，过一会儿又正常。是接地的问题，还是要换滤波参数？"},
	{"宁波港机 蒋雯", "要求补开校准证书", "去年 10 月采购的 12 台变送器，校准证书找不到了，审核要用。序列号见下：\nOI250311 至 OI250322。能否补开电子版？"},
	{"绍兴印染 沈斌", "流量计选型咨询", "介质是含少量纤维的废水，温度 40～60 度，管径 DN 80，流速大约 1.5 米每秒。请推荐型号并报价。"},
	{"太仓化工 陆婧", "备件交期", "上周下单的密封组件 20 套，合同交期是本月 28 日。装置 30 日停车检修，请务必按时，最好提前两天。"},
	{"昆山精密 范磊", "希望安排一次培训", "新来了四位仪表工，想请贵司来做半天培训，内容以校准和故障判断为主。时间我们可以配合。"},
	{"扬州水务 顾琳", "发票抬头有误", "收到的发票抬头少了「集团」两个字，税号是对的。请问是作废重开，还是开红字？"},
	{"芜湖重工 谭军", "能否提供 EPLAN 宏", "我们的图纸用 EPLAN，请问 PT-300 有没有现成的宏和三维模型？没有的话，尺寸图也可以。"},
	{"嘉兴新能源 阮希", "试用样机到期", "借用的两台样机下周到期，测试还差一组低温数据，想再延两周，不知是否方便。"},
	{"常州轨道 姚远", "关于防护等级的疑问", "车底安装，冬天会有融雪剂，IP67 够不够？有没有同样工况的案例可以参考？"},
	{"南通船舶 戴宁", "年度框架协议", "明年的框架协议想在元旦前签，数量与今年相当。请先发一版价格，我们这边走流程大约要两周。"},
	{"合肥半导体 庄毅", "洁净室用的型号", "需要用在百级洁净室，外壳不能喷漆，接头要 VCR。有没有这样的型号？数量不多，先要 8 台。"},
}

// statements: subject, text, file name.
var statements = [][3]string{
	{"十一月部门预算执行情况", "附件是截至今天的执行情况，还剩 18%。差旅已经接近上限，后面的出差请先跟我说一声。", "预算执行-11月.xlsx"},
	{"供应商对账单（恒泰物流）", "和恒泰的账对不上，差 120 元，看起来是 11 月 9 日那车的过路费。请帮忙确认是谁签收的。", "对账单-恒泰物流.xlsx"},
	{"固定资产盘点表", "你部门共 46 项，请对照实物核一遍，标签掉了的在备注里写明。", "固定资产-研发部.xlsx"},
	{"第三季度研发费用加计扣除", "需要你补三个项目的人员工时，格式见附件，月底前给我。", "加计扣除-Q3.xlsx"},
	{"报销单据退回说明", "两张出租车票的日期不清楚，先退给你，补个说明就可以再提交。", "退单明细.xlsx"},
}
