package mailtest

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"time"

	"letterbox/mail"
)

// Bulk yields n messages whose sizes are those of real mailboxes: the median is 9 KB, one in ten is larger than 33 KB,
// and 20,000 of them are about 330 MB. What they say is of no interest; Corpus is for that. The same seed gives the same
// bytes. The first message is number first, and its date says so.
func Bulk(seed uint64, first, n int) iter.Seq[Specimen] {
	return func(yield func(Specimen) bool) {
		for i := first; i < first+n; i++ {
			if !yield(bulkAt(seed, i)) {
				return
			}
		}
	}
}

func bulkAt(seed uint64, i int) Specimen {
	random := rand.New(rand.NewPCG(seed, uint64(i))) //nolint:gosec // the same on every machine
	size := int(9000 * math.Exp(1.05*random.NormFloat64()))
	s := Specimen{Received: corpusEpoch.Add(time.Duration(i) * time.Minute)}
	if random.IntN(3) > 0 {
		s.Flags = mail.Seen
	}
	s.Envelope.MessageID = fmt.Sprintf("bulk.%d.%d@example.test", seed, i)
	s.Envelope.Subject = fmt.Sprintf("%s %d", bulkWords[random.IntN(len(bulkWords))], i)
	raw := fmt.Appendf(make([]byte, 0, size+1000), "From: %s <p%d@example.test>\r\nTo: Ada <ada@example.test>\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s>\r\nMIME-Version: 1.0\r\n",
		bulkWords[random.IntN(len(bulkWords))], random.IntN(500), s.Envelope.Subject, s.Received.Format(time.RFC1123Z), s.Envelope.MessageID)
	if size < 30_000 {
		raw = append(raw, "Content-Type: text/plain; charset=utf-8\r\n\r\n"...)
		s.Raw = bulkText(random, raw, size)
		return s
	}
	raw = append(raw, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"...)
	raw = bulkText(random, raw, 2000)
	raw = append(raw, "--b\r\nContent-Type: application/octet-stream; name=data.bin\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=data.bin\r\n\r\n"...)
	raw = bulkBase64(random, raw, size)
	s.Raw = append(raw, "--b--\r\n"...)
	return s
}

// bulkText appends lines of words until there are size bytes.
func bulkText(random *rand.Rand, raw []byte, size int) []byte {
	for end := len(raw) + size; len(raw) < end; {
		for line := 0; line < 70; {
			word := bulkWords[random.IntN(len(bulkWords))]
			raw = append(append(raw, word...), ' ')
			line += len(word) + 1
		}
		raw = append(raw, "\r\n"...)
	}
	return raw
}

// bulkBase64 appends lines that nothing compresses well.
func bulkBase64(random *rand.Rand, raw []byte, size int) []byte {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for end := len(raw) + size; len(raw) < end; {
		for range 19 {
			bits := random.Uint32()
			raw = append(raw, alphabet[bits&63], alphabet[bits>>6&63], alphabet[bits>>12&63], alphabet[bits>>18&63])
		}
		raw = append(raw, "\r\n"...)
	}
	return raw
}

var bulkWords = []string{
	"invoice", "meeting", "report", "contract", "delivery", "schedule", "budget", "review", "proposal", "the", "of", "and", "to",
	"quarter", "customer", "project", "deadline", "team", "office", "please", "find", "attached", "regards", "thanks", "tomorrow",
	"会议", "合同", "发票", "项目", "客户", "报告", "明天", "请", "附件", "谢谢", "财务系统", "时间安排", "预算", "团队",
}
