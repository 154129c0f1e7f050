package mailtest

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"letterbox/mail"
)

// tongue is a language of the corpus: its words, commonest first, how they are joined, and how its mail is encoded.
type tongue struct {
	words    []string
	joint    string // between words
	stop     string // after a sentence
	charsets []string
	given    []string
	family   []string
}

var tongueWeights = []int{42, 8, 34, 8, 8}

var tongues = []*tongue{
	{
		words: strings.Fields(`the to and of a in is for that you it on with be are this have as your we from can will not at or if
			please meeting report invoice server update version test review schedule budget customer order delivery payment account
			release project draft contract feature error database network certificate backup question answer problem change plan
			deadline team office travel hotel train flight ticket weather summer winter school teacher garden kitchen music concert
			library chapter author paper research result analysis figure table column message folder attachment archive draft reply
			tomorrow yesterday monday tuesday wednesday thursday friday morning evening week month quarter year thanks regards`),
		joint: " ", stop: ". ", charsets: []string{"us-ascii", "us-ascii", "utf-8", "iso-8859-1"},
		given:  strings.Fields(`James Mary Robert Patricia John Jennifer Grace Linda David Elizabeth William Susan Karen Paul Anna Priya`),
		family: strings.Fields(`Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson Taylor Moore Hopper Patel`),
	},
	{
		words: strings.Fields(`und die der das ist nicht mit auf bitte für über möchte Grüße Straße Rechnung Angebot prüfen Änderung können
			müssen Besprechung Termin nächste Woche vielen Dank Größe Übersicht Vertrag Lieferung Konto Frage Büro Geschäftsführung`),
		joint: " ", stop: ". ", charsets: []string{"iso-8859-1", "windows-1252", "utf-8"},
		given:  strings.Fields(`Jürgen Björn Heike Anke Günther Käthe Sören Ulrike`),
		family: strings.Fields(`Müller Schäfer Weiß Köhler Groß Jäger Böhm Krüger`),
	},
	{
		words: strings.Fields(`的 了 在 和 是 有 请 我们 您好 谢谢 会议 项目 合同 报告 发票 财务 系统 服务器 邮件 客户 需求 测试 版本 发布 上线 数据 分析
			统计 设计 方案 预算 审批 流程 通知 安排 时间 地点 北京 上海 深圳 广州 杭州 成都 公司 部门 经理 同事 团队 培训 课程 学习 考试 成绩 论文 研究
			实验 结果 讨论 问题 解决 修改 更新 确认 回复 附件 文件 资料 下载 链接 密码 账户 登录 注册 验证码 订单 物流 快递 退款 付款 转账 银行 信用卡 账单
			优惠 折扣 活动 春节 国庆 假期 请假 出差 机票 酒店 高铁 行程 天气 健康 医院 体检 保险 房租 水电 物业 装修 家长 老师 孩子 生日 今天 明天 下周`),
		joint: "", stop: "。", charsets: []string{"utf-8", "utf-8", "gbk", "gb2312", "gb18030"},
		given:  strings.Fields(`伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 秀英 建国 志强 晓东 海燕`),
		family: strings.Fields(`王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗`),
	},
	{
		words: strings.Fields(`的 了 在 和 是 請 我們 您好 謝謝 會議 專案 合約 報告 發票 財務 系統 伺服器 郵件 客戶 需求 測試 版本 發佈 資料 分析 設計
			預算 流程 通知 安排 時間 地點 台北 高雄 香港 公司 部門 經理 同事 團隊 課程 學習 研究 實驗 結果 討論 問題 解決 修改 更新 確認 回覆 附件 檔案
			下載 連結 密碼 帳戶 登入 註冊 訂單 物流 退款 付款 轉帳 銀行 優惠 活動 新年 假期 出差 機票 酒店 行程 天氣 健康 醫院 保險 今天 明天 下週`),
		joint: "", stop: "。", charsets: []string{"big5", "utf-8"},
		given:  strings.Fields(`志明 春嬌 淑芬 雅婷 家豪 俊傑 怡君 冠宇`),
		family: strings.Fields(`陳 林 黃 張 李 王 吳 劉`),
	},
	{
		words: strings.Fields(`です ます の は を が に と で も 会議 資料 お世話になっております 株式会社 東京 大阪 確認 お願いします
			ありがとうございます 添付 ファイル 送付 予定 明日 打ち合わせ 見積書 請求書 契約 検討 ご連絡 よろしく 会社 担当 製品 納期`),
		joint: "", stop: "。", charsets: []string{"iso-2022-jp", "utf-8"},
		given:  strings.Fields(`健二 花子 太郎 美咲 翔太 陽子`),
		family: strings.Fields(`佐藤 鈴木 高橋 田中 渡辺 山本`),
	},
}

var corpusDomains = strings.Fields(`example.com example.org example.net corp.example lists.example.org mail.example.cn shop.example
	univ.example.edu bank.example news.example`)

// phrase joins n words.
func (t *tongue) phrase(random *rand.Rand, n int) string {
	var b strings.Builder
	for k := range n {
		if k > 0 {
			b.WriteString(t.joint)
		}
		w := t.words[skewed(random, len(t.words))]
		if k == 0 {
			first, size := utf8.DecodeRuneInString(w)
			b.WriteRune(unicode.ToUpper(first))
			w = w[size:]
		}
		b.WriteString(w)
	}
	return b.String()
}

// text returns about n bytes of paragraphs, lines of words wrapped at 72 columns, ending with a line end.
func (t *tongue) text(random *rand.Rand, n int) string {
	var b strings.Builder
	column := 0
	for b.Len() < n {
		sentence := t.phrase(random, 6+random.IntN(12)) + t.stop
		if column += len(sentence); column > 300 {
			b.WriteString("\n\n")
			column = 0
		} else if t.joint != "" && column > 72 {
			b.WriteByte('\n')
			column = 0
		}
		b.WriteString(sentence)
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), " \n", "\n") + "\n"
}

// person invents a correspondent.
func person(random *rand.Rand, t *tongue) mail.Address {
	given, family := skewed(random, len(t.given)), skewed(random, len(t.family))
	name := t.family[family] + t.given[given]
	if t.joint != "" {
		name = t.given[given] + " " + t.family[family]
	}
	return mail.Address{
		Name: name, Local: "p" + strconv.Itoa(100*given+family),
		Domain: corpusDomains[(given+family)%len(corpusDomains)],
	}
}
