package mailtest

import (
	"crypto/tls"
	"path/filepath"
)

// hostileTLS are ways to speak TLS that crypto/tls has, by setting.
var hostileTLS = map[string]func(*tls.Config){
	"TLS1.0-only": func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10 },
	"TLS1.1-only": func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS11, tls.VersionTLS11 },
	"TLS1.3-only": func(c *tls.Config) { c.MinVersion = tls.VersionTLS13 },
	"TLS1.2-CBC-only": func(c *tls.Config) {
		c.MaxVersion = tls.VersionTLS12
		c.CipherSuites = []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA}
	},
	"RSA-kx-only": func(c *tls.Config) {
		c.MaxVersion = tls.VersionTLS12
		c.CipherSuites = []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}
	},
}

// certificate returns what the connection shows.
func (c *played) certificate() (tls.Certificate, error) {
	name := c.setting
	switch {
	case hostileTLS[name] != nil:
		name = "good"
	case issuedCerts[name] == nil && hostileCerts[name] == nil:
		return hostileLeaf(c.certDir, c.setting, c.nth)
	}
	file := filepath.Join(c.certDir, name+".pem")
	return tls.LoadX509KeyPair(file, file)
}
