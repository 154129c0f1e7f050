package bus

import (
	"context"
	"time"

	"letterbox/ui/ime"
	"letterbox/ui/ime/x11"
)

// screen knows where windows are.
type screen struct {
	display string
	conn    *x11.Conn // nil before the first use, and while there is no server
}

// screenTime bounds a question to the X server, which may be busy drawing.
const screenTime = 5 * time.Second

// translate returns where the corner of r is on the screen. Without a display, or where the window is not known, it is
// as if the window was at the screen's corner. It is not known when the server does not tell, and asked for again the
// next time.
func (s *screen) translate(ctx context.Context, r ime.Rect) (x, y int, known bool) {
	if s.display == "" || r.Window == 0 {
		return r.X, r.Y, true
	}
	ctx, cancel := context.WithTimeout(ctx, screenTime)
	defer cancel()
	if s.conn != nil && s.conn.Gone() {
		s.close()
	}
	if s.conn == nil {
		conn, err := x11.Open(ctx, s.display)
		if err != nil {
			return 0, 0, false
		}
		s.conn = conn
	}
	left, top, err := s.conn.Origin(ctx, uint32(r.Window))
	return left + r.X, top + r.Y, err == nil
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
