package words

import "letterbox/mail"

// officialHostNotFound explains a host of the catalogue that the name service does not know.
var officialHostNotFound = entry{
	headlines: []text{{"当前网络查不到 {host}", "This network cannot find {host}"}},
	details:   []text{{"这是{name}的正式地址，所以问题多半在当前网络的域名服务器（DNS），与账号和密码无关。", "This is the official server of {name}, so the fault is most likely in the name service (DNS) of this network, not in your account."}},
	advice: []text{
		{"打开任意一个网页，确认网络可用。", "Open any web page to see that the network works."},
		{"使用 VPN 或代理时，断开后再试。", "If you use a VPN or proxy, disconnect it and try again."},
		{"公司网络可能不允许访问外部邮箱，换一个网络试试。", "A company network may not allow outside mail; try another network."},
	},
	ask:     text{"请允许这台电脑访问 {host} 的端口 {port}。", "Could you allow this computer to reach port {port} of {host}?"},
	who:     WhoNetwork,
	actions: []ActionKind{ActionRetry, ActionCopyAdmin, ActionAdvanced},
}

// networkEntries explain failures before the server said a word, and connections that broke.
var networkEntries = map[mail.Code]entry{
	mail.Offline: {
		headlines: []text{{"这台电脑没有连接网络", "This computer is offline"}},
		details:   []text{{"还没有联系到{name}，与账号和密码无关。", "We have not reached {name} yet; it has nothing to do with your password."}},
		advice: []text{
			{"检查 Wi-Fi 或网线。", "Check Wi-Fi or the cable."},
			{"公司网络需要登录或 VPN 时，请先连上。", "If your network needs a sign-in or a VPN, connect that first."},
		},
		who:     WhoNetwork,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	mail.HostNotFound: {
		headlines: []text{
			{"找不到名为 {host} 的服务器", "There is no server named {host}"},
			{"找不到这个服务器", "There is no server by that name"},
		},
		details: []text{{"域名服务器说没有这个名字。多半是地址写错了，或者它只在公司网络里有效。", "The name service says that this name does not exist. It may be misspelt, or only known inside the company network."}},
		advice: []text{
			{"在高级设置中核对服务器地址。", "Check the host name under Advanced."},
			{"公司自建的邮箱：先连上公司网络或 VPN，再试一次。", "For a company's own server, connect to its network or VPN and try again."},
			{"不确定地址时，请向管理员询问。", "If you do not know the name, ask your administrator."},
		},
		ask:     text{"请告诉我收信和发信服务器的正确地址。", "What are the right names of the incoming and outgoing servers?"},
		who:     WhoYou,
		actions: []ActionKind{ActionAdvanced, ActionRetry, ActionCopyAdmin},
	},
	mail.NameLookupFailed: {
		headlines: []text{
			{"查不到 {host} 的地址：域名服务器没有应答", "Cannot look up {host}: the name service does not answer"},
			{"域名服务器没有应答", "The name service does not answer"},
		},
		details: []text{{"这通常是网络或 DNS 的临时问题，与账号和密码无关。", "This is usually a passing fault of the network or of DNS; it has nothing to do with your password."}},
		advice: []text{
			{"打开任意一个网页，确认网络可用。", "Open any web page to see that the network works."},
			{"使用 VPN 或代理时，断开后再试。", "If you use a VPN or proxy, disconnect it and try again."},
		},
		who:     WhoNetwork,
		actions: []ActionKind{ActionRetry, ActionAdvanced, ActionCopy},
	},
	mail.Refused: {
		headlines: []text{
			{"{host} 拒绝了连接", "{host} refused the connection"},
			{"服务器拒绝了连接", "The server refused the connection"},
		},
		details: []text{{"服务器在线，但端口 {port} 没有开放：端口不对、服务没有启动，或者被防火墙拦下。", "The server is there, but port {port} is closed: a wrong port, a service that is not running, or a firewall."}},
		advice: []text{
			{"在高级设置中核对端口：收信一般是 993，发信一般是 465 或 587。", "Check the port under Advanced: usually 993 for receiving, 465 or 587 for sending."},
			{"公司自建的邮箱：请管理员确认服务已启动，防火墙已放行。", "For a company's own server, ask the administrator whether the service runs and the firewall lets it through."},
		},
		ask:     text{"请确认 {host} 的端口 {port} 已开放。", "Could you check that port {port} of {host} is open?"},
		who:     WhoYou,
		actions: []ActionKind{ActionCorrect, ActionAdvanced, ActionRetry, ActionCopyAdmin},
	},
	mail.Unreachable: {
		headlines: []text{
			{"连不上 {host}：服务器没有应答", "Cannot reach {host}: no answer"},
			{"连不上服务器：没有应答", "Cannot reach the server: no answer"},
		},
		details: []text{
			{"等了 {after}，没有任何回音。", "We waited {after} and heard nothing."},
			{"可能是防火墙拦下了连接，或者服务器只允许在公司网络里访问。", "A firewall may be in the way, or the server may only answer inside the company network."},
		},
		advice: []text{
			{"打开任意一个网页，确认网络可用。", "Open any web page to see that the network works."},
			{"公司邮箱：先连上公司网络或 VPN。", "For corporate mail, connect to the company network or VPN."},
			{"换一个网络（例如手机热点）再试，可以看出是不是当前网络的限制。", "Try another network, such as a phone's hotspot, to see whether this one is the limit."},
		},
		ask:     text{"请确认从我的网络可以访问 {host} 的端口 {port}。", "Could you check that port {port} of {host} can be reached from my network?"},
		who:     WhoNetwork,
		actions: []ActionKind{ActionRetry, ActionAdvanced, ActionCopyAdmin},
	},
	mail.ConnectionLost: {
		headlines: []text{
			{"{host} 在「{stage}」这一步断开了连接", "{host} closed the connection at “{stage}”"},
			{"{host} 中途断开了连接", "{host} closed the connection"},
			{"连接中途断开", "The connection was lost"},
		},
		details: []text{
			{"连接已经建立，在「{stage}」这一步断开，没有说明原因。", "The connection was made and ended at “{stage}”, without a reason."},
		},
		advice: []text{
			{"再试一次，多数情况是暂时的。", "Try again; most of the time this passes."},
			{"反复出现时，暂时关闭安全软件的「邮件扫描」，或换一个网络。", "If it keeps happening, turn off mail scanning in your security software for a moment, or use another network."},
		},
		who:     WhoNetwork,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	mail.TimedOut: {
		headlines: []text{
			{"{host} 在「{stage}」这一步没有答复", "{host} did not answer at “{stage}”"},
			{"{host} 没有及时答复", "{host} took too long to answer"},
			{"等待答复超时", "The answer took too long"},
		},
		details: []text{
			{"已经连上，在「{stage}」这一步没有等到答复。", "We are connected, but no answer came at “{stage}”."},
			{"等待的时间是 {after}。", "We waited {after}."},
		},
		advice: []text{
			{"过一会儿再试，服务器可能正忙。", "Try again in a while; the server may be busy."},
			{"网络很慢时，换一个网络再试。", "If the network is slow, try another one."},
		},
		who:     WhoNetwork,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
}
