package words

import (
	"strings"
	"time"

	"letterbox/mail"
)

// CertificateTrusted is the sentence, with {0} the server, that says who vouches for it.
func CertificateTrusted(by mail.TrustedBy) Key {
	switch by {
	case mail.ByPin:
		return CertificateByPin
	case mail.ByPrivateCA:
		return CertificateByPrivateCA
	case mail.ByAuthority:
		return CertificateByAuthority
	default:
		return CertificateNone
	}
}

// CertificateRole names the place of the nth certificate of a chain.
func CertificateRole(chain mail.Chain, n int) Key {
	switch {
	case n == 0:
		return CertificateOwn
	case chain[n].SelfIssued:
		return CertificateRoot
	default:
		return CertificateBetween
	}
}

// faultWords say what is wrong with a certificate and who can put it right.
var faultWords = map[mail.CertificateFault]struct {
	says text
	who  Who
}{
	mail.FaultExpired:       {text{"已于 {until} 到期。管理员需要更新它。", "It expired on {until}. The administrator has to renew it."}, WhoAdministrator},
	mail.FaultNotYetValid:   {text{"从 {from} 起才有效。先看这台电脑的日期和时间是否正确。", "It is valid only from {from}. First see whether date and time of this computer are right."}, WhoYou},
	mail.FaultWrongName:     {text{"不是为 {host} 签发的。核对服务器地址，或请管理员换证书。", "It is not for {host}. Check the host, or ask the administrator for another certificate."}, WhoYou},
	mail.FaultSelfSigned:    {text{"自己给自己签名，没有机构担保。要与管理员核对指纹。", "It vouches for itself; no authority does. Compare the fingerprint with the administrator."}, WhoAdministrator},
	mail.FaultUnknownRoot:   {text{"这台电脑不认识这个机构。管理员可以安装它的根证书。", "This computer does not know the authority. The administrator can install its root certificate."}, WhoAdministrator},
	mail.FaultIssuerMissing: {text{"服务器没有附上「{issuer}」的证书，这台电脑也不认识它。管理员需要补齐证书链。", "The server did not show the certificate of “{issuer}”, and this computer does not know it. The administrator has to complete the chain."}, WhoAdministrator},
	mail.FaultNotAuthority:  {text{"它没有签发其他证书的权利。", "It has no right to issue other certificates."}, WhoAdministrator},
	mail.FaultRevoked:       {text{"签发机构已经吊销它，不能接受。管理员需要换一张。", "Its authority has revoked it, and it cannot be accepted. The administrator has to replace it."}, WhoAdministrator},
	mail.FaultChanged:       {text{"不是您以前为这台服务器接受的那张。", "It is not the one you accepted for this server."}, WhoAdministrator},
}

// FaultOf says what is wrong with the nth certificate of a chain, and who can put it right.
func FaultOf(lang Language, fault mail.CertificateFault, seen mail.Inspection, n int) (string, Who) {
	w, c := faultWords[fault], seen.Chain[n]
	values := map[string]string{
		"host": seen.Server.Host, "issuer": c.IssuerName, "from": c.From.Format(time.DateOnly), "until": c.Until.Format(time.DateOnly),
	}
	return fill(lang, w.says.in(lang), func(name string) string { return values[name] }), w.who
}

// CertificateRow is one thing that a certificate says.
type CertificateRow struct{ Name, Value string }

// CertificateRows returns what a certificate says, in the order in which it is shown.
func CertificateRows(lang Language, c mail.Certificate) []CertificateRow {
	rows := []CertificateRow{
		{T(lang, CertificateSubject), c.Subject},
		{T(lang, CertificateIssuer), c.Issuer},
		{T(lang, CertificateNames), strings.Join(c.Names, ", ")},
		{T(lang, CertificateValid), T(lang, CertificateDates, c.From.Format(time.DateOnly), c.Until.Format(time.DateOnly))},
		{T(lang, CertificateKey), c.Key},
		{T(lang, CertificateSerial), c.Serial},
		{T(lang, CertificateFingerprint), c.SHA256.Pairs()},
		{T(lang, CertificateKeyPrint), c.KeySHA256.Pairs()},
	}
	var filled []CertificateRow
	for _, r := range rows {
		if r.Value != "" {
			filled = append(filled, r)
		}
	}
	return filled
}

// DescribeCertificate tells the nth certificate of a chain in lines: its place and name, what it says, what is wrong.
func DescribeCertificate(lang Language, seen mail.Inspection, n int) []string {
	c := seen.Chain[n]
	lines := []string{T(lang, CertificateRole(seen.Chain, n)) + colon(lang) + c.Name}
	for _, r := range CertificateRows(lang, c) {
		lines = append(lines, "  "+r.Name+colon(lang)+r.Value)
	}
	for _, f := range seen.Faults(n) {
		says, who := FaultOf(lang, f, seen, n)
		lines = append(lines, "  ✗ "+says+" ["+who.Label(lang)+"]")
	}
	return lines
}

func colon(lang Language) string {
	if lang == ZH {
		return "："
	}
	return ": "
}
