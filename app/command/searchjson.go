package command

import (
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
	"letterbox/ui/words"
)

type spanObject [2]int

type hitObject struct {
	ID      mail.MessageID `json:"id"`
	Folder  string         `json:"folder"`
	From    string         `json:"from"`
	Name    string         `json:"from_name"`
	Subject string         `json:"subject"`
	Date    string         `json:"date"` // RFC 3339
	Snippet string         `json:"snippet"`
	Marks   []spanObject   `json:"marks"` // in the snippet, in bytes
	File    string         `json:"file"`  // the attachment that the snippet is of
	Others  int            `json:"others"`
	Server  bool           `json:"server"` // a server found it: its text is not here
}

type coverageObject struct {
	Messages    int          `json:"messages"`
	Indexed     int          `json:"indexed"`
	Waiting     int          `json:"waiting"`
	Bodies      int          `json:"bodies"`
	BodiesSince string       `json:"bodies_since"` // RFC 3339; "" for never
	Cut         int          `json:"cut"`          // messages of which something was too large or damaged
	Left        []leftObject `json:"left"`         // what was not read to its end
	IndexBytes  int64        `json:"index_bytes"`
	TextBytes   int64        `json:"text_bytes"`
	Sentence    string       `json:"sentence"`
}

type leftObject struct {
	Reason   search.Reason `json:"reason"`
	Messages int           `json:"messages"`
	Sentence string        `json:"sentence"`
}

func hitJSON(h search.Hit, folder string) hitObject {
	marks := []spanObject{}
	for _, m := range h.Snippet.Marks {
		marks = append(marks, spanObject{m.Start, m.End})
	}
	m := h.Message
	return hitObject{
		ID: m.ID, Folder: folder, From: m.Envelope.Sender().Spec(), Name: m.Envelope.Sender().Name, Subject: m.Envelope.Subject,
		Date: m.When().UTC().Format(time.RFC3339), Snippet: h.Snippet.Text, Marks: marks, File: h.File, Others: h.Others, Server: h.Server,
	}
}

func coverageJSON(lang words.Language, c search.Coverage) coverageObject {
	since := ""
	if !c.BodiesSince.IsZero() {
		since = c.BodiesSince.Format(time.RFC3339)
	}
	left := []leftObject{}
	for _, l := range c.Skipped {
		left = append(left, leftObject{l.Reason, l.Messages, words.SearchLeft(lang, string(l.Reason), l.Messages)})
	}
	return coverageObject{
		Messages: c.Messages, Indexed: c.Indexed, Waiting: c.Waiting, Bodies: c.Bodies, BodiesSince: since, Cut: c.Cut, Left: left,
		IndexBytes: c.Bytes, TextBytes: c.Text, Sentence: words.SearchCoverage(lang, c.Indexed, c.Messages, c.Bodies, c.BodiesSince),
	}
}

type countObject struct {
	Name  string `json:"name"`
	Query string `json:"query"`
	Hits  int    `json:"hits"`
}

// facetsJSON tells the choices to narrow the search, to people too.
func (f *searchFlags) facetsJSON(c *call, facets search.Facets, paths map[mail.FolderID]string) map[string]any {
	list := func(title words.Key, counts []countObject) []countObject {
		c.out.text("%s", words.T(c.Lang, title))
		for _, n := range counts {
			c.out.text("\t%d\t%s", n.Hits, n.Name)
		}
		return counts
	}
	folders := []countObject{}
	for _, n := range facets.Folders {
		folders = append(folders, countObject{Name: paths[n.Folder], Query: "in:\"" + paths[n.Folder] + "\"", Hits: n.Hits})
	}
	return map[string]any{
		"people": list(words.SearchFacetPeople, counts(facets.People)), "folders": list(words.SearchFacetFolders, folders),
		"months": list(words.SearchFacetMonths, counts(facets.Months)), "attachments": facets.Attachments,
	}
}

func counts(list []search.Count) []countObject {
	all := []countObject{}
	for _, n := range list {
		all = append(all, countObject{n.Name, n.Query, n.Hits})
	}
	return all
}
