package extract

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// content returns the bytes of a stream after its filters (ISO 32000-1 section 7.4), as far as they can be read:
// pictures have others, which no text is behind.
func (p *pdf) content(o pdfObject) []byte {
	data := o.stream
	if p.left -= int64(len(data)); p.left <= 0 { // the same stream may be used over and over
		p.short = true
		return nil
	}
	filters := []any{o.dict()["Filter"]}
	if list, several := p.resolve(o.dict()["Filter"]).value.([]any); several {
		filters = list
	}
	for _, f := range filters {
		switch name(p.resolve(f).value) {
		case "":
		case "FlateDecode", "Fl":
			data = p.inflate(data)
		case "ASCIIHexDecode", "AHx":
			data = unhex(data)
		case "ASCII85Decode", "A85":
			data = un85(data)
		default:
			return nil
		}
	}
	return p.unpredicted(o, data)
}

// inflate unpacks as much as is left. What of a damaged stream can be unpacked is text too.
func (p *pdf) inflate(data []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	out, _ := io.ReadAll(io.LimitReader(z, max(p.left, 0)))
	if p.left -= int64(len(out)); p.left <= 0 {
		p.short = true
	}
	return out
}

func unhex(data []byte) []byte {
	r := pdfReader{data: append([]byte("<"), data...)}
	return r.hex()
}

func un85(data []byte) []byte {
	data = bytes.TrimSpace(data)
	data = bytes.TrimSuffix(bytes.TrimPrefix(data, []byte("<~")), []byte("~>"))
	out := make([]byte, 4*len(data)+4) // a z is four bytes
	n, _, err := ascii85.Decode(out, data, true)
	if err != nil {
		return nil
	}
	return out[:n]
}

// unpredicted takes back the prediction of PNG (section 7.4.4.4), which packed objects are written with.
func (p *pdf) unpredicted(o pdfObject, data []byte) []byte {
	parms := p.resolve(o.dict()["DecodeParms"]).dict()
	if p.integer(parms["Predictor"]) < 10 {
		return data
	}
	width := max(p.integer(parms["Columns"]), 1)
	if width > 1<<16 {
		return nil
	}
	out := make([]byte, 0, len(data))
	before := make([]byte, width)
	for len(data) > width {
		kind, row := data[0], bytes.Clone(data[1:width+1])
		data = data[width+1:]
		for i := range row {
			switch {
			case kind == 1 && i > 0:
				row[i] += row[i-1]
			case kind == 2:
				row[i] += before[i]
			}
		}
		out = append(out, row...)
		before = row
	}
	return out
}

// page writes the text of a page.
func (p *pdf) page(page pdfDict) {
	var content []byte
	parts := []any{page["Contents"]}
	if list, several := p.resolve(page["Contents"]).value.([]any); several {
		parts = list
	}
	for _, part := range parts {
		content = append(append(content, p.content(p.resolve(part))...), '\n')
	}
	p.run(content, p.resolve(page["Resources"]).dict(), 0)
}

// run carries out the operators that show text (section 9.4), and those that say where lines end.
func (p *pdf) run(content []byte, resources pdfDict, depth int) {
	r := pdfReader{data: content}
	fonts := p.resolve(resources["Font"]).dict()
	var font *pdfFont
	var operands []any
	for p.out.Len() <= p.limits.Text {
		v := r.value(0)
		if _, over := v.(end); over && r.at >= len(content) {
			return
		}
		operator, isOperator := v.(pdfOperator)
		if !isOperator {
			if len(operands) < 64 {
				operands = append(operands, v)
			}
			continue
		}
		switch operator {
		case "Tf":
			if len(operands) > 0 {
				font = p.font(fonts[name(operands[0])])
			}
		case "Do":
			if len(operands) > 0 && depth < maxForms {
				p.form(p.resolve(p.resolve(resources["XObject"]).dict()[name(operands[0])]), resources, depth)
			}
		case "BI":
			skipPicture(&r)
		default:
			p.show(operator, operands, font)
		}
		operands = operands[:0]
	}
	p.short = true
}

// form runs what is drawn in several places, or once.
func (p *pdf) form(o pdfObject, resources pdfDict, depth int) {
	if name(o.dict()["Subtype"]) != "Form" || p.left <= 0 {
		return
	}
	if own := p.resolve(o.dict()["Resources"]).dict(); own != nil {
		resources = own
	}
	p.run(p.content(o), resources, depth+1)
}

// skipPicture goes past a picture that stands among the operators.
func skipPicture(r *pdfReader) {
	if i := bytes.Index(r.data[r.at:], []byte("EI")); i >= 0 {
		r.at += i + 2
	} else {
		r.at = len(r.data)
	}
}

// wide is the move inside a line, in thousandths of the font's size, from which it is a blank.
const wide = -180

func (p *pdf) show(operator pdfOperator, operands []any, font *pdfFont) {
	var last any
	if len(operands) > 0 {
		last = operands[len(operands)-1]
	}
	switch operator {
	case "'", "\"":
		p.out.WriteByte('\n')
		p.write(last, font)
	case "Tj":
		p.write(last, font)
	case "TJ":
		list, _ := last.([]any)
		for _, v := range list {
			if n, isNumber := v.(float64); isNumber && n < wide {
				p.out.WriteByte(' ')
			}
			p.write(v, font)
		}
	case "T*", "TD", "Tm", "BT":
		p.out.WriteByte('\n')
	case "Td":
		if y, ok := last.(float64); ok && y == 0 {
			p.out.WriteByte(' ')
		} else {
			p.out.WriteByte('\n')
		}
	}
}

func (p *pdf) write(v any, font *pdfFont) {
	if s, ok := v.(pdfString); ok {
		font.decode(s, &p.out)
	}
}

// hexValue reads the number that a string of bytes is, of at most four.
func hexValue(s pdfString) (n uint32) {
	for _, b := range s[max(0, len(s)-4):] {
		n = n<<8 | uint32(b)
	}
	return n
}
