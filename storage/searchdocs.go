package storage

import (
	"encoding/binary"
	"hash/fnv"

	"letterbox/mail"
	"letterbox/mail/search"
)

// document is what the index keeps of a message in memory. message is 0 of one that is not there.
type document struct {
	message mail.MessageID
	time    int64 // message.time
	change  int64 // the newest search_change that it takes in
	thread  uint64
	size    int64
	body    int32 // the first place that is not one of its text
	room    int32 // how many places it has
	person  int32 // of catalog.people
	marks   docMarks
	lang    uint8 // of search.Languages, from 1; 0 for none
}

type docMarks uint8

const (
	hasText  docMarks = 1 << iota // its body was there
	attached                      // it has attachments
	cutLarge                      // its text or a file was too large to be read to its end
	cutDamaged
	cutEncrypted
)

// cutShort are the marks of a message of which something was not read to its end.
const cutShort = cutLarge | cutDamaged | cutEncrypted

// cutMarks are the marks of the reasons.
var cutMarks = []struct {
	reason search.Reason
	mark   docMarks
}{
	{search.TooLarge, cutLarge},
	{search.Damaged, cutDamaged},
	{search.Encrypted, cutEncrypted},
}

// sender is who wrote a message: the key joins those of one address.
type sender struct{ spec, name string }

// threadOf returns the number of a message's conversation: that of the first message it refers to, or its own.
func threadOf(m mail.Message) uint64 {
	root := m.Envelope.MessageID
	if m.Envelope.InReplyTo != "" {
		root = m.Envelope.InReplyTo
	}
	if len(m.Envelope.References) > 0 {
		root = m.Envelope.References[0]
	}
	h := fnv.New64a()
	if root == "" {
		_, _ = h.Write(binary.AppendVarint(nil, int64(m.ID))) // a hash takes everything
		return h.Sum64()
	}
	_, _ = h.Write([]byte(root)) // as above
	return h.Sum64()
}

func languageNumber(code string) uint8 {
	for i, c := range search.Languages {
		if c == code {
			return uint8(i + 1)
		}
	}
	return 0
}

// numbered is a document with its number.
type numbered struct {
	doc uint32
	document
}

// packDocuments writes documents, whose numbers rise, and the people that wrote them.
func packDocuments(list []numbered, people []sender) []byte {
	local := map[int32]int{}
	var names []byte
	for _, d := range list {
		if _, known := local[d.person]; !known {
			local[d.person] = len(local)
			p := people[d.person]
			names = appendText(appendText(names, p.spec), p.name)
		}
	}
	out := append(binary.AppendUvarint(nil, uint64(len(local))), names...)
	out = binary.AppendUvarint(out, uint64(len(list)))
	before := uint32(0)
	for _, d := range list {
		out = binary.AppendUvarint(out, uint64(d.doc-before))
		before = d.doc
		out = binary.AppendUvarint(out, uint64(d.message))
		out = binary.AppendVarint(out, d.time)
		out = binary.AppendVarint(out, d.change)
		out = binary.LittleEndian.AppendUint64(out, d.thread)
		out = binary.AppendVarint(out, d.size)
		out = binary.AppendUvarint(out, uint64(d.body))
		out = binary.AppendUvarint(out, uint64(d.room))
		out = binary.AppendUvarint(out, uint64(local[d.person]))
		out = append(out, byte(d.marks), d.lang)
	}
	return out
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// unpackDocuments is the inverse of packDocuments. person gives the number of a sender.
func unpackDocuments(data []byte, person func(sender) int32) ([]numbered, error) {
	r := docReader{pageReader: pageReader{rest: data}}
	local := make([]int32, 0, 16)
	for n := r.count(); n > 0 && r.err == nil; n-- {
		s := sender{spec: r.text()}
		s.name = r.text()
		local = append(local, person(s))
	}
	var list []numbered
	before := uint32(0)
	for n := r.count(); n > 0 && r.err == nil; n-- {
		d := numbered{doc: before + uint32(r.count())}
		before = d.doc
		d.message, d.time, d.change = mail.MessageID(r.unsigned()), r.signed(), r.signed()
		d.thread, d.size = r.eight(), r.signed()
		d.body, d.room = int32(r.count()), int32(r.count())
		if i := r.count(); i < len(local) {
			d.person = local[i]
		} else {
			r.err = errIndexDamaged
		}
		d.marks, d.lang = docMarks(r.one()), r.one()
		list = append(list, d)
	}
	if r.err != nil {
		return nil, r.err
	}
	return list, nil
}

// docReader reads numbers and remembers the first error.
type docReader struct {
	pageReader
	err error
}

func (r *docReader) count() int {
	n, err := r.number()
	if err != nil {
		r.err = err
	}
	return n
}

func (r *docReader) text() string {
	b, err := r.bytes()
	if err != nil {
		r.err = err
	}
	return string(b)
}

func (r *docReader) unsigned() uint64 {
	n, size := binary.Uvarint(r.rest)
	r.skip(size)
	return n
}

func (r *docReader) signed() int64 {
	n, size := binary.Varint(r.rest)
	r.skip(size)
	return n
}

func (r *docReader) eight() uint64 {
	if len(r.rest) < 8 {
		r.skip(0)
		return 0
	}
	n := binary.LittleEndian.Uint64(r.rest)
	r.skip(8)
	return n
}

func (r *docReader) one() byte {
	if len(r.rest) == 0 {
		r.skip(0)
		return 0
	}
	b := r.rest[0]
	r.skip(1)
	return b
}

// skip goes on by size bytes; 0 or less says that there are not enough.
func (r *docReader) skip(size int) {
	if size <= 0 {
		r.err, r.rest = errIndexDamaged, nil
		return
	}
	r.rest = r.rest[size:]
}
