package storage

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// The log of a database (sqlite.org/fileformat.html, section 4) ends for SQLite at the first frame whose checksum is not
// right, because that is what a crash leaves. What was committed behind it is passed over in silence. A commit in the
// present log behind a wrong frame is no leftover of a transaction: something is lost.

const (
	logHeader   = 32
	frameHeader = 24
)

// inspectLog looks for damage inside of the log beside a database file. A last frame that is not whole is none.
func inspectLog(path string) error {
	f, err := os.Open(path + "-wal")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 64<<10)
	head := make([]byte, logHeader)
	if _, err := io.ReadFull(in, head); err != nil {
		return nil // nothing is in it
	}
	l := logReader{salts: [8]byte(head[16:24])}
	switch binary.BigEndian.Uint32(head) {
	case 0x377f0682:
		l.order = binary.LittleEndian
	case 0x377f0683:
		l.order = binary.BigEndian
	default:
		return l.unlessEmpty(in)
	}
	l.add(head[:24])
	if l.sum != [2]uint32{binary.BigEndian.Uint32(head[24:]), binary.BigEndian.Uint32(head[28:])} || binary.BigEndian.Uint32(head[8:]) != 4096 {
		return l.unlessEmpty(in)
	}
	return l.frames(in)
}

// logReader follows the checksum of a log, which goes on from frame to frame.
type logReader struct {
	order binary.ByteOrder
	salts [8]byte
	sum   [2]uint32
}

// unlessEmpty reports a header that is damaged, if anything stands behind it.
func (l *logReader) unlessEmpty(in io.Reader) error {
	if n, _ := io.CopyN(io.Discard, in, frameHeader+4096); n < frameHeader+4096 { // what cannot be read was never committed
		return nil
	}
	return &errUnsound{"the header of the log is damaged"}
}

// frames reads all frames and reports one that is wrong in front of a commit.
func (l *logReader) frames(in io.Reader) error {
	frame := make([]byte, frameHeader+4096)
	wrong := 0
	for n := 1; ; n++ {
		if _, err := io.ReadFull(in, frame); err != nil {
			return nil
		}
		ours := [8]byte(frame[8:16]) == l.salts
		if wrong > 0 {
			if ours && binary.BigEndian.Uint32(frame[4:]) != 0 {
				return &errUnsound{fmt.Sprintf("frame %d of the log is damaged", wrong)}
			}
			continue
		}
		l.add(frame[:8])
		l.add(frame[frameHeader:])
		if !ours || l.sum != [2]uint32{binary.BigEndian.Uint32(frame[16:]), binary.BigEndian.Uint32(frame[20:])} {
			wrong = n
		}
	}
}

func (l *logReader) add(data []byte) {
	for ; len(data) >= 8; data = data[8:] {
		l.sum[0] += l.order.Uint32(data) + l.sum[1]
		l.sum[1] += l.order.Uint32(data[4:]) + l.sum[0]
	}
}
