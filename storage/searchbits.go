package storage

import (
	"encoding/binary"
	"math/bits"
)

// bitWriter writes numbers of any number of bits, and lists of places in about as few as there can be.
type bitWriter struct {
	out  []byte
	word uint64
	used uint // bits of word
}

// put writes the lowest bits of v, which has no others; at most 32.
func (w *bitWriter) put(v uint64, width uint) {
	w.word |= v << w.used
	for w.used += width; w.used >= 8; w.used -= 8 {
		w.out = append(w.out, byte(w.word))
		w.word >>= 8
	}
}

// unary writes a small number as that many zeros and a one.
func (w *bitWriter) unary(n uint64) {
	for ; n >= 32; n -= 32 {
		w.put(0, 32)
	}
	w.put(1<<n, uint(n)+1)
}

// places writes places that rise, of the room places that a document has: how many there are, and then their
// distances as Rice codes for the distance that they have on average.
func (w *bitWriter) places(list []int32, room int32) {
	n := uint64(len(list))
	width := uint(bits.Len64(n)) - 1
	w.unary(uint64(width))
	w.put(n&(1<<width-1), width)
	k := riceWidth(room, n)
	last := int32(-1)
	for _, place := range list {
		distance := uint64(place - last - 1)
		last = place
		w.unary(distance >> k)
		w.put(distance&(1<<k-1), k)
	}
}

// riceWidth returns how many bits of a distance are written as they are.
func riceWidth(room int32, n uint64) uint {
	return uint(max(bits.Len64(uint64(max(room, 0))/n)-1, 0))
}

// bytes returns what was written. The writer can go on only before that.
func (w *bitWriter) bytes() []byte {
	if w.used > 0 {
		w.out = append(w.out, byte(w.word))
		w.word, w.used = 0, 0
	}
	return w.out
}

// bitReader reads what a bitWriter wrote.
type bitReader struct {
	in   []byte
	word uint64
	left uint // bits of word
}

// fill has at least 56 bits in the word, as far as there are any.
func (r *bitReader) fill() {
	if len(r.in) >= 8 {
		taken := (63 - r.left) / 8
		r.word |= binary.LittleEndian.Uint64(r.in) << r.left
		r.in = r.in[taken:]
		r.left += taken * 8
		if r.left < 64 {
			r.word &= 1<<r.left - 1
		}
		return
	}
	for r.left <= 56 && len(r.in) > 0 {
		r.word |= uint64(r.in[0]) << r.left
		r.in = r.in[1:]
		r.left += 8
	}
}

// get reads width bits, at most 32.
func (r *bitReader) get(width uint) (uint64, error) {
	if r.left < width {
		if r.fill(); r.left < width {
			return 0, errIndexDamaged
		}
	}
	v := r.word & (1<<width - 1)
	r.word >>= width
	r.left -= width
	return v, nil
}

func (r *bitReader) unary() (n uint64, err error) {
	for {
		if zeros := uint(bits.TrailingZeros64(r.word)); zeros < r.left {
			r.word >>= zeros + 1
			r.left -= zeros + 1
			return n + uint64(zeros), nil
		}
		n += uint64(r.left)
		r.word, r.left = 0, 0
		if r.fill(); r.left == 0 {
			return 0, errIndexDamaged
		}
	}
}

// places reads what bitWriter.places wrote, into list.
func (r *bitReader) places(list []int32, room int32) ([]int32, error) {
	list = list[:0]
	width, err := r.unary()
	if err != nil || width > 31 {
		return nil, errIndexDamaged
	}
	n, err := r.get(uint(width))
	if err != nil {
		return nil, err
	}
	n |= 1 << width
	k := riceWidth(room, n)
	last := int64(-1)
	for ; n > 0; n-- {
		high, err := r.unary()
		if err != nil {
			return nil, err
		}
		low, err := r.get(k)
		if err != nil {
			return nil, err
		}
		if last += int64(high<<k|low) + 1; high > 1<<31 || last >= int64(room) {
			return nil, errIndexDamaged
		}
		list = append(list, int32(last))
	}
	return list, nil
}
