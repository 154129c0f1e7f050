package dial

import "time"

// Timeouts bound every wait on the network. A zero field stands for its default.
type Timeouts struct {
	Resolve   time.Duration // the whole name lookup; 15 s
	Connect   time.Duration // all connection attempts together; 20 s
	Handshake time.Duration // the whole TLS handshake; 20 s
	Greeting  time.Duration // from the connection to the end of the greeting, absolute; 30 s
	Command   time.Duration // silence while an answer or a write is awaited; 60 s
	Idle      time.Duration // silence while nothing is expected, as in IDLE; 29 min
}

var defaults = Timeouts{
	Resolve:   15 * time.Second,
	Connect:   20 * time.Second,
	Handshake: 20 * time.Second,
	Greeting:  30 * time.Second,
	Command:   60 * time.Second,
	Idle:      29 * time.Minute,
}

// filled returns t with defaults in place of zeros.
func (t Timeouts) filled() Timeouts {
	fill := func(field *time.Duration, standard time.Duration) {
		if *field <= 0 {
			*field = standard
		}
	}
	fill(&t.Resolve, defaults.Resolve)
	fill(&t.Connect, defaults.Connect)
	fill(&t.Handshake, defaults.Handshake)
	fill(&t.Greeting, defaults.Greeting)
	fill(&t.Command, defaults.Command)
	fill(&t.Idle, defaults.Idle)
	return t
}

// Scale returns all timeouts multiplied by factor, with defaults in place of zeros. Tests and slow networks use it.
func (t Timeouts) Scale(factor float64) Timeouts {
	t = t.filled()
	for _, field := range []*time.Duration{&t.Resolve, &t.Connect, &t.Handshake, &t.Greeting, &t.Command, &t.Idle} {
		*field = time.Duration(float64(*field) * factor)
	}
	return t
}
