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
	var raw []byte
	if strings.HasSuffix(strings.TrimSpace(strings.ToLower(head)), ";base64") {
		raw = decodeBase64(body)
	} else if text, err := url.PathUnescape(body); err == nil {
		raw = []byte(text)
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return 0, 0, false
	}
	return float32(c.Width), float32(c.Height), true
}

// decodeBase64 decodes as much as there is, without white space and padding.
func decodeBase64(text string) []byte {
	text = strings.NewReplacer(" ", "", "\n", "", "\r", "", "\t", "", "%2B", "+", "%2F", "/", "%3D", "=").Replace(text)
	text = strings.TrimRight(text, "=")
	text = text[:len(text)/4*4]
	raw, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return raw
}
