package words

import "letterbox/mail"

// secureEntries explain why a connection could not be protected. In none of these cases was a password sent.
var secureEntries = map[mail.Code]entry{
	mail.TLSNotOffered: {
		headlines: []text{{"{Name}没有提供加密连接", "{Name} does not offer an encrypted connection"}},
		details:   []text{{"服务器不支持 STARTTLS。为了不让密码明文传送，Letterbox 停在了这里。", "The server has no STARTTLS. Letterbox stopped here so that your password is not sent in the clear."}},
		advice: []text{
			{"在高级设置中把加密方式改为 SSL/TLS：收信端口 993，发信端口 465。", "Under Advanced change the encryption to SSL/TLS: port 993 for receiving, 465 for sending."},
			{"仍然不行时，请管理员在服务器上开启加密。", "If that does not help, ask the administrator to turn encryption on."},
		},
		ask:     text{"请在 {host} 上开启 TLS 或 STARTTLS。", "Could you turn TLS or STARTTLS on at {host}?"},
		who:     WhoYou,
		actions: []ActionKind{ActionCorrect, ActionAdvanced, ActionRetry, ActionCopyAdmin},
	},
	mail.TLSUntrusted: {
		headlines: []text{{"{Name}的证书不受这台电脑信任", "The certificate of {name} is not trusted"}},
		details: []text{
			{"证书由「{issuer}」签发。", "It was issued by “{issuer}”."},
			{"可能是公司自己签发的证书，也可能有人在中间冒充服务器。密码没有发出。", "It may be the company's own certificate, or somebody may be posing as the server. Your password was not sent."},
		},
		advice: []text{
			{"在公共 Wi-Fi 上：换一个网络再试。", "On public Wi-Fi, try another network."},
			{"公司邮箱：请管理员把公司的根证书安装到这台电脑。", "For corporate mail, ask the administrator to install the company's root certificate on this computer."},
			{"安全软件会检查加密流量时，请为邮件关闭这项检查。", "If your security software inspects encrypted traffic, turn that off for mail."},
		},
		ask:     text{"请提供公司的根证书，或为 {host} 换上公共机构签发的证书。", "Could you provide the company's root certificate, or give {host} a publicly trusted one?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionCertificate, ActionRetry, ActionAdvanced},
	},
	mail.TLSExpired: {
		headlines: []text{{"{Name}的证书不在有效期内", "The certificate of {name} is out of date"}},
		details: []text{
			{"证书的有效期是 {from} 至 {until}。", "It is valid from {from} to {until}."},
			{"密码没有发出。", "Your password was not sent."},
		},
		advice: []text{
			{"先看这台电脑的日期和时间是否正确。", "First see whether date and time of this computer are right."},
			{"时间正确的话，要由服务器的管理员更新证书。", "If they are, the administrator of the server has to renew the certificate."},
		},
		ask:     text{"请更新 {host} 的证书。", "Could you renew the certificate of {host}?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionRetry, ActionCertificate, ActionCopyAdmin},
	},
	mail.TLSWrongName: {
		headlines: []text{
			{"{host} 出示的证书属于别的名字", "The certificate of {host} is for another name"},
			{"服务器的证书属于别的名字", "The certificate of the server is for another name"},
		},
		details: []text{
			{"证书上的名字是 {names}。", "It names {names}."},
			{"密码没有发出。", "Your password was not sent."},
		},
		advice: []text{
			{"如果证书上的名字属于您的公司或服务商，在高级设置中把服务器地址改成它。", "If a name on the certificate belongs to your company or provider, use it as the host under Advanced."},
			{"不确定时，请管理员确认服务器地址。", "If you are not sure, ask the administrator for the right host name."},
		},
		ask:     text{"{host} 的证书与地址不符，请告诉我应该填写的服务器地址。", "The certificate of {host} is for another name. Which host should I use?"},
		who:     WhoYou,
		actions: []ActionKind{ActionAdvanced, ActionCertificate, ActionRetry, ActionCopyAdmin},
	},
	mail.TLSFailed: {
		headlines: []text{{"与{name}建立不了安全连接", "Cannot set up a secure connection to {name}"}},
		details:   []text{{"双方谈不拢加密的版本或算法。服务器可能太旧，也可能有软件在中间检查流量。", "The two sides could not agree on a version or cipher. The server may be too old, or something in between inspects the traffic."}},
		advice: []text{
			{"关闭安全软件或代理对加密流量的检查，再试一次。", "Turn off inspection of encrypted traffic in security software or proxy, and try again."},
			{"公司自建的邮箱：请管理员在服务器上启用 TLS 1.2 或更高版本。", "For a company's own server, ask the administrator to enable TLS 1.2 or later."},
		},
		ask:     text{"请在 {host} 上启用 TLS 1.2 或更高版本。", "Could you enable TLS 1.2 or later on {host}?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionRetry, ActionAdvanced, ActionCopyAdmin},
	},
	mail.PlainPort: {
		headlines: []text{{"{Name}的这个端口要用 STARTTLS", "This port of {name} wants STARTTLS"}},
		details:   []text{{"端口 {port} 先用明文应答，再切换到加密；当前设置一开始就加密。", "Port {port} begins in the clear and then switches; the present setting encrypts from the start."}},
		advice: []text{
			{"在高级设置中把加密方式改为 STARTTLS。", "Under Advanced change the encryption to STARTTLS."},
			{"或者保留 SSL/TLS，把端口改为 993（收信）或 465（发信）。", "Or keep SSL/TLS and use port 993 for receiving, 465 for sending."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionCorrect, ActionAdvanced, ActionRetry, ActionCopy},
	},
	mail.WrongProtocol: {
		headlines: []text{
			{"{host} 上应答的是 {speaks}，不是 {protocol}", "What answers at {host} is {speaks}, not {protocol}"},
			{"{host} 上应答的不是这种邮件服务", "Something else answers at {host}"},
			{"应答的不是这种邮件服务", "Something else answers there"},
		},
		details: []text{
			{"那里应答的是 {speaks}。", "What answers there is {speaks}."},
			{"密码没有发出。", "Your password was not sent."},
		},
		advice: []text{
			{"在高级设置中看看收信和发信服务器有没有填反。", "See under Advanced whether the incoming and outgoing servers are swapped."},
			{"核对端口：IMAP 是 993，POP3 是 995，SMTP 是 465。", "Check the port: 993 for IMAP, 995 for POP3, 465 for SMTP."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionCorrect, ActionAdvanced, ActionRetry, ActionCopy},
	},
	mail.PlainForbidden: {
		headlines: []text{{"没有连接{name}：连接没有加密", "Not connected to {name}: it would not be encrypted"}},
		details:   []text{{"不加密时，密码和邮件会被沿途的人读到，所以 Letterbox 不这样做。", "Without encryption anyone on the way can read password and mail, so Letterbox does not do it."}},
		advice: []text{
			{"在高级设置中改用 SSL/TLS 或 STARTTLS。", "Under Advanced use SSL/TLS or STARTTLS."},
			{"服务器确实只有明文端口时，只有管理员能通过策略允许它。", "If the server has nothing else, only the administrator can allow it by policy."},
		},
		ask:     text{"{host} 没有加密端口。请开启 TLS，或在 Letterbox 的策略中允许这台服务器。", "{host} has no encrypted port. Could you turn TLS on, or allow the server in the policy of Letterbox?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCorrect, ActionAdvanced, ActionCopyAdmin},
	},
}

// certificateTooNew explains a certificate whose time has not come, which mostly is a clock that is behind.
var certificateTooNew = entry{
	headlines: []text{{"{Name}的证书还没有生效，或者电脑的时间不对", "The certificate of {name} is not valid yet, or the clock is behind"}},
	details: []text{
		{"证书从 {from} 起有效。", "It is valid from {from}."},
		{"密码没有发出。", "Your password was not sent."},
	},
	advice: []text{
		{"核对这台电脑的日期和时间，并打开自动设置时间。", "Check date and time of this computer, and let it set them by itself."},
		{"时间正确的话，请管理员检查服务器的证书。", "If they are right, ask the administrator to look at the server's certificate."},
	},
	ask:     text{"{host} 的证书要到 {from} 才生效，请检查。", "The certificate of {host} is valid only from {from}. Could you look at it?"},
	who:     WhoYou,
	actions: []ActionKind{ActionRetry, ActionCertificate, ActionCopyAdmin},
}

// certificateRevoked explains a certificate that its own authority has taken back.
var certificateRevoked = entry{
	headlines: []text{{"{Name}的证书已被吊销", "The certificate of {name} has been revoked"}},
	details: []text{
		{"签发机构「{issuer}」收回了这张证书，它的密钥可能已经泄露。", "“{issuer}”, who issued it, has taken it back; its key may be in wrong hands."},
		{"密码没有发出。", "Your password was not sent."},
	},
	advice: []text{
		{"在公共 Wi-Fi 上：换一个网络再试。", "On public Wi-Fi, try another network."},
		{"请管理员为服务器换上新的证书。", "Ask the administrator to give the server a new certificate."},
	},
	ask:     text{"{host} 的证书已被吊销，请换上新的证书。", "The certificate of {host} has been revoked. Could you replace it?"},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionCopyAdmin, ActionRetry, ActionAdvanced},
}

// serverUnproven explains a sign-in in which the server owed a proof and did not give it.
var serverUnproven = entry{
	headlines: []text{{"{Name}没能证明它知道您的密码", "{Name} could not prove that it knows your password"}},
	details: []text{
		{"在这种登录方式中，服务器也要证明自己。没有通过时，应答的可能是别的服务器。", "In this kind of sign-in the server proves itself too. Where it does not, something else may be answering."},
		{"密码没有发出。", "Your password was not sent."},
	},
	advice: []text{
		{"在公共 Wi-Fi 上：换一个网络再试。", "On public Wi-Fi, try another network."},
		{"在高级设置中核对服务器地址。", "Check the server's address under Advanced."},
		{"请管理员检查服务器的 SCRAM 登录。", "Ask the administrator to look at the server's SCRAM sign-in."},
	},
	ask:     text{"用 SCRAM 登录 {host} 时，服务器没有给出正确的签名，请帮忙检查。", "When I sign in to {host} by SCRAM, the server's signature is wrong. Could you look at it?"},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionRetry, ActionAdvanced, ActionCopyAdmin},
}
