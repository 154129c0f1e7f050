package hypertext

import (
	"bytes"
	"encoding/base64"
	"image"
	_ "image/gif"  // formats that mail carries
	_ "image/jpeg" // formats that mail carries
	_ "image/png"  // formats that mail carries
	"net/url"
	"strings"
)

// maxHead is how much of a picture is looked at to learn its size.
const maxHead = 64 << 10

// dataSize returns the size of the picture in a data: address, false when it holds none.
func dataSize(address string) (w, h float32, ok bool) {
	head, body, found := strings.Cut(address[len("data:"):], ",")
	if !found {
		return 0, 0, false
	}
	if len(body) > maxHead {
		body = body[:maxHead]
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(dataBytes(head, body)))
	if err != nil {
		return 0, 0, false
	}
	return float32(c.Width), float32(c.Height), true
}

// dataBytes decodes a data: address, cut at its comma; nil for what cannot be decoded (RFC 2397).
func dataBytes(head, body string) []byte {
	if strings.HasSuffix(strings.TrimSpace(strings.ToLower(head)), ";base64") {
		return decodeBase64(body)
	}
	text, err := url.PathUnescape(body)
	if err != nil {
		return nil
	}
	return []byte(text)
}

// decodeBase64 decodes as much as there is, without white space and padding.
func decodeBase64(text string) []byte {
	text = strings.NewReplacer(" ", "", "\n", "", "\r", "", "\t", "", "%2B", "+", "%2F", "/", "%3D", "=").Replace(text)
	text = strings.TrimRight(text, "=")
	if len(text)%4 == 1 {
		text = text[:len(text)-1]
	}
	raw, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return raw
}
