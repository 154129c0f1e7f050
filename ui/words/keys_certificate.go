package words

// What is said about certificates.
const (
	CertificateTitle       Key = "certificate.title" // {0} host
	CertificateOwn         Key = "certificate.own"
	CertificateBetween     Key = "certificate.between"
	CertificateRoot        Key = "certificate.root"
	CertificateSubject     Key = "certificate.subject"
	CertificateIssuer      Key = "certificate.issuer"
	CertificateNames       Key = "certificate.names"
	CertificateValid       Key = "certificate.valid"
	CertificateDates       Key = "certificate.dates" // {0} from, {1} until
	CertificateKey         Key = "certificate.key"
	CertificateSerial      Key = "certificate.serial"
	CertificateFingerprint Key = "certificate.fingerprint"
	CertificateKeyPrint    Key = "certificate.key-fingerprint"
	CertificateCopy        Key = "certificate.copy"
	CertificateCopied      Key = "certificate.copied"
	CertificateSave        Key = "certificate.save"
	CertificateNone        Key = "certificate.none"
	CertificateLoading     Key = "certificate.loading"
	CertificateGood        Key = "certificate.good"
	CertificateByAuthority Key = "certificate.by-authority" // {0} host
	CertificateByPrivateCA Key = "certificate.by-private"   // {0} host
	CertificateByPin       Key = "certificate.by-pin"       // {0} host
	CertificateTrustPin    Key = "certificate.trust-pin"
	CertificateTrustCA     Key = "certificate.trust-authority"
	CertificateConfirmPin  Key = "certificate.confirm-pin"       // {0} host
	CertificateConfirmCA   Key = "certificate.confirm-authority" // {0} host
	CertificateAsk         Key = "certificate.ask"
	CertificateType        Key = "certificate.type"
	CertificateTypeHint    Key = "certificate.type-hint"
	CertificateTypedWrong  Key = "certificate.typed-wrong"
	CertificateDetails     Key = "certificate.details"
	CertificateRetry       Key = "certificate.retry"
	CertificateShow        Key = "certificate.show"
	CertificateAccept      Key = "certificate.accept"
	CertificateAccepted    Key = "certificate.accepted"    // {0} host, {1} until
	CertificateAcceptedCA  Key = "certificate.accepted-ca" // {0} host
	CertificateListTitle   Key = "certificate.list-title"
	CertificateListHint    Key = "certificate.list-hint"
	CertificateListEmpty   Key = "certificate.list-empty"
	CertificateListPin     Key = "certificate.list-pin"       // {0} until
	CertificateListEnded   Key = "certificate.list-ended"     // {0} until
	CertificateListCA      Key = "certificate.list-authority" // {0} name
	CertificateListOff     Key = "certificate.list-off"
	CertificateListRemove  Key = "certificate.list-remove"
	CommandDistrusted      Key = "command.distrusted" // {0} server
)

var certificateSentences = map[Key]text{
	CertificateTitle:       {"{0} 的证书", "Certificate of {0}"},
	CertificateOwn:         {"服务器证书", "The server's own"},
	CertificateBetween:     {"中间机构", "Intermediate authority"},
	CertificateRoot:        {"根机构", "Root authority"},
	CertificateSubject:     {"主体", "Subject"},
	CertificateIssuer:      {"签发者", "Issued by"},
	CertificateNames:       {"适用的名字", "Valid for"},
	CertificateValid:       {"有效期", "Valid"},
	CertificateDates:       {"{0} 至 {1}", "{0} to {1}"},
	CertificateKey:         {"密钥", "Key"},
	CertificateSerial:      {"序列号", "Serial number"},
	CertificateFingerprint: {"SHA-256 指纹", "SHA-256 fingerprint"},
	CertificateKeyPrint:    {"公钥的 SHA-256", "SHA-256 of the public key"},
	CertificateCopy:        {"复制指纹", "Copy the fingerprint"},
	CertificateCopied:      {"已复制", "Copied"},
	CertificateSave:        {"存为 PEM 文件", "Save as PEM"},
	CertificateNone:        {"服务器没有出示证书", "The server showed no certificate"},
	CertificateLoading:     {"正在读取证书", "Reading the certificate"},
	CertificateGood:        {"没有发现问题", "Nothing wrong with it"},
	CertificateByAuthority: {"{0} 的证书可信，由系统信任的机构签发。", "The certificate of {0} is trusted: an authority of the system vouches for it."},
	CertificateByPrivateCA: {"{0} 的证书可信，由您为它添加的机构签发。", "The certificate of {0} is trusted: an authority that was added for it vouches for it."},
	CertificateByPin:       {"{0} 的证书可信，因为您接受过这一张。", "The certificate of {0} is trusted, because it was accepted here."},
	CertificateTrustPin:    {"为这台服务器接受这张证书", "Accept this certificate for this server"},
	CertificateTrustCA:     {"让这个机构为这台服务器担保", "Let this authority vouch for this server"},
	CertificateConfirmPin: {
		"接受之后，只有出示这一张证书的 {0} 才会被信任。证书一变，就会再来问您。",
		"From then on {0} is trusted only while it shows this very certificate. If it changes, you will be asked again.",
	},
	CertificateConfirmCA: {
		"接受之后，这个机构签发的证书对 {0} 有效，对别的服务器无效。",
		"From then on certificates of this authority count for {0}, and for no other server.",
	},
	CertificateAsk: {
		"接受之前，请通过电话或当面向管理员核对指纹，不要用这个邮箱问。",
		"Before you do, compare the fingerprint with the administrator in person or by phone, not by this mailbox.",
	},
	CertificateType:       {"指纹的最后 8 位", "Last 8 characters of the fingerprint"},
	CertificateTypeHint:   {"例如 9F20ABCC，照管理员告诉您的输入", "For example 9F20ABCC, as the administrator tells you"},
	CertificateTypedWrong: {"与这张证书的指纹不符。请再核对一次；仍不一致时不要接受。", "These are not the last characters of this certificate's fingerprint. Compare again; if they still differ, do not accept it."},
	CertificateDetails:    {"详细信息", "Details"},
	CertificateRetry:      {"再试一次", "Try again"},
	CertificateShow:       {"查看证书", "Show the certificate"},
	CertificateAccept:     {"接受", "Accept"},
	CertificateAccepted:   {"已接受 {0} 的这张证书，到 {1} 为止。", "This certificate of {0} is accepted until {1}."},
	CertificateAcceptedCA: {"这个机构现在可以为 {0} 担保。", "This authority now vouches for {0}."},
	CertificateListTitle:  {"另行信任的证书", "Trusted certificates"},
	CertificateListHint:   {"这些证书和机构只对所列的服务器有效。移除后，服务器要由系统信任的机构担保。", "These count for the servers listed and for no others. Without them an authority of the system has to vouch for the server."},
	CertificateListEmpty:  {"没有。所有服务器都由系统信任的机构担保。", "None. Authorities of the system vouch for all servers."},
	CertificateListPin:    {"接受的证书，到 {0} 为止", "Accepted certificate, until {0}"},
	CertificateListEnded:  {"接受的证书，已于 {0} 到期", "Accepted certificate, ended {0}"},
	CertificateListCA:     {"机构「{0}」", "Authority “{0}”"},
	CertificateListOff:    {"这台服务器不再允许例外，所以它不起作用", "Exceptions are no longer allowed for this server, so it has no effect"},
	CertificateListRemove: {"移除", "Remove"},
	CommandDistrusted:     {"{0} 不再另行信任任何证书。", "Nothing is accepted for {0} any more."},
}
