package message

import "golang.org/x/net/html/atom"

// dropped are the elements whose content nobody reads.
var dropped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Template: true,
	atom.Object: true, atom.Iframe: true, atom.Select: true, atom.Svg: true, atom.Math: true, atom.Noframes: true,
	atom.Audio: true, atom.Video: true, atom.Canvas: true,
}

// voidElement have no end tag.
var voidElement = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// blockBreaks says how many line breaks stand around a block.
var blockBreaks = map[atom.Atom]int{
	atom.Address: 1, atom.Article: 1, atom.Aside: 1, atom.Blockquote: 1, atom.Body: 1, atom.Caption: 1, atom.Center: 1, atom.Dd: 1,
	atom.Details: 1, atom.Dialog: 1, atom.Dir: 1, atom.Div: 1, atom.Dl: 1, atom.Dt: 1, atom.Fieldset: 1, atom.Figcaption: 1,
	atom.Figure: 1, atom.Footer: 1, atom.Form: 1, atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2,
	atom.Header: 1, atom.Hr: 1, atom.Legend: 1, atom.Li: 1, atom.Main: 1, atom.Menu: 1, atom.Nav: 1, atom.Ol: 1, atom.P: 2,
	atom.Pre: 1, atom.Section: 1, atom.Summary: 1, atom.Table: 1, atom.Tbody: 1, atom.Tfoot: 1, atom.Thead: 1, atom.Tr: 1,
	atom.Ul: 1,
}
