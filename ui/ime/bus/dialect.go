package bus

import (
	"context"
	"fmt"

	"github.com/godbus/dbus/v5"

	"letterbox/ui/ime"
)

// program is the name by which input methods know us.
const program = "letterbox"

// dialect is how a kind of input method is spoken to.
type dialect struct {
	service dbus.ObjectPath // where contexts are made
	name    string          // of the service on the bus
	context string          // the interface of an input context
	rect    string          // the method that takes the caret's place
	engine  string          // the method that tells of the engine; "" where engines do not end alone
	create  func(ctx context.Context, service dbus.BusObject, display string) (dbus.ObjectPath, error)
	enable  []any // method and argument that tell what we can do
	key     func(k ime.Key) []any
	effects map[string]func(body []any) (effect, bool) // by signal
}

// effect is what an input method tells a field to do.
type effect struct {
	commit  string
	compose *ime.Composition
}

func (e effect) apply(s ime.Sink) {
	if e.compose != nil {
		s.Compose(*e.compose)
		return
	}
	s.Commit(e.commit)
}

// fcitx is the protocol of fcitx5.
func fcitx() dialect {
	const (
		preedit             = 1 << 1
		formattedPreedit    = 1 << 4
		clientUnfocusCommit = 1 << 5 // what is composed when the focus goes is our business
	)
	return dialect{
		service: "/org/freedesktop/portal/inputmethod", name: "org.fcitx.Fcitx5",
		context: "org.fcitx.Fcitx.InputContext1.", rect: "SetCursorRect",
		create: func(ctx context.Context, o dbus.BusObject, display string) (path dbus.ObjectPath, err error) {
			var id []byte
			about := []struct{ Key, Value string }{{"program", program}, {"display", "x11:" + display}}
			err = o.CallWithContext(ctx, "org.fcitx.Fcitx.InputMethod1.CreateInputContext", dbus.FlagNoAutoStart, about).Store(&path, &id)
			return path, err
		},
		enable: []any{"SetCapability", uint64(preedit | formattedPreedit | clientUnfocusCommit)},
		key: func(k ime.Key) []any {
			const noTime = uint32(0)
			return []any{k.Sym, k.Code, k.State, k.Release, noTime}
		},
		effects: map[string]func([]any) (effect, bool){
			"CommitString":           commitString,
			"UpdateFormattedPreedit": formatted,
		},
	}
}

// ibus is the protocol of ibus on its private bus.
func ibus() dialect {
	const (
		capPreedit = 1 << 0
		capFocus   = 1 << 3
	)
	return dialect{
		service: "/org/freedesktop/IBus", name: "org.freedesktop.IBus",
		context: "org.freedesktop.IBus.InputContext.", rect: "SetCursorLocation", engine: "GetEngine",
		create: creator("org.freedesktop.IBus.CreateInputContext"),
		enable: []any{"SetCapabilities", uint32(capPreedit | capFocus)},
		key: func(k ime.Key) []any {
			const firstCode = 8 // X counts from here what the kernel counts from 0
			code, state := k.Code, k.State
			if code >= firstCode {
				code -= firstCode
			}
			if k.Release {
				state |= 1 << 30
			}
			return []any{k.Sym, code, state}
		},
		effects: map[string]func([]any) (effect, bool){
			"CommitText":                commitText,
			"UpdatePreeditText":         preeditText,
			"UpdatePreeditTextWithMode": preeditText,
			"HidePreeditText":           func([]any) (effect, bool) { return effect{compose: &ime.Composition{}}, true },
		},
	}
}

// portal is the protocol of ibus as its portal and fcitx5 serve it on the session bus.
func portal() dialect {
	d := ibus()
	d.name = "org.freedesktop.portal.IBus"
	d.create = creator("org.freedesktop.IBus.Portal.CreateInputContext")
	return d
}

func creator(method string) func(context.Context, dbus.BusObject, string) (dbus.ObjectPath, error) {
	return func(ctx context.Context, o dbus.BusObject, _ string) (path dbus.ObjectPath, err error) {
		err = o.CallWithContext(ctx, method, dbus.FlagNoAutoStart, program).Store(&path)
		return path, err
	}
}

// service is an input context that was made for us.
type service struct {
	dialect
	conn    *dbus.Conn
	private bool // the connection is for this service only
	path    dbus.ObjectPath
	object  dbus.BusObject
}

// newService has an input context made on conn.
func newService(ctx context.Context, conn *dbus.Conn, d dialect, display string) (*service, error) {
	path, err := d.create(ctx, conn.Object(d.name, d.service), display)
	if err != nil {
		return nil, fmt.Errorf("make an input context at %s: %w", d.name, err)
	}
	s := &service{dialect: d, conn: conn, path: path, object: conn.Object(d.name, path)}
	if err := conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(path)); err != nil {
		return nil, fmt.Errorf("listen to %s: %w", d.name, err)
	}
	return s, s.call(ctx, d.enable[0].(string), d.enable[1:]...)
}

// call calls a method of the context and waits for the reply.
func (s *service) call(ctx context.Context, method string, args ...any) error {
	if err := s.object.CallWithContext(ctx, s.context+method, dbus.FlagNoAutoStart, args...).Err; err != nil {
		return fmt.Errorf("%s of %s: %w", method, s.name, err)
	}
	return nil
}

// engineName returns the name of the engine that composes, "" when the answer does not tell.
func (s *service) engineName(ctx context.Context) (string, error) {
	var about dbus.Variant
	if err := s.object.CallWithContext(ctx, s.context+s.engine, dbus.FlagNoAutoStart).Store(&about); err != nil {
		return "", fmt.Errorf("%s of %s: %w", s.engine, s.name, err)
	}
	fields := serialized(about, "IBusEngineDesc")
	if len(fields) == 0 {
		return "", nil
	}
	name, _ := fields[0].(string) // "" tells nothing
	return name, nil
}

// tell calls a method of the context without a reply.
func (s *service) tell(method string, args ...any) {
	s.object.Go(s.context+method, dbus.FlagNoReplyExpected|dbus.FlagNoAutoStart, nil, args...)
}

func (s *service) offer(ctx context.Context, k ime.Key) (taken bool, err error) {
	const method = "ProcessKeyEvent"
	if err := s.object.CallWithContext(ctx, s.context+method, dbus.FlagNoAutoStart, s.key(k)...).Store(&taken); err != nil {
		return false, fmt.Errorf("%s of %s: %w", method, s.name, err)
	}
	return taken, nil
}
