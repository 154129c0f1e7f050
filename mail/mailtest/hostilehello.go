package mailtest

import (
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"golang.org/x/crypto/ocsp"
)

// helloOf are the first words of servers whose TLS nobody should accept, by setting.
var helloOf = map[string]func() []byte{
	"SSLv3-only":  func() []byte { return serverHello(0x0300, 0x000a, nil) },
	"RC4-only":    func() []byte { return serverHello(tls.VersionTLS12, tls.TLS_RSA_WITH_RC4_128_SHA, nil) },
	"NULL-cipher": func() []byte { return serverHello(tls.VersionTLS12, 0x0002, nil) },
	"bad-ALPN": func() []byte { // RFC 7301 section 3.1: a protocol that was not asked for
		return serverHello(tls.VersionTLS12, tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, []byte("\x00\x10\x00\x0b\x00\x09\x08http/1.1"))
	},
	"early-data": func() []byte { return record(23, tls.VersionTLS12, []byte("* OK before the handshake\r\n")) },
}

// serverHello makes a record with a ServerHello (RFC 5246 section 7.4.1.3).
func serverHello(version, suite uint16, extensions []byte) []byte {
	body := binary.BigEndian.AppendUint16(nil, version)
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	body = append(append(body, random...), 0)
	body = append(binary.BigEndian.AppendUint16(body, suite), 0)
	if extensions != nil {
		body = append(binary.BigEndian.AppendUint16(body, uint16(len(extensions))), extensions...)
	}
	return record(22, version, append([]byte{2, 0, byte(len(body) >> 8), byte(len(body))}, body...))
}

func record(kind byte, version uint16, content []byte) []byte {
	head := binary.BigEndian.AppendUint16([]byte{kind}, version)
	return append(binary.BigEndian.AppendUint16(head, uint16(len(content))), content...)
}

// hostileLeaf makes the certificate that the nth connection shows.
func hostileLeaf(dir, setting string, nth int) (tls.Certificate, error) {
	authority, signer, err := hostileAuthority(dir)
	if err != nil {
		return tls.Certificate{}, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf := validFor(-time.Hour, 24*time.Hour)
	leaf.Subject, leaf.DNSNames, leaf.IPAddresses = pkix.Name{CommonName: "localhost"}, []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1)}
	leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	issuer, issuerKey := authority, signer
	if setting == certChanges && nth > 1 {
		issuer, issuerKey = leaf, crypto.Signer(key)
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, issuer, &key.PublicKey, issuerKey)
	if err != nil {
		return tls.Certificate{}, err
	}
	cert := tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	switch setting {
	case "huge-cert-chain-1MB":
		for range 1 << 20 / len(der) {
			cert.Certificate = append(cert.Certificate, der)
		}
	case "revoked-staple":
		cert.OCSPStaple, err = ocsp.CreateResponse(authority, authority, ocsp.Response{
			Status: ocsp.Revoked, SerialNumber: leaf.SerialNumber, RevokedAt: leaf.NotBefore, RevocationReason: ocsp.KeyCompromise,
			ThisUpdate: leaf.NotBefore, NextUpdate: leaf.NotAfter,
		}, signer)
	}
	return cert, err
}

// renegotiate shakes hands by TLS 1.2 and then sends a HelloRequest (RFC 5246 section 7.4.1.1), which crypto/tls does
// not offer: the record is sealed here with the session's keys.
func (c *played) renegotiate(config *tls.Config) bool {
	var secrets bytes.Buffer
	config.MaxVersion, config.KeyLogWriter = tls.VersionTLS12, &secrets
	config.CipherSuites = []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}
	seen := &recording{Conn: c.raw}
	if tls.Server(seen, config).Handshake() != nil {
		return false
	}
	sealed, err := sealHelloRequest(secrets.String(), seen.said.Bytes())
	if err != nil {
		c.h.spoil(err)
		return false
	}
	// The client may have gone already, which is what it should do.
	_, _ = c.raw.Write(sealed)
	_, _ = io.Copy(io.Discard, c.raw)
	return false
}

// recording keeps what is written.
type recording struct {
	net.Conn
	said bytes.Buffer
}

func (r *recording) Write(p []byte) (int, error) {
	r.said.Write(p)
	return r.Conn.Write(p)
}

// sealHelloRequest makes the first record after the handshake of AES-128-GCM (RFC 5288). keylog is a line of the NSS
// key log, said what the server has sent, which begins with its ServerHello.
func sealHelloRequest(keylog string, said []byte) ([]byte, error) {
	words := strings.Fields(keylog)
	if len(words) != 3 || len(said) < 43 {
		return nil, fmt.Errorf("key log %q", keylog)
	}
	clientRandom, err := hex.DecodeString(words[1])
	if err != nil {
		return nil, err
	}
	master, err := hex.DecodeString(words[2])
	if err != nil {
		return nil, err
	}
	keys := expand12(master, append(append([]byte("key expansion"), said[11:43]...), clientRandom...), 40)
	block, err := aes.NewCipher(keys[16:32])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	sequence := []byte{0, 0, 0, 0, 0, 0, 0, 1} // Finished was 0
	nonce := append(append([]byte(nil), keys[36:40]...), sequence...)
	request := []byte{0, 0, 0, 0}
	about := append(append([]byte(nil), sequence...), 22, 3, 3, 0, byte(len(request)))
	return record(22, tls.VersionTLS12, append(append([]byte(nil), sequence...), aead.Seal(nil, nonce, request, about)...)), nil
}

// expand12 is P_SHA256 (RFC 5246 section 5).
func expand12(secret, seed []byte, size int) []byte {
	sum := func(parts ...[]byte) []byte {
		h := hmac.New(sha256.New, secret)
		for _, p := range parts {
			h.Write(p)
		}
		return h.Sum(nil)
	}
	var out []byte
	for a := sum(seed); len(out) < size; a = sum(a) {
		out = append(out, sum(a, seed)...)
	}
	return out[:size]
}
