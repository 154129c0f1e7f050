package model

import (
	"context"
	"errors"
	"maps"
	"strings"
)

// errFull ends the reading of a message of which enough is there.
var errFull = errors.New("enough was read")

// Picture is a picture that a page wants from the network.
type Picture struct {
	Address string
	Host    string
	Tracker bool // it is there to be counted, not to be seen
}

// Fetchable reports whether a picture is fetched when the person asks for pictures: over an encrypted connection
// only, and never one that is there to be counted.
func (p Picture) Fetchable() bool {
	return !p.Tracker && strings.HasPrefix(strings.ToLower(strings.TrimSpace(p.Address)), "https://")
}

// PictureFetcher fetches pictures for a page.
type PictureFetcher interface {
	// FetchPicture returns the bytes of a picture at an https address. It tells the server nothing about the person but
	// what a connection tells, and asks no host inside the person's own network. May be called from any goroutine.
	FetchPicture(ctx context.Context, address string) ([]byte, error)
}

// PagePictures is what a page wants from the network. Nothing is fetched before the person asks.
type PagePictures struct {
	Wanted  []Picture
	Fetched map[string][]byte // by address; never changed in place
	Busy    bool
	Asked   bool // the person has asked for them, now or once for this sender
	Done    int  // pictures that came or failed
	Failed  int
	Always  bool // this sender's are always shown
	CanKeep bool // the sender is proven, so that can be remembered

	known bool
}

// Open returns the pictures that are fetched when the person asks.
func (p PagePictures) Open() []Picture {
	var out []Picture
	for _, w := range p.Wanted {
		if w.Fetchable() {
			out = append(out, w)
		}
	}
	return out
}

const (
	fetchesAtOnce = 4
	mostFetched   = 64 << 20 // bytes of all pictures of a page
)

// LoadPictures fetches the pictures of the page that is shown. Those that are there to be counted and those that would
// come unencrypted are left out.
func (l *Letter) LoadPictures() {
	s := &l.state.Page.Pictures
	if s.Busy || s.Asked || l.Pictures == nil {
		return
	}
	open := s.Open()
	s.Asked, s.Busy = true, len(open) > 0
	if len(open) > 0 {
		runTelling(l.Scope, &l.fetching,
			func(ctx context.Context, tell func(fetched)) (struct{}, error) {
				l.fetchAll(ctx, open, tell)
				return struct{}{}, nil
			},
			l.fetchedOne,
			func(struct{}, error) {
				l.state.Page.Pictures.Busy = false
				l.showFetched()
			})
	}
	l.changed(l.state)
}

// fetched is a picture that came, or did not: then raw is nil.
type fetched struct {
	address string
	raw     []byte
}

// fetchAll fetches some pictures at once, and stops when there is too much of them.
func (l *Letter) fetchAll(ctx context.Context, open []Picture, tell func(fetched)) {
	next := make(chan Picture)
	sizes := make(chan int)
	for range fetchesAtOnce {
		go func() { // ends when next is closed
			for p := range next {
				raw, err := l.Pictures.FetchPicture(ctx, p.Address)
				if err != nil {
					raw = nil
				}
				tell(fetched{p.Address, raw})
				sizes <- len(raw)
			}
		}()
	}
	room, busy := mostFetched, 0
	for len(open) > 0 || busy > 0 {
		to, first := next, Picture{}
		if len(open) > 0 {
			first = open[0]
		}
		if len(open) == 0 || room <= 0 || ctx.Err() != nil {
			to, open = nil, nil
		}
		if to == nil && busy == 0 {
			break
		}
		select {
		case to <- first:
			open = open[1:]
			busy++
		case n := <-sizes:
			busy--
			room -= n
		}
	}
	close(next)
}

// fetchedOne keeps a picture until it is shown with others: a page is not laid out anew for each.
func (l *Letter) fetchedOne(f fetched) {
	s := &l.state.Page.Pictures
	s.Done++
	if f.raw == nil {
		s.Failed++
	} else {
		if l.arrived == nil {
			l.arrived = map[string][]byte{}
		}
		l.arrived[f.address] = f.raw
	}
	if s.Done&(s.Done-1) == 0 { // after the first, the second, the fourth, …
		l.showFetched()
	}
}

func (l *Letter) showFetched() {
	s := &l.state.Page.Pictures
	if len(l.arrived) > 0 {
		all := maps.Clone(s.Fetched)
		if all == nil {
			all = map[string][]byte{}
		}
		maps.Copy(all, l.arrived)
		s.Fetched, l.arrived = all, nil
	}
	l.changed(l.state)
}

// AlwaysLoadPictures shows the pictures of this sender from now on, or no more. It is remembered only for senders that
// are proven: anybody can write any address.
func (l *Letter) AlwaysLoadPictures(on bool) {
	s := &l.state.Page.Pictures
	if on && !s.CanKeep {
		return
	}
	s.Always = on
	l.remember(prefPictures, on)
	if on {
		l.LoadPictures()
	}
	l.changed(l.state)
}

// askSender finds out whether the sender is proven, and fetches the pictures of those that the person chose.
func (l *Letter) askSender() {
	if l.Pictures == nil {
		return
	}
	id, message := l.state.ID, l.state.Message
	run(l.Scope, &l.proving,
		func(ctx context.Context) (bool, error) { return l.proven(ctx, id, message) },
		func(proven bool, err error) {
			s := &l.state.Page.Pictures
			s.CanKeep = proven && err == nil
			s.Always = s.CanKeep && l.remembered(prefPictures)
			if s.Always {
				l.LoadPictures()
			}
			l.changed(l.state)
		})
}
