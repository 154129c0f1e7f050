package words

// certificateChanged explains a certificate that is not the one which the person accepted for this server.
var certificateChanged = entry{
	headlines: []text{{"{Name}换了证书，不是您接受过的那张", "The certificate of {name} changed since you accepted it"}},
	details: []text{
		{"接受过的指纹是 {pinned}，现在出示的是 {sha256}。", "You accepted {pinned}; what it shows now is {sha256}."},
		{"{samekey}", "{samekey}"},
		{"可能是管理员换了证书，也可能有人在中间冒充服务器。密码没有发出。", "The administrator may have replaced it, or somebody may be posing as the server. Your password was not sent."},
	},
	advice: []text{
		{"问管理员是否换过证书，并请他告诉您新证书的指纹。", "Ask the administrator whether it was replaced, and for the fingerprint of the new one."},
		{"点「查看证书」，逐位核对指纹；一致时才接受新证书。", "Show the certificate, compare the fingerprint, and accept the new one only if they are the same."},
		{"指纹不一致，或者问不到人时，换一个网络再试，不要接受。", "If they differ, or there is nobody to ask, try another network and do not accept it."},
	},
	ask:     text{"{host} 的证书与以前不同。请确认是否换过证书，并告诉我新证书的 SHA-256 指纹。", "The certificate of {host} is another one than before. Was it replaced, and what is the SHA-256 fingerprint of the new one?"},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionCopyAdmin, ActionCertificate, ActionRetry, ActionAdvanced},
}

// certificateEnded explains a certificate that the person accepted for a time which is over.
var certificateEnded = entry{
	headlines: []text{{"您为{name}接受过的证书已经到期", "The certificate you accepted for {name} has run out"}},
	details: []text{
		{"这张证书的有效期到 {until} 为止，接受它的决定也随之失效。", "It was valid until {until}, and your acceptance ended with it."},
		{"密码没有发出。", "Your password was not sent."},
	},
	advice: []text{
		{"请管理员为服务器换上新的证书。", "Ask the administrator to give the server a new certificate."},
		{"来不及更换时，点「查看证书」，核对指纹后再接受 30 天。", "If that takes time, show the certificate, compare the fingerprint and accept it for another 30 days."},
	},
	ask:     text{"请更新 {host} 的证书，它已经到期。", "Could you renew the certificate of {host}? It has expired."},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionCopyAdmin, ActionCertificate, ActionRetry},
}

// certificateNotNamed explains a server that shows another certificate than the one whose fingerprint was given.
var certificateNotNamed = entry{
	headlines: []text{{"{Name}出示的证书与给出的指纹不符", "{Name} shows a certificate with another fingerprint"}},
	details: []text{
		{"给出的指纹是 {pinned}，服务器出示的是 {sha256}。", "The one given is {pinned}; the server shows {sha256}."},
		{"没有接受任何证书。", "Nothing was accepted."},
	},
	advice: []text{
		{"向管理员核对 SHA-256 指纹和服务器地址。", "Check the SHA-256 fingerprint and the host with the administrator."},
		{"两者都对时，换一个网络再试：可能有人在中间冒充服务器。", "If both are right, try another network: somebody may be posing as the server."},
	},
	ask:     text{"请告诉我 {host} 的证书的 SHA-256 指纹。", "What is the SHA-256 fingerprint of the certificate of {host}?"},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionCopyAdmin, ActionCertificate, ActionRetry},
}

// exceptionPublic explains why no exception can be made for a server of a known provider.
var exceptionPublic = entry{
	headlines: []text{{"不能为{name}另行接受证书", "No exception can be made for {name}"}},
	details: []text{
		{"这是知名服务商的服务器，它们的证书都由公共机构签发。证书不对，说明有人或有软件挡在中间。", "The servers of well-known providers have publicly trusted certificates. One that is not means that somebody or something stands in between."},
	},
	advice: []text{
		{"换一个网络再试，例如手机热点。", "Try another network, a phone's hotspot for example."},
		{"安全软件或公司的网关会检查加密流量时，请管理员让邮件不经过它。", "If security software or a company gateway inspects encrypted traffic, have the administrator exempt mail from it."},
	},
	ask:     text{"连接 {host} 时出示的证书不是服务商的，请检查网络中检查加密流量的设备。", "The certificate shown for {host} is not the provider's. Could you look at what inspects encrypted traffic in our network?"},
	who:     WhoNetwork,
	actions: []ActionKind{ActionRetry, ActionCopyAdmin},
}

// exceptionForbidden explains that there are no exceptions on this computer.
var exceptionForbidden = entry{
	headlines: []text{{"管理员不允许自行接受证书", "Your administrator does not allow certificates to be accepted here"}},
	details:   []text{{"在这台电脑上，只信任系统和管理员认可的证书。", "On this computer only certificates count that the system or the administrator trusts."}},
	advice:    []text{{"请管理员安装公司的根证书，或在策略中允许这台服务器。", "Ask the administrator to install the company's root certificate, or to allow the server in the policy."}},
	ask:       text{"请安装公司的根证书，或在 Letterbox 的策略中信任 {host} 的证书。", "Could you install the company's root certificate, or trust the certificate of {host} in the policy of Letterbox?"},
	who:       WhoAdministrator,
	actions:   []ActionKind{ActionCopyAdmin, ActionRetry},
}

// sameKey is what a certificate that was renewed with its old key says for itself.
var sameKey = text{"新旧证书用的是同一个密钥，看起来是续期。", "Both have the same key, which looks like a renewal."}
