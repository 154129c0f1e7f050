package words

import (
	"testing"

	"letterbox/mail"
)

func TestOriginsAreTold(t *testing.T) {
	for _, test := range []struct {
		origin mail.Origin
		zh, en string
	}{
		{mail.Origin{Source: "preset", Trusted: true}, "来自内置的服务商资料，可信", "From the built-in catalogue of providers; trusted"},
		{mail.Origin{Source: "mx", Where: "mxbiz1.qq.com"}, "根据域名的收信记录推断（mxbiz1.qq.com），需要您确认", "Concluded from the domain's mail record (mxbiz1.qq.com); needs your consent"},
		{mail.Origin{Source: "rumour"}, "", ""},
	} {
		if zh, en := OriginOf(ZH, test.origin), OriginOf(EN, test.origin); zh != test.zh || en != test.en {
			t.Errorf("%+v: %s %s", test.origin, zh, en)
		}
	}
}
