package message

import "unicode/utf8"

// wholeUTF8 returns where a character that is cut off at the end starts, len(data) when there is none.
func wholeUTF8(data []byte) int {
	for i := len(data) - 1; i >= 0 && i >= len(data)-3; i-- {
		if utf8.RuneStart(data[i]) {
			if data[i] >= 0xc0 && !utf8.FullRune(data[i:]) {
				return i
			}
			break
		}
	}
	return len(data)
}

// mostlyUTF8 reports whether the bytes are UTF-8 with a little damage, such as a character cut in two.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n <= 1:
			bad++
		case n > 1:
			good++
		}
		data = data[n:]
	}
	return good > 3*bad
}

func isASCII(data []byte) bool {
	for _, c := range data {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// onlyTwoByte reports whether all characters of valid UTF-8 are of one or two bytes, which short GBK text can be
// by accident.
func onlyTwoByte(data []byte) bool {
	for _, c := range data {
		if c >= 0xe0 {
			return false
		}
	}
	return true
}

func highBytes(data []byte) int {
	n := 0
	for _, c := range data {
		if c >= 0x80 {
			n++
		}
	}
	return n
}
