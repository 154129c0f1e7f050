package extract

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"letterbox/mail/search"
)

// What of a PDF is looked at. A document that needs more is not read to its end.
const (
	maxObjects = 200_000
	maxPages   = 2_000
	maxForms   = 4 // forms inside each other
)

// pdf is a document as far as its text goes. It is read without the table of its objects (ISO 32000-1 section 7.5.4),
// which is wrong in many a file: every object says itself which one it is, and the last of a number counts.
type pdf struct {
	data    []byte
	objects map[int]pdfObject
	limits  Limits
	left    int64
	out     strings.Builder
	fonts   map[int]*pdfFont
	short   bool // a limit was met
}

// pdfObject is a value and, if it has one, its stream as it stands in the file.
type pdfObject struct {
	value  any
	stream []byte
}

var objectStart = regexp.MustCompile(`(?:^|[\r\n\s>])(\d{1,10})[ \r\n\t]+\d{1,5}[ \r\n\t]+obj\b`)

func readPDF(data []byte, limits Limits) (string, search.Reason) {
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return "", search.Damaged
	}
	p := &pdf{data: data, objects: map[int]pdfObject{}, limits: limits, left: limits.Unpacked, fonts: map[int]*pdfFont{}}
	p.scan()
	if p.encrypted() {
		return "", search.Encrypted
	}
	pages := p.pages()
	for _, page := range pages {
		if p.left <= 0 || p.out.Len() > limits.Text {
			p.short = true
			break
		}
		p.page(page)
		p.out.WriteString("\n\n")
	}
	text := strings.TrimSpace(p.out.String())
	switch {
	case p.short:
		return text, search.TooLarge
	case len(pages) == 0:
		return text, search.Damaged
	default:
		return text, ""
	}
}

// scan finds the objects, and then those that are packed in streams. Each object is read up to the next one at most, so
// that reading all of them takes no longer than the file is.
func (p *pdf) scan() {
	ends := positions(p.data, "endstream")
	starts := objectStart.FindAllSubmatchIndex(p.data, maxObjects)
	for i, at := range starts {
		number, err := strconv.Atoi(string(p.data[at[2]:at[3]]))
		if err != nil {
			continue
		}
		limit := len(p.data)
		if i+1 < len(starts) {
			limit = starts[i+1][2]
		}
		r := pdfReader{data: p.data[:limit], at: at[1]}
		o := pdfObject{value: r.value(0)}
		if begin := r.streamStart(); begin > 0 {
			if n, _ := slices.BinarySearch(ends, begin); n < len(ends) {
				o.stream = p.data[begin:ends[n]]
			} else {
				o.stream = p.data[begin:]
			}
		}
		p.objects[number] = o
	}
	packed := []int{}
	for number, o := range p.objects {
		if name(o.dict()["Type"]) == "ObjStm" {
			packed = append(packed, number)
		}
	}
	slices.Sort(packed)
	for _, number := range packed {
		p.unpack(p.objects[number])
	}
}

// positions returns where a word stands.
func positions(data []byte, word string) (list []int) {
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte(word))
		if i < 0 {
			return list
		}
		list = append(list, at+i)
		at += i + len(word)
	}
}

// unpack reads the objects of a stream (section 7.5.7).
func (p *pdf) unpack(o pdfObject) {
	data := p.content(o)
	begin := p.integer(o.dict()["First"])
	if begin <= 0 || begin > len(data) {
		return
	}
	head := pdfReader{data: data[:begin]}
	budget := 4 * len(data) // objects may claim to lie in each other
	for range min(p.integer(o.dict()["N"]), maxObjects) {
		number, isNumber := head.value(0).(float64)
		offset, isOffset := head.value(0).(float64)
		if !isNumber || !isOffset || offset < 0 || int(offset) > len(data)-begin || len(p.objects) > maxObjects || budget < 0 {
			return
		}
		r := pdfReader{data: data, at: begin + int(offset)}
		if _, known := p.objects[int(number)]; !known {
			p.objects[int(number)] = pdfObject{value: r.value(0)}
		}
		budget -= r.at - begin - int(offset)
	}
}

// encrypted reports whether a trailer says that all strings and streams are.
func (p *pdf) encrypted() bool {
	for _, o := range p.objects {
		if name(o.dict()["Type"]) == "XRef" && o.dict()["Encrypt"] != nil {
			return true
		}
	}
	for _, at := range positions(p.data, "trailer") {
		r := pdfReader{data: p.data[:min(len(p.data), at+trailerBytes)], at: at + len("trailer")}
		if d, ok := r.value(0).(pdfDict); ok && d["Encrypt"] != nil {
			return true
		}
	}
	return false
}

// trailerBytes is how much of a trailer is read.
const trailerBytes = 4096

func (o pdfObject) dict() pdfDict {
	d, _ := o.value.(pdfDict)
	return d
}

// resolve follows a reference; what it leads to need not be there.
func (p *pdf) resolve(v any) pdfObject {
	for range 8 {
		ref, ok := v.(pdfRef)
		if !ok {
			return pdfObject{value: v}
		}
		o := p.objects[int(ref)]
		if _, again := o.value.(pdfRef); !again {
			return o
		}
		v = o.value
	}
	return pdfObject{}
}

func (p *pdf) integer(v any) int {
	n, _ := p.resolve(v).value.(float64)
	return int(max(min(n, 1<<30), -1))
}

// pageTree gathers the pages of a document.
type pageTree struct {
	pdf  *pdf
	seen map[pdfRef]bool
	list []pdfDict
}

// pages returns the pages in the order of the tree, or, where that is broken, of their numbers.
func (p *pdf) pages() []pdfDict {
	numbers := make([]int, 0, len(p.objects))
	for n := range p.objects {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	t := pageTree{pdf: p, seen: map[pdfRef]bool{}}
	for _, n := range numbers {
		if d := p.objects[n].dict(); name(d["Type"]) == "Catalog" {
			t.walk(p.resolve(d["Pages"]).dict(), nil)
		}
	}
	for _, n := range numbers {
		if d := p.objects[n].dict(); name(d["Type"]) == "Page" && !t.seen[pdfRef(n)] && len(t.list) <= maxPages {
			t.list = append(t.list, d)
		}
	}
	return slices.DeleteFunc(t.list, func(d pdfDict) bool { return d["Contents"] == nil })
}

// walk visits a node, whose pages have its resources if they have none of their own.
func (t *pageTree) walk(node pdfDict, resources any) {
	if node["Resources"] != nil {
		resources = node["Resources"]
	}
	kids, isTree := t.pdf.resolve(node["Kids"]).value.([]any)
	if !isTree {
		t.list = append(t.list, pdfDict{"Contents": node["Contents"], "Resources": resources})
		return
	}
	for _, kid := range kids {
		ref, ok := kid.(pdfRef)
		if !ok || t.seen[ref] || len(t.list) > maxPages {
			continue
		}
		t.seen[ref] = true
		if d := t.pdf.resolve(ref).dict(); d != nil {
			t.walk(d, resources)
		}
	}
}
