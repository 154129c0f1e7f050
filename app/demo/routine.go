package demo

import (
	"fmt"

	"letterbox/mail"
)

// routine is what machines and departments send every week: 39 messages in the inbox.
func routine() []letter {
	var all []letter
	all = append(all, series(weeks, moment{2, 9, 20}, 5, func(i int, w [2]string) letter {
		return letter{
			from: sun, to: []person{me}, cc: []person{zhang}, subject: "研发周报（第 {week} 周）",
			text: "本周完成：\n" + w[0] + "\n\n下周计划：\n" + w[1] + "\n\n风险：暂无。\n\n孙浩",
		}
	})...)
	all = append(all, series(approvals, moment{0, 8, 5}, 2, func(i int, a [4]string) letter {
		return letter{
			from: oa, subject: fmt.Sprintf("[OA] %s：%s", a[0], a[1]),
			text:    fmt.Sprintf("您好，陈默：\n\n流程：%s\n申请人：%s\n内容：%s\n当前状态：%s\n\n请登录 https://oa.letterbox.example/flow/%d 处理。\n本邮件由系统发出，请勿回复。", a[0], a[2], a[1], a[3], 20264100+i),
			headers: []string{"Auto-Submitted: auto-generated"},
		}
	})...)
	all = append(all, series(alerts, moment{0, 6, 40}, 3, func(i int, a [3]string) letter {
		return letter{
			from: ops, subject: fmt.Sprintf("[%s] %s", a[0], a[1]),
			text:    fmt.Sprintf("State:   %s\nService: %s\nDetail:  %s\n\nDashboard: https://ops.letterbox.example/d/%d\nRunbook:   https://ops.letterbox.example/wiki/%d", a[0], a[1], a[2], 300+i, 40+i),
			headers: []string{"Auto-Submitted: auto-generated"},
		}
	})...)
	all = append(all, series(notices, moment{1, 10, 30}, 5, func(i int, n [2]string) letter {
		from := wang
		if i%2 == 1 {
			from = liu
		}
		l := letter{from: from, to: []person{{"全体员工", "all@letterbox.example"}}, subject: n[0], text: "各位同事：\n\n" + n[1] + "\n\n" + from.name}
		if i == 3 {
			l.flags = mail.Flagged
		}
		return l
	})...)
	return all
}

// weeks: done, planned; the latest first.
var weeks = [][2]string{
	{"1. PT-300 高温漂移测试，6 台样机全部通过\n2. 修复 HART 从机地址为 0 时不应答的问题", "1. 出具测试报告\n2. 开始 EMC 预测试"},
	{"1. PT-300 样机装配 6 台\n2. 标定软件增加批量导出", "1. 高温漂移测试\n2. 处理现场反馈的两个显示问题"},
	{"1. 结构件改模完成，壁厚加 0.3 mm\n2. 固件 2.4.1 提交测试", "1. 样机装配\n2. 编写用户手册第三章"},
	{"1. 与供应商确认陶瓷膜片的公差\n2. 完成固件代码评审 14 处", "1. 跟进改模\n2. 固件 2.4.1 收尾"},
	{"1. FT-80 流量计外场试验（青岛），数据 72 小时\n2. 新人培训两次", "1. 整理外场数据\n2. 确定膜片供应商"},
	{"1. FT-80 外场试验准备，设备发运\n2. 更新物料清单 B 版", "1. 青岛现场安装\n2. 物料清单归档"},
	{"1. TT-40 温度变送器小批 30 台下线\n2. 测试工装第二版投入使用", "1. FT-80 外场试验准备\n2. 统计小批的直通率"},
	{"1. 节前版本冻结，遗留问题 5 个\n2. 专利交底书初稿", "1. 安排 TT-40 小批\n2. 专利交底书修改"},
}

// approvals: kind, what, who, state.
var approvals = [][4]string{
	{"用印申请", "申立机电二期报价单盖章", "赵敏", "待您审批"},
	{"差旅报销", "青岛现场支持 3 天，合计 4,862.00 元", "孙浩", "待您审批"},
	{"请假申请", "年假 2 天（周四、周五）", "刘洋", "已通过"},
	{"采购申请", "六位半数字万用表 1 台", "孙浩", "待财务审批"},
	{"访客登记", "Kranich GmbH 来访 3 人", "张伟", "已通过"},
	{"用车申请", "松江仓库看场地", "吴迪", "已通过"},
	{"差旅报销", "杭州客户拜访，合计 1,204.50 元", "赵敏", "已打款"},
	{"合同评审", "年度运输合同（恒泰物流）", "李娜", "待您审批"},
	{"请假申请", "事假半天", "周婷", "已通过"},
	{"采购申请", "恒温槽校准服务", "孙浩", "已通过"},
	{"固定资产", "笔记本电脑报废 2 台", "刘洋", "已归档"},
	{"用印申请", "展会参展合同盖章", "周婷", "已归档"},
}

// alerts: state, service, detail.
var alerts = [][3]string{
	{"RESOLVED", "backup-nightly", "The backup of 02:00 finished in 41 min, 318 GB."},
	{"WARNING", "disk /data on sh-file-02", "87 % used, about 9 days until full."},
	{"RESOLVED", "VPN gateway", "Tunnel to Hamburg is up again after 4 min."},
	{"CRITICAL", "VPN gateway", "Tunnel to Hamburg is down, 3 retries failed."},
	{"WARNING", "certificate oa.letterbox.example", "Expires in 21 days."},
	{"RESOLVED", "mail queue", "0 messages waiting, highest was 212."},
	{"WARNING", "mail queue", "212 messages waiting for more than 10 min."},
	{"RESOLVED", "UPS room 3", "On mains power, battery 98 %."},
	{"CRITICAL", "UPS room 3", "On battery, 34 min left."},
	{"WARNING", "license server", "2 of 40 seats free for the CAD package."},
}

// notices: subject, text; by personnel and IT in turn.
var notices = [][2]string{
	{"关于本周五下午消防演练的通知", "本周五 15:00 进行消防演练，听到警报后请走楼梯到一楼广场集合，不要乘电梯。演练大约 30 分钟，请提前保存好手头的工作。"},
	{"邮箱容量调整", "从下周一起，每人邮箱的容量由 5 GB 调整到 20 GB，不需要任何操作。超过 50 MB 的文件仍然请用网盘发送。"},
	{"年度体检预约", "今年的体检可以在三家医院中选择，请在月底前登录 OA 预约。家属可以自费参加，价格与公司相同。"},
	{"打印机驱动更新", "三楼和五楼的打印机已更换，请删除旧的打印机，再从 https://it.letterbox.example/print 重新添加。扫描会直接发到您的邮箱。"},
	{"元旦放假安排", "元旦放假三天，1 月 4 日（周一）上班。需要值班的部门请在 12 月 20 日前把名单报到人事部。"},
	{"会议室预订规则", "预订后 15 分钟无人使用的，系统会自动释放。外部来访请优先安排在三楼 A、B 两间，那里有投影和视频会议。"},
	{"内部推荐奖励", "固件工程师、华东区销售各招一名，推荐成功奖励 3,000 元，试用期满后发放。简历请直接发给我。"},
	{"办公网络检修", "本周日 20:00–23:00 检修核心交换机，期间网络和电话会中断两次，每次不超过 20 分钟。"},
	{"社保基数确认", "请在 OA 中核对新年度的社保基数，有疑问的在周三前告诉我，逾期视为确认。"},
}
