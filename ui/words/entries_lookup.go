package words

import "letterbox/mail"

// lookupClasses explain name services that answer and know no more.
var lookupClasses = map[string]entry{
	mail.ClassLookupFailed: {
		headlines: []text{
			{"域名服务器出错，没有查到 {host}", "The name service failed while looking up {host}"},
			{"域名服务器出了错", "The name service failed"},
		},
		details: []text{{
			"域名服务器有应答，但是没能查下去。多半是暂时的，也可能是这个域名的设置坏了。与账号和密码无关。",
			"It answered, but could not find out. Most often this passes; it may also be that the settings of the domain are broken. It has nothing to do with your password.",
		}},
		advice: []text{
			{"过几分钟再试一次。", "Try again in a few minutes."},
			{"使用 VPN 或代理时，断开后再试。", "If you use a VPN or proxy, disconnect it and try again."},
			{"网页都能打开，只有这台服务器查不到：请把下面这段文字发给管理员。", "If web pages open and only this server is not found, send the text below to the administrator."},
		},
		ask:     text{"查询 {host} 时域名服务器返回 SERVFAIL，请检查这个域名的 DNS。", "Looking up {host} ends in SERVFAIL. Could you check the DNS of this domain?"},
		who:     WhoNetwork,
		actions: []ActionKind{ActionRetry, ActionCopyAdmin, ActionAdvanced},
	},
}
