package demo

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
)

const (
	typePDF  = "application/pdf"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typePNG  = "image/png"
)

// pdfFile is one page with lines of Latin text.
func pdfFile(name string, lines ...string) file {
	var page strings.Builder
	page.WriteString("BT /F1 12 Tf 60 780 Td 18 TL\n")
	for _, l := range lines {
		fmt.Fprintf(&page, "(%s) Tj T*\n", strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(l))
	}
	page.WriteString("ET\n")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", page.Len(), page.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return file{name, typePDF, b.Bytes()}
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// office packs the parts of an Office document (ECMA-376); main is where its content is.
func office(name, mediaType, main, mainType string, parts map[string]string, order []string) file {
	types := xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/` + main + `" ContentType="` + mainType + `"/></Types>`
	links := xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="` + main + `"/></Relationships>`
	all := map[string]string{"[Content_Types].xml": types, "_rels/.rels": links}
	for n, text := range parts {
		all[n] = text
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range append([]string{"[Content_Types].xml", "_rels/.rels"}, order...) {
		// Writing into memory cannot fail, and the names are ours.
		if out, err := w.Create(n); err == nil {
			_, _ = io.WriteString(out, all[n])
		}
	}
	_ = w.Close()
	return file{name, mediaType, b.Bytes()}
}

// docxFile is a document of paragraphs.
func docxFile(name string, paragraphs ...string) file {
	var body strings.Builder
	for _, p := range paragraphs {
		body.WriteString(`<w:p><w:r><w:t>` + escaped(p) + `</w:t></w:r></w:p>`)
	}
	const main = "word/document.xml"
	text := xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`
	return office(name, typeDOCX, main, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
		map[string]string{main: text}, []string{main})
}

// xlsxFile is one sheet of rows.
func xlsxFile(name string, rows ...[]string) file {
	var data strings.Builder
	for i, row := range rows {
		fmt.Fprintf(&data, `<row r="%d">`, i+1)
		for j, cell := range row {
			fmt.Fprintf(&data, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+j, i+1, escaped(cell))
		}
		data.WriteString(`</row>`)
	}
	const main, sheet, links = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
	const space = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	return office(name, typeXLSX, main, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", map[string]string{
		main:  xmlHead + `<workbook ` + space + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		links: xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		sheet: xmlHead + `<worksheet ` + space + `><sheetData>` + data.String() + `</sheetData></worksheet>`,
	}, []string{main, links, sheet})
}

func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

// pngFile is a bar chart of the values.
func pngFile(name string, values ...int) file {
	const width, height = 480, 240
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{
		color.White, color.RGBA{0x24, 0x56, 0xC8, 0xFF}, color.RGBA{0xDD, 0xE2, 0xE8, 0xFF},
	})
	for y := 40; y < height; y += 40 {
		for x := range width {
			img.SetColorIndex(x, y, 2)
		}
	}
	step := width / len(values)
	for i, v := range values {
		for x := i*step + step/5; x < (i+1)*step-step/5; x++ {
			for y := height - min(v, height); y < height; y++ {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // into memory, of a size that is allowed
	return file{name, typePNG, b.Bytes()}
}
