// Command icon turns a square PNG into a Windows .ico file with the sizes that the shell asks for.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
)

var sizes = []int{16, 24, 32, 48, 64, 128, 256}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: icon IN.png OUT.ico")
		os.Exit(2)
	}
	if err := convert(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "icon:", err)
		os.Exit(1)
	}
}

func convert(in, out string) error {
	data, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	source, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("read %s: %w", in, err)
	}
	if b := source.Bounds(); b.Dx() != b.Dy() || b.Dx() < 256 {
		return errors.New("the picture must be a square of at least 256 pixels")
	}
	ico, err := encode(source)
	if err != nil {
		return err
	}
	return os.WriteFile(out, ico, 0o644)
}

// encode writes the directory of the format and then each size as a PNG, which Windows reads since Vista.
func encode(source image.Image) ([]byte, error) {
	var directory, pictures bytes.Buffer
	directory.Write([]byte{0, 0, 1, 0, byte(len(sizes)), 0})
	offset := 6 + 16*len(sizes)
	for _, size := range sizes {
		var one bytes.Buffer
		if err := png.Encode(&one, shrink(source, size)); err != nil {
			return nil, err
		}
		side := byte(size) // 256 is written as 0
		directory.Write([]byte{side, side, 0, 0, 1, 0, 32, 0})
		for _, v := range []int{one.Len(), offset + pictures.Len()} {
			if err := binary.Write(&directory, binary.LittleEndian, uint32(v)); err != nil {
				return nil, err
			}
		}
		pictures.Write(one.Bytes())
	}
	return append(directory.Bytes(), pictures.Bytes()...), nil
}

// shrink averages the source's pixels that fall on each pixel of the result.
func shrink(source image.Image, size int) image.Image {
	from := source.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			area := image.Rect(x*from.Dx()/size, y*from.Dy()/size, (x+1)*from.Dx()/size, (y+1)*from.Dy()/size)
			to.SetRGBA64(x, y, average(source, area.Add(from.Min)))
		}
	}
	return to
}

func average(source image.Image, area image.Rectangle) color.RGBA64 {
	var r, g, b, a uint64
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			pr, pg, pb, pa := source.At(x, y).RGBA()
			r, g, b, a = r+uint64(pr), g+uint64(pg), b+uint64(pb), a+uint64(pa)
		}
	}
	n := uint64(area.Dx() * area.Dy())
	return color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: uint16(a / n)}
}
