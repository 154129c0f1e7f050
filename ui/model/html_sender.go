package model

import (
	"bytes"
	"context"
	"strings"

	"letterbox/mail"
)

// proven reports whether the account's own server says that the sender's domain signed the message (DKIM, RFC 6376),
// and that the signing domain is that of the From address or one above it.
func (l *Letter) proven(ctx context.Context, id mail.MessageID, m mail.Message) (bool, error) {
	accounts, err := l.Reader.Accounts(ctx)
	if err != nil {
		return false, err
	}
	var raw limitedBuffer
	if err := l.Reader.SavePart(ctx, id, "", &raw); err != nil && raw.Len() == 0 {
		return false, err
	}
	for _, a := range accounts {
		if a.ID == m.Account {
			return signedBySender(raw.Bytes(), a, m.Envelope.Sender().Domain), nil
		}
	}
	return false, nil
}

// signedBySender looks for an Authentication-Results field (RFC 8601) of the account's own server that reports a valid
// signature of the sender's domain. Fields of anybody else count for nothing: they may come with the message.
func signedBySender(raw []byte, account mail.Account, domain string) bool {
	domain = strings.ToLower(strings.TrimSuffix(domain, "."))
	if domain == "" {
		return false
	}
	for _, field := range headerFields(raw) {
		name, value, ok := strings.Cut(field, ":")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "Authentication-Results") {
			continue
		}
		server, results, _ := strings.Cut(withoutComments(value), ";")
		id, _, _ := strings.Cut(strings.TrimSpace(server), " ")
		if !ownServer(strings.ToLower(id), account) {
			continue
		}
		return signedBy(results, domain) // the uppermost one is the newest
	}
	return false
}

// signedBy reports a passed signature of a domain or one above it among the results of one server.
func signedBy(results, domain string) bool {
	for _, result := range strings.Split(results, ";") {
		words := strings.Fields(strings.ToLower(result))
		if len(words) == 0 || words[0] != "dkim=pass" {
			continue
		}
		for _, w := range words[1:] {
			signer, ok := strings.CutPrefix(w, "header.d=")
			if !ok {
				if signer, ok = strings.CutPrefix(w, "header.i="); ok {
					_, signer, _ = strings.Cut(signer, "@")
				}
			}
			if signer = strings.Trim(signer, `"`); ok && strings.Contains(signer, ".") && (signer == domain || strings.HasSuffix(domain, "."+signer)) {
				return true
			}
		}
	}
	return false
}

// writers are the names under which large providers write their results, by the last labels of their mail servers.
var writers = map[string]string{
	"gmail.com": "google.com", "googlemail.com": "google.com", "office365.com": "outlook.com", "outlook.com": "protection.outlook.com",
	"mail.me.com": "icloud.com", "exmail.qq.com": "qq.com",
}

// ownServer reports whether a name in Authentication-Results is one of the account's own mail service: of the domain of
// the address, or of that of the server. What stands above the address's own domain may be everybody's, as com.cn is.
func ownServer(id string, account mail.Account) bool {
	host, domain := strings.ToLower(account.Incoming.Host), strings.ToLower(account.Address.Domain)
	for _, suffix := range []string{host, parent(host), writers[host], writers[parent(host)], domain, writers[domain]} {
		if strings.Contains(suffix, ".") && (id == suffix || strings.HasSuffix(id, "."+suffix)) {
			return true
		}
	}
	return false
}

// parent drops the first label of a host with at least three.
func parent(host string) string {
	if _, rest, ok := strings.Cut(host, "."); ok && strings.Contains(rest, ".") {
		return rest
	}
	return ""
}

// headerFields returns the fields of a header, unfolded.
func headerFields(raw []byte) []string {
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	if end := bytes.Index(raw, []byte("\n\n")); end >= 0 {
		raw = raw[:end]
	}
	var out []string
	for _, line := range strings.Split(string(raw), "\n") {
		if n := len(out); n > 0 && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")) {
			out[n-1] += " " + strings.TrimSpace(line)
			continue
		}
		out = append(out, line)
	}
	return out
}

// withoutComments takes out what stands in parentheses (RFC 5322 section 3.2.2).
func withoutComments(value string) string {
	var out strings.Builder
	depth := 0
	for _, r := range value {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			out.WriteRune(r)
		}
	}
	return out.String()
}
