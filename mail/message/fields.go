package message

import "bytes"

// field is one header field as it stands: the value starts behind the colon and still has its folds.
type field struct {
	name  []byte
	value []byte
}

// block is a header, or the part of it that could be read.
type block struct {
	fields  []field
	body    int  // offset of the first byte behind the header and its blank line
	damaged bool // lines were met that are no header fields
	cut     bool // a limit was hit
}

// get returns the raw value of the first field of that name that is not blank, nil when there is none.
func (b *block) get(name string) []byte {
	for i := range b.fields {
		if f := &b.fields[i]; len(f.name) == len(name) && equalFoldASCII(f.name, name) {
			if len(bytes.TrimSpace(f.value)) > 0 {
				return f.value
			}
		}
	}
	return nil
}

// all calls yield with the raw value of every field of that name, in order, until it returns false.
func (b *block) all(name string, yield func(value []byte) bool) {
	for i := range b.fields {
		if f := &b.fields[i]; len(f.name) == len(name) && equalFoldASCII(f.name, name) && !yield(f.value) {
			return
		}
	}
}

// equalFoldASCII compares a with lower, which must be lower case and as long as a.
func equalFoldASCII(a []byte, lower string) bool {
	for i, c := range a {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// headerReader collects the fields of one header within the limits.
type headerReader struct {
	raw    []byte
	b      block
	size   int  // bytes of the fields kept
	open   bool // the last line belongs to a field that is kept
	resume int  // a field is known to stand there, so that junk before it is within the header
}

// splitHeader reads the header that starts at raw[start:]. stop, when not nil, is asked about lines that start
// with two hyphens: a delimiter of an open multipart ends the header even without a blank line.
func splitHeader(raw []byte, start int, stop func(line []byte) bool) block {
	r := headerReader{raw: raw, resume: -1}
	for pos := start; pos < len(raw); {
		line, next := cutLine(raw, pos)
		if stop != nil && bytes.HasPrefix(line, dashes) && stop(line) {
			r.b.damaged, r.b.body = true, pos
			return r.b
		}
		switch kindOf(line) {
		case lineBlank:
			r.b.body = next
			return r.b
		case lineFold:
			r.fold(pos + len(line))
		case lineField:
			r.field(line)
		case lineFrom:
			r.open = false
		case lineJunk:
			if !r.junk(pos, next) {
				r.b.body = pos
				return r.b
			}
		}
		pos = next
	}
	r.b.body = len(raw)
	return r.b
}

// field starts a field.
func (r *headerReader) field(line []byte) {
	r.open = r.size < maxHeaderBytes && len(r.b.fields) < maxFields
	r.b.cut = r.b.cut || !r.open
	if !r.open {
		return
	}
	colon := bytes.IndexByte(line, ':')
	f := field{name: bytes.TrimRight(line[:colon], " \t"), value: line[colon+1:]}
	if len(f.value) > maxFieldBytes {
		f.value, r.b.cut = f.value[:maxFieldBytes], true
	}
	r.size += len(f.name) + len(f.value)
	r.b.fields = append(r.b.fields, f)
}

// fold lets the value of the last field, which ends right before the line break in front of a continuation line,
// reach up to end.
func (r *headerReader) fold(end int) {
	if !r.open {
		r.b.damaged = r.b.damaged || len(r.b.fields) == 0
		return
	}
	f := &r.b.fields[len(r.b.fields)-1]
	start := cap(r.raw) - cap(f.value)
	if end-start > maxFieldBytes {
		r.b.cut = true
		return
	}
	r.size += end - start - len(f.value)
	f.value = r.raw[start:end]
}

// junk reports whether a line that is no field stands within the header.
func (r *headerReader) junk(pos, next int) bool {
	r.b.damaged, r.open = true, false
	if next > r.resume {
		r.resume = resumes(r.raw, pos, next)
	}
	return r.resume >= next
}
