package message

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail/mailtest"
)

// ordinary is a message of about size bytes as people get it: plain and HTML text, then an attachment.
func ordinary(size int) []byte {
	var b bytes.Buffer
	b.WriteString("From: =?utf-8?B?5byg5LiJ?= <zhang@example.org>\r\nTo: Ada <ada@example.com>\r\n" +
		"Subject: =?utf-8?B?6K+35p+l5pS26ZmE5Lu2?=\r\nDate: Mon, 2 Mar 2026 10:20:30 +0800\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n" +
		"--in\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	for range 40 {
		b.WriteString("=E8=AF=B7=E6=9F=A5=E6=94=B6 the report of the third quarter, see https://example.org/q3 =\r\n")
	}
	b.WriteString("\r\n--in\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>")
	for range 40 {
		b.WriteString("<div><p>请查收 the <b>report</b> of the <a href=\"https://example.org/q3\">third quarter</a></p></div>\r\n")
	}
	b.WriteString("</body></html>\r\n--in--\r\n--out\r\nContent-Type: application/pdf; name=report.pdf\r\n" +
		"Content-Disposition: attachment; filename=report.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	line := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("x\x80z"), 19)) + "\r\n"
	for b.Len() < size {
		b.WriteString(line)
	}
	b.WriteString("--out--\r\n")
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	for _, size := range []int{20 << 10, 1 << 20, 25 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			raw := ordinary(size)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(raw, Options{})
			}
		})
	}
}

func BenchmarkEnvelope(b *testing.B) {
	raw := ordinary(0)
	raw = raw[:bytes.Index(raw, []byte("\r\n\r\n"))+4]
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		Envelope(raw)
	}
}

func BenchmarkOpenPart(b *testing.B) {
	raw := ordinary(25 << 20)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	buf := make([]byte, 64<<10)
	for b.Loop() {
		_, r, err := OpenPart(bytes.NewReader(raw), "2")
		if err != nil {
			b.Fatal(err)
		}
		for err == nil {
			_, err = r.Read(buf)
		}
	}
}

func BenchmarkCorpus(b *testing.B) {
	dir := mailtest.SharedData(b, "mime")
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.eml"))
	if err != nil || len(files) == 0 {
		b.Fatal(len(files), err)
	}
	var all [][]byte
	total := 0
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		if !strings.Contains(f, "_synth") {
			all = append(all, raw)
			total += len(raw)
		}
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	for b.Loop() {
		for _, raw := range all {
			Parse(raw, Options{})
		}
	}
}
