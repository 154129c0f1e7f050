package mailtest

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"
)

// SecretForms returns every form in which a secret must not be found anywhere, by name: as it is, quoted, in
// hexadecimal, UTF-16, URLs, JSON, base64 behind any number of other bytes, and in what mechanisms send of it for a
// user. A form that would be found by chance is left out: pieces of base64 shorter than six characters say nothing.
func SecretForms(user, secret string) map[string]string {
	forms := map[string]string{
		"plain":        secret,
		"hex":          hex.EncodeToString([]byte(secret)),
		"HEX":          strings.ToUpper(hex.EncodeToString([]byte(secret))),
		"utf-16le":     utf16Bytes(secret, 0),
		"utf-16be":     utf16Bytes(secret, 1),
		"url query":    url.QueryEscape(secret),
		"url path":     url.PathEscape(secret),
		"imap quoted":  strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret),
		"go quoted":    strings.Trim(strconv.Quote(secret), `"`),
		"ascii quoted": strings.Trim(strconv.QuoteToASCII(secret), `"`),
		"one line":     strings.Join(strings.Fields(secret), " "),
	}
	encoded, _ := json.Marshal(secret) // a string can always be encoded
	forms["json"] = strings.Trim(string(encoded), `"`)
	for name, payload := range map[string]string{
		"LOGIN": secret, "PLAIN": "\x00" + user + "\x00" + secret, "PLAIN with identity": user + "\x00" + user + "\x00" + secret,
		"XOAUTH2":     "user=" + user + "\x01auth=Bearer " + secret + "\x01\x01",
		"OAUTHBEARER": "n,a=" + user + ",\x01auth=Bearer " + secret + "\x01\x01",
	} {
		forms["base64 of "+name] = base64.StdEncoding.EncodeToString([]byte(payload))
	}
	for shift := range 3 {
		for name, coding := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64url": base64.RawURLEncoding} {
			if piece := aligned(coding, secret, shift); len(piece) >= 6 {
				forms[name+" shifted by "+strconv.Itoa(shift)] = piece
			}
		}
	}
	for name, form := range forms {
		if len(form) < 4 {
			delete(forms, name)
		}
	}
	return forms
}

// aligned returns the characters of base64 that depend on nothing but the secret, when so many bytes stand before it.
func aligned(coding *base64.Encoding, secret string, shift int) string {
	whole := coding.EncodeToString([]byte(strings.Repeat("\x00", shift) + secret + "\x00\x00"))
	first := (shift*8 + 5) / 6
	last := (shift + len(secret)) * 8 / 6
	if first >= last {
		return ""
	}
	return whole[first:last]
}

func utf16Bytes(text string, high int) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		pair := [2]byte{byte(unit), byte(unit >> 8)}
		out.WriteByte(pair[high])
		out.WriteByte(pair[1-high])
	}
	return out.String()
}
