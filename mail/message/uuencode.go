package message

import "bytes"

// appendUU appends the bytes of a uuencoded file; lines before "begin" are ignored, and so is "end" when missing.
func appendUU(dst, src []byte) (out []byte, damaged bool) {
	started := false
	for pos := 0; pos < len(src); {
		line, next := cutLine(src, pos)
		pos = next
		switch {
		case !started:
			started = bytes.HasPrefix(line, []byte("begin "))
		case bytes.HasPrefix(line, []byte("end")) && len(bytes.TrimSpace(line)) == 3:
			return dst, damaged
		case len(line) > 0:
			var ok bool
			if dst, ok = appendUULine(dst, line); !ok {
				damaged = true
			}
		}
	}
	return dst, true
}

// appendUULine decodes one line: a length, then groups of four characters for three bytes.
func appendUULine(dst, line []byte) ([]byte, bool) {
	want := int(line[0]-' ') & 63
	end := len(dst) + want
	for i := 1; len(dst) < end; i += 4 {
		var group [4]byte
		for j := range group {
			if i+j < len(line) {
				group[j] = (line[i+j] - ' ') & 63
			}
		}
		if i >= len(line) {
			return dst, false
		}
		dst = append(dst, group[0]<<2|group[1]>>4, group[1]<<4|group[2]>>2, group[2]<<6|group[3])
	}
	return dst[:end], true
}
