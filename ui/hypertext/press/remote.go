package press

import (
	"net/url"
	"regexp"
	"strings"

	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/paint"
)

// Remote is a picture that a page wants from the network.
type Remote struct {
	Address string
	Host    string
	Tracker bool // it is there to be counted and not to be seen
}

// maxRemote is how many pictures of one page are fetched or listed.
const maxRemote = 400

// Wanted lists the pictures that items would show if they were fetched, each once.
func Wanted(items []paint.Item) []Remote {
	var out []Remote
	at := map[string]int{}
	add := func(address string, tracker bool) {
		r, ok := remote(address)
		if !ok || len(out) == maxRemote {
			return
		}
		r.Tracker = tracker || counted.MatchString(address)
		if k, seen := at[address]; seen {
			out[k].Tracker = out[k].Tracker && r.Tracker
			return
		}
		at[address] = len(out)
		out = append(out, r)
	}
	for k := range items {
		switch i := &items[k]; i.Kind {
		case paint.Content:
			if i.Node != nil {
				add(dom.Attr(i.Node, "src"), dot(i))
			}
		case paint.Picture:
			add(i.Image.URL, false)
		case paint.Fill, paint.Border, paint.Glyphs, paint.Underline, paint.Marker:
		}
	}
	return out
}

// counted are addresses whose only use is to tell that a mail was opened.
var counted = regexp.MustCompile(`(?i)[/._-](open|track|beacon|pixel)(\.(gif|png|php|aspx)|[/?]|$)|/wf/open|/trk\b|[?&]open=`)

// dot reports a picture that the document makes too small to be seen.
func dot(i *paint.Item) bool {
	small := func(attr string, px float32) bool {
		v := strings.TrimSuffix(strings.TrimSpace(dom.Attr(i.Node, attr)), "px")
		return v == "0" || v == "1" || v == "2" || px > 0 && px <= 2
	}
	return small("width", i.Rect.W.Px()) && small("height", i.Rect.H.Px()) || i.Opacity < 0.05
}

// remote reads an address of the network. Everything else has no host that could be asked.
func remote(address string) (Remote, bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return Remote{}, false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return Remote{Address: address, Host: u.Hostname()}, true
	}
	return Remote{}, false
}
