package dial

import (
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"letterbox/mail"
)

const (
	recordedBytes   = 32 << 10 // of text that a Recorder keeps for each server
	recordedServers = 32       // for which it keeps any
	recordOverhead  = 64       // bytes that a line takes besides its text, about
)

// TraceLine is one line of a conversation with a server, redacted when it was made.
type TraceLine struct {
	At         time.Time
	Server     string // host:port
	Connection int    // tells connections to the same server apart
	Sent       bool   // by us
	Text       string
}

// String writes the line as a trace shows it.
func (l TraceLine) String() string {
	who := "S"
	if l.Sent {
		who = "C"
	}
	return l.At.Format("15:04:05.000") + " " + l.Server + " #" + strconv.Itoa(l.Connection) + " " + who + ": " + l.Text
}

// Recorder keeps the last lines that were exchanged with each server, in memory and within fixed bounds, so that what
// went wrong can be read afterwards. It holds what Tracers get and therefore no secret, no part of a message and no
// whole address. It is safe for concurrent use.
type Recorder struct {
	log *slog.Logger

	mu      sync.Mutex
	servers map[recorded]*record
	uses    int // counts connections, and tells which server was used last
}

// recorded is whose lines are kept together: a server, for a user.
type recorded struct {
	protocol mail.Protocol
	address  string
	username string
}

func recordedAs(s mail.Server) recorded { return recorded{s.Protocol, s.HostPort(), s.Username} }

type record struct {
	lines []TraceLine
	size  int
	used  int
}

// NewRecorder returns an empty one. With a log, every line is logged at level Debug as well.
func NewRecorder(log *slog.Logger) *Recorder {
	return &Recorder{log: log, servers: map[recorded]*record{}}
}

// Trace returns the Tracer of a new connection. It fits Config.Trace.
func (r *Recorder) Trace(s mail.Server) Tracer {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.uses++
	kept := r.servers[recordedAs(s)]
	if kept == nil {
		r.forgetOldest()
		kept = &record{}
		r.servers[recordedAs(s)] = kept
	}
	kept.used = r.uses
	return &recording{recorder: r, record: kept, server: s.HostPort(), connection: r.uses}
}

// forgetOldest makes room for one more server.
func (r *Recorder) forgetOldest() {
	for len(r.servers) >= recordedServers {
		var oldest recorded
		least := r.uses + 1
		for key, kept := range r.servers {
			if kept.used < least {
				oldest, least = key, kept.used
			}
		}
		delete(r.servers, oldest)
	}
}

// Lines returns what was recorded for some servers, oldest first.
func (r *Recorder) Lines(servers ...mail.Server) []TraceLine {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []TraceLine
	for _, s := range servers {
		if kept := r.servers[recordedAs(s)]; kept != nil {
			all = append(all, kept.lines...)
		}
	}
	slices.SortStableFunc(all, func(a, b TraceLine) int { return a.At.Compare(b.At) })
	return all
}

// recording is the Tracer of one connection.
type recording struct {
	recorder   *Recorder
	record     *record
	server     string
	connection int
}

func (c *recording) Sent(line string)     { c.add(line, true) }
func (c *recording) Received(line string) { c.add(line, false) }

func (c *recording) add(text string, sent bool) {
	line := TraceLine{At: time.Now(), Server: c.server, Connection: c.connection, Sent: sent, Text: strings.Clone(text)}
	c.recorder.mu.Lock()
	c.record.add(line)
	c.recorder.mu.Unlock()
	if log := c.recorder.log; log != nil {
		log.Debug("trace", "server", line.Server, "connection", line.Connection, "sent", sent, "line", text)
	}
}

// add drops the oldest lines when the bound is passed, a good part of them at once.
func (k *record) add(line TraceLine) {
	k.lines = append(k.lines, line)
	k.size += len(line.Text) + recordOverhead
	if k.size <= recordedBytes {
		return
	}
	keep := 0
	for ; keep < len(k.lines) && k.size > recordedBytes*3/4; keep++ {
		k.size -= len(k.lines[keep].Text) + recordOverhead
	}
	k.lines = append([]TraceLine(nil), k.lines[keep:]...)
}
