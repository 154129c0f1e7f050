package mailtest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"letterbox/mail"
)

// Corpus is a mailbox that nobody received: mail in English, German, Chinese and Japanese, in the charsets and
// transfer encodings that real mail has, with replies, HTML and attachments. The same seed gives the same bytes on
// every machine, and every message can be made alone.
type Corpus struct {
	seed uint64
	size int
}

// NewCorpus returns a corpus of size messages.
func NewCorpus(seed uint64, size int) Corpus { return Corpus{seed: seed, size: size} }

// Len returns the number of messages.
func (c Corpus) Len() int { return c.size }

// Specimen is one message of a corpus and the truth about it, for comparison with what a reader makes of it.
type Specimen struct {
	Raw         []byte // as on the wire, with CRLF
	Envelope    mail.Envelope
	Flags       mail.Flags // Seen, Answered, Flagged
	Received    time.Time
	Charset     string // of the text parts
	Text        string // the text/plain part with "\n" line ends, "" when there is only HTML
	HTML        bool   // there is a text/html part
	Attachments []string
	Needle      string // a word that stands in this subject and nowhere else, in every thousandth message
}

// All yields the messages from the oldest to the newest.
func (c Corpus) All() iter.Seq[Specimen] {
	return func(yield func(Specimen) bool) {
		for i := range c.size {
			if !yield(c.At(i)) {
				return
			}
		}
	}
}

// corpusEpoch is when the oldest message arrives; the others follow at equal distances.
var corpusEpoch = time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)

const corpusInterval = 17 * time.Minute

// topic is what all messages of a thread share.
type topic struct {
	root    int
	tongue  *tongue
	charset string
	subject string
}

// At makes message i, 0 being the oldest.
func (c Corpus) At(i int) Specimen {
	random := c.random(i, "message")
	t := c.topic(i)
	s := Specimen{Charset: t.charset, Received: corpusEpoch.Add(time.Duration(i) * corpusInterval)}
	s.Envelope = mail.Envelope{
		Subject: t.subject, MessageID: c.messageID(i), Date: s.Received.Add(-time.Duration(random.IntN(90)) * time.Second),
		From: []mail.Address{person(random, t.tongue)}, To: []mail.Address{{Name: "Ada", Local: "ada", Domain: "example.test"}},
	}
	if random.IntN(4) == 0 {
		s.Envelope.Cc = []mail.Address{person(random, t.tongue)}
	}
	if t.root != i {
		s.Envelope.Subject = "Re: " + t.subject
		s.Envelope.InReplyTo = c.messageID(t.root)
		s.Envelope.References = []string{c.messageID(t.root)}
	}
	if i%1000 == 7 {
		s.Needle = fmt.Sprintf("needle%dxyzzy", i)
		s.Envelope.Subject += " " + s.Needle
	}
	s.Flags = c.flags(random, i)
	s.compose(random, t.tongue)
	return s
}

// topic decides what message i is about: two in five continue one of the two hundred messages before it.
func (c Corpus) topic(i int) topic {
	random := c.random(i, "topic")
	root := i
	for r := random; root > 0 && r.IntN(5) < 2; r = c.random(root, "topic") {
		root -= 1 + skewed(r, min(root, 200))
	}
	if root != i {
		t := c.topic(root)
		return topic{root: t.root, tongue: t.tongue, charset: t.charset, subject: t.subject}
	}
	tongue := tongues[pick(random, tongueWeights)]
	subject := tongue.phrase(random, 3+random.IntN(5))
	return topic{root: i, tongue: tongue, charset: tongue.charsets[random.IntN(len(tongue.charsets))], subject: strings.TrimSpace(subject)}
}

// flags leaves about half of the newest tenth unread and little of the rest.
func (c Corpus) flags(random *rand.Rand, i int) mail.Flags {
	var f mail.Flags
	read := 92
	if i >= c.size*9/10 {
		read = 50
	}
	if random.IntN(100) < read {
		f |= mail.Seen
	}
	if random.IntN(100) < 12 {
		f |= mail.Answered
	}
	if random.IntN(100) < 4 {
		f |= mail.Flagged
	}
	return f
}

func (c Corpus) messageID(i int) string {
	return fmt.Sprintf("%x.%d@%s", c.random(i, "id").Uint64(), i, corpusDomains[i%len(corpusDomains)])
}

// random returns a source that depends on the seed, the message and the purpose, and on nothing made before.
func (c Corpus) random(i int, purpose string) *rand.Rand {
	return rand.New(rand.NewPCG(c.seed^uint64(len(purpose))<<56, uint64(i)*0x9e3779b97f4a7c15+uint64(purpose[0])))
}

// skewed returns a number below n, small ones far more often, as words and names are used.
func skewed(random *rand.Rand, n int) int {
	x := random.Float64()
	return int(x * x * x * float64(n))
}

// pick returns an index with the probability of its weight.
func pick(random *rand.Rand, weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	x := random.IntN(total)
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}
