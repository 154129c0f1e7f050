package mailtest

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"os"
	"os/exec"
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

// issuedCerts are certificates that hostile_server.py makes and a player can show.
var issuedCerts = map[string]bool{
	"self-signed": true, "unknown-root": true, "wrong-host": true, "expired": true, "not-yet-valid": true, "no-san-cn-only": true,
	"ip-mismatch": true, "client-eku": true, "sha1": true, "wildcard-partial": true, "name-constraint": true, "ca-false-issuer": true,
	"nul-in-san": true,
}

// certificate returns what the connection shows.
func (c *played) certificate() (tls.Certificate, error) {
	name := c.setting
	switch {
	case hostileTLS[name] != nil:
		name = "good"
	case !issuedCerts[name]:
		return hostileLeaf(c.certDir, c.setting, c.nth)
	}
	file := filepath.Join(c.certDir, name+".pem")
	return tls.LoadX509KeyPair(file, file)
}

// makeCerts lets hostile_server.py make its certificates, once in a folder: it does before it says that it listens.
func makeCerts(ctx context.Context, script, id, certDir string) error {
	if _, err := os.Stat(filepath.Join(certDir, "good.pem")); err == nil {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, "python3", script, id, "--certdir", certDir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	listens := bufio.NewScanner(out).Scan()
	cancel()
	_ = cmd.Wait() // it was killed
	if !listens {
		return fmt.Errorf("%s made no certificates", script)
	}
	return nil
}
