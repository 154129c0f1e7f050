package demo

import (
	"fmt"
	"strings"
)

// newsletter is a long HTML message of nested tables, with remote images and a tracking pixel. The images' host
// does not exist; a program that asks for them before the person agreed is broken.
func newsletter() letter {
	articles := []struct{ title, text, price string }{
		{"Ceramic cells outlast steel in brine", "A two-year field test on an offshore platform shows that ceramic pressure cells drift four times less than steel ones. The team explains how they sealed the joint.", "8 min"},
		{"Calibration without a laboratory", "Portable dead-weight testers have become light enough for one person. We compared five of them in a windy car park.", "6 min"},
		{"HART, fieldbus or single pair Ethernet?", "What changes for maintenance crews when a transmitter gets an address of its own, and what does not.", "11 min"},
		{"Reading a datasheet between the lines", "Total error band, reference accuracy, long-term stability: three numbers that are often mixed up, and the questions to ask.", "5 min"},
		{"仪表防爆认证的新变化", "新版标准对本安回路的计算方法作了调整，已经取证的产品有三年过渡期。我们整理了需要补做的试验。", "7 分钟"},
		{"Workshop: noise on 4–20 mA loops", "Bring your own trace. Two hours on shields, grounds and the cable that nobody remembers laying.", "live"},
	}
	var rows strings.Builder
	for i, a := range articles {
		fmt.Fprintf(&rows, `<tr><td style="padding:16px 24px;border-top:1px solid #dde2e8"><table width="100%%" cellpadding="0" cellspacing="0"><tr><td width="136" valign="top"><img src="https://images.weekly.example/2026/47/%d.jpg" width="120" height="80" alt="%s" style="display:block;border-radius:4px"></td><td valign="top"><h3 style="margin:0 0 6px;font-size:17px;color:#1a1e24">%s</h3><p style="margin:0 0 8px;font-size:14px;line-height:21px;color:#59626f">%s</p><a href="https://weekly.example/2026/47/%d?utm_source=mail" style="color:#2456c8;font-size:14px">Read on</a> <span style="color:#7b8592;font-size:12px">%s</span></td></tr></table></td></tr>`,
			i+1, a.title, a.title, a.text, i+1, a.price)
	}
	var prices strings.Builder
	for _, r := range [][3]string{{"PT-200, 0.25", "¥ 1,280", "3 weeks"}, {"PT-300, 0.075", "¥ 2,460", "5 weeks"}, {"TT-40, Pt100", "¥ 640", "in stock"}, {"FT-80, DN 50", "¥ 7,900", "8 weeks"}} {
		fmt.Fprintf(&prices, `<tr><td style="padding:6px 8px;border-bottom:1px solid #eceff3">%s</td><td align="right" style="padding:6px 8px;border-bottom:1px solid #eceff3">%s</td><td align="right" style="padding:6px 8px;border-bottom:1px solid #eceff3">%s</td></tr>`, r[0], r[1], r[2])
	}
	html := `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Instruments Weekly 47</title><style>@media (max-width:480px){.wide{width:100%!important}}</style></head><body bgcolor="#f5f6f8" style="margin:0;font-family:Helvetica,Arial,sans-serif">` +
		`<div style="display:none;max-height:0;overflow:hidden">Ceramic cells, portable testers, and why your loop is noisy.</div>` +
		`<table width="100%" cellpadding="0" cellspacing="0" bgcolor="#f5f6f8"><tr><td align="center" style="padding:24px 0"><table class="wide" width="640" cellpadding="0" cellspacing="0" bgcolor="#ffffff">` +
		`<tr><td style="padding:24px;background:#171a1f;color:#ffffff"><img src="https://images.weekly.example/logo.png" width="140" height="28" alt="Instruments Weekly"><div style="font-size:13px;color:#a3acb8;margin-top:8px">Issue 47 · Pressure, temperature, flow</div></td></tr>` +
		rows.String() +
		`<tr><td style="padding:16px 24px;border-top:1px solid #dde2e8"><h3 style="margin:0 0 8px;font-size:17px">This week's list prices</h3><table width="100%" cellpadding="0" cellspacing="0" style="font-size:13px">` + prices.String() + `</table></td></tr>` +
		`<tr><td align="center" style="padding:20px 24px;background:#eceff3;font-size:12px;color:#59626f">You receive this because you subscribed as demo@letterbox.example.<br><a href="https://weekly.example/unsubscribe?u=demo" style="color:#59626f">Unsubscribe</a></td></tr>` +
		`</table></td></tr></table><img src="https://track.weekly.example/open.gif?u=demo&amp;i=47" width="1" height="1" alt=""></body></html>`
	return letter{
		from: news, when: moment{0, 7, 15}, subject: "Instruments Weekly 47: ceramic cells, portable testers, noisy loops", html: html,
		text:    "Instruments Weekly, issue 47\n\nCeramic cells outlast steel in brine\nCalibration without a laboratory\nHART, fieldbus or single pair Ethernet?\nReading a datasheet between the lines\n\nRead on: https://weekly.example/2026/47",
		headers: []string{"List-Id: <weekly.weekly.example>", "List-Unsubscribe: <https://weekly.example/unsubscribe?u=demo>", "Precedence: bulk"},
	}
}
