package bus

import (
	"context"
	"time"

	"letterbox/ui/ime"
	"letterbox/ui/ime/x11"
)

// screen knows where windows are. Without an X server every window is at the corner.
type screen struct {
	display string
	conn    *x11.Conn // nil before the first use, and when there is no server
	failed  bool
}

// screenTime bounds a question to the X server, which is on this computer as a rule.
const screenTime = time.Second

// translate returns where the corner of r is on the screen.
func (s *screen) translate(ctx context.Context, r ime.Rect) (x, y int) {
	if s.display == "" || s.failed || r.Window == 0 {
		return r.X, r.Y
	}
	ctx, cancel := context.WithTimeout(ctx, screenTime)
	defer cancel()
	if s.conn == nil {
		conn, err := x11.Open(ctx, s.display)
		if err != nil {
			s.failed = true
			return r.X, r.Y
		}
		s.conn = conn
	}
	left, top, err := s.conn.Origin(ctx, uint32(r.Window))
	if err != nil {
		if s.conn.Gone() {
			s.close()
			s.failed = true
		}
		return r.X, r.Y
	}
	return left + r.X, top + r.Y
}

// moved is sent to when a window has moved.
func (s *screen) moved() <-chan struct{} {
	if s.conn == nil {
		return nil
	}
	return s.conn.Moved()
}

func (s *screen) close() {
	if s.conn != nil {
		s.conn.Close()
		s.conn = nil
	}
}
