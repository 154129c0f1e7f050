package demo

// The people of the sample mailbox. All domains are reserved for examples (RFC 2606).
var (
	zhang = person{"张伟", "zhang.wei@letterbox.example"} // project manager
	li    = person{"李娜", "li.na@letterbox.example"}     // finance
	wang  = person{"王芳", "wang.fang@letterbox.example"} // personnel
	liu   = person{"刘洋", "liu.yang@letterbox.example"}  // IT
	zhao  = person{"赵敏", "zhao.min@letterbox.example"}  // sales, east China
	sun   = person{"孙浩", "sun.hao@letterbox.example"}   // development
	zhou  = person{"周婷", "zhou.ting@letterbox.example"} // marketing
	wu    = person{"吴迪", "wu.di@letterbox.example"}     // warehouse
	qian  = person{"钱进", "qian.jin@shenli.example"}     // customer in Shanghai
	he    = person{"何静", "he.jing@hengtai.example"}     // carrier in Hangzhou
	anna  = person{"Anna Becker", "anna.becker@kranich.example"}
	james = person{"James Porter", "james.porter@harbour.example"}
	sato  = person{"佐藤健二", "sato@hoshino.example"}
	oa    = person{"远洋 OA", "noreply@oa.letterbox.example"}
	ops   = person{"Ops Monitor", "alerts@ops.letterbox.example"}
	cloud = person{"Harbour Cloud Billing", "billing@cloud.harbour.example"}
	news  = person{"Instruments Weekly", "news@weekly.example"}
	post  = person{"Mail Delivery System", "MAILER-DAEMON@letterbox.example"}
)

const (
	signZhang = "\n\n-- \n张伟 | 项目部\n远洋仪器有限公司\n电话 021-5550 0101"
	signZhao  = "\n\n-- \n赵敏 | 华东区销售\n远洋仪器有限公司"
	signAnna  = "\n\n-- \nAnna Becker\nHead of Purchasing, Kranich GmbH\n+49 40 5550 1234"
	signJames = "\n\n-- \nJames Porter\nHarbour Logistics Ltd"
	signMe    = "\n\n-- \n陈默 Chen Mo\n远洋仪器有限公司 Ocean Instruments"
)
