package acceptance

import (
	"sync"

	"github.com/godbus/dbus/v5"
)

// panel stands for the program that draws the candidates of ibus, whose own is not made for tests: it falls over now and
// then. It draws nothing and knows where the candidates would be.
type panel struct {
	mu      sync.Mutex
	visible bool
	caret   area
}

// newPanel joins the private bus of ibus, at an address.
func newPanel(address string) (*panel, *dbus.Conn, error) {
	const path, name = "/org/freedesktop/IBus/Panel", "org.freedesktop.IBus.Panel"
	conn, err := dbus.Connect(address)
	if err != nil {
		return nil, nil, err
	}
	p := &panel{}
	err = conn.ExportMethodTable(map[string]any{
		"SetCursorLocation": p.move,
		"UpdateLookupTable": func(_ dbus.Variant, visible bool) *dbus.Error { return p.show(visible) },
		"ShowLookupTable":   func() *dbus.Error { return p.show(true) },
		"HideLookupTable":   func() *dbus.Error { return p.show(false) },
		"FocusOut":          func(dbus.ObjectPath) *dbus.Error { return p.show(false) },
	}, path, name)
	if err == nil {
		_, err = conn.RequestName(name, dbus.NameFlagReplaceExisting)
	}
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	return p, conn, nil
}

func (p *panel) move(x, y, width, height int32) *dbus.Error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.caret = area{int(x), int(y), int(width), int(height)}
	return nil
}

func (p *panel) show(visible bool) *dbus.Error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.visible = visible
	return nil
}

// candidates returns where they would be: below the caret.
func (p *panel) candidates() (area, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return area{x: p.caret.x, y: p.caret.y + p.caret.height, width: 1, height: 1}, p.visible
}
