package storage

import (
	"letterbox/mail/search"
)

// snippetLength is about how many characters of a text a hit shows.
const snippetLength = 120

// hit makes what is shown of a document.
func (s *searcher) hit(doc uint32) (search.Hit, error) {
	h := search.Hit{Message: s.rows[doc], Position: s.position(doc)}
	if s.request.Plain {
		return h, nil
	}
	text, err := s.text(doc)
	if err != nil {
		return h, err
	}
	h.Subject = search.Marks(text.Subject, s.in(search.Subject))
	h.Sender = search.Marks(h.Message.Envelope.Sender().Display(), s.in(search.From))
	s.snippet(&h, text)
	return h, nil
}

// in returns the words that are looked for in a field.
func (s *searcher) in(field search.Field) (list []search.Words) {
	for _, w := range s.words {
		if w.Field == search.Anywhere || w.Field == field {
			list = append(list, w)
		}
	}
	return list
}

// snippet finds the best place that has the words: the text, what is quoted, a file.
func (s *searcher) snippet(h *search.Hit, text search.Text) {
	words := s.in(search.Body)
	var found bool
	if h.Snippet, found = search.Cut(text.Body, words, snippetLength); found || len(words) == 0 {
		return
	}
	if quoted, found := search.Cut(text.Quoted, words, snippetLength); found {
		h.Snippet = quoted
		return
	}
	for _, f := range text.Files {
		if piece, found := search.Cut(f.Text, words, snippetLength); found {
			h.Snippet, h.File = piece, f.Name
			return
		}
	}
	if h.Snippet.Text == "" {
		h.Snippet.Text = h.Message.Preview
	}
}
