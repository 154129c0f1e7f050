package bus

import (
	"context"
	"fmt"
	"os"

	"github.com/godbus/dbus/v5"
)

// finder finds input methods. It keeps the connection to the session bus, on which it hears of them.
type finder struct {
	config  Config
	inbox   *inbox
	session *dbus.Conn // nil while there is none
}

// find returns an input context, nil when there is no input method.
func (f *finder) find(ctx context.Context) *service {
	order := []func(context.Context) (*service, error){f.fcitx, f.ibus, f.portal}
	if f.config.PreferIBus {
		order[0], order[1] = order[1], order[0]
	}
	for _, look := range order {
		if s, err := look(ctx); err == nil {
			return s
		}
	}
	return nil
}

func (f *finder) fcitx(ctx context.Context) (*service, error)  { return f.onSession(ctx, fcitx()) }
func (f *finder) portal(ctx context.Context) (*service, error) { return f.onSession(ctx, portal()) }

func (f *finder) onSession(ctx context.Context, d dialect) (*service, error) {
	if err := f.join(ctx); err != nil {
		return nil, err
	}
	var owner string
	if err := f.session.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.GetNameOwner", 0, d.name).Store(&owner); err != nil {
		return nil, fmt.Errorf("look for %s: %w", d.name, err)
	}
	return newService(ctx, f.session, d, f.config.Display)
}

// join connects to the session bus, and has it tell when an input method comes or goes.
func (f *finder) join(ctx context.Context) error {
	if f.session != nil && f.session.Connected() {
		return nil
	}
	conn, err := f.dial(ctx, f.config.Session)
	if err != nil {
		return err
	}
	for _, name := range []string{fcitx().name, portal().name} {
		err := conn.AddMatchSignalContext(ctx,
			dbus.WithMatchSender("org.freedesktop.DBus"), dbus.WithMatchInterface("org.freedesktop.DBus"),
			dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name))
		if err != nil {
			conn.Close()
			return fmt.Errorf("watch %s: %w", name, err)
		}
	}
	f.session = conn
	return nil
}

func (f *finder) ibus(ctx context.Context) (*service, error) {
	addresses := []string{f.config.IBusAddress}
	for _, file := range f.config.IBusFiles {
		if text, err := os.ReadFile(file); err == nil {
			addresses = append(addresses, addressIn(string(text)))
		}
	}
	err := os.ErrNotExist
	for _, address := range addresses {
		conn, failed := f.dial(ctx, address)
		if failed != nil {
			err = failed
			continue
		}
		s, failed := newService(ctx, conn, ibus(), f.config.Display)
		if failed == nil {
			s.private = true
			return s, nil
		}
		conn.Close()
		err = failed
	}
	return nil, err
}

// dial connects to a bus. The connection outlives ctx.
func (f *finder) dial(ctx context.Context, address string) (*dbus.Conn, error) {
	if address == "" {
		return nil, os.ErrNotExist
	}
	conn, err := dbus.Dial(address, dbus.WithSignalHandler(f.inbox))
	if err != nil {
		return nil, fmt.Errorf("connect to the bus: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	if err = conn.Auth(nil); err == nil {
		err = conn.Hello()
	}
	if !stop() && err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("greet the bus: %w", err)
	}
	return conn, nil
}

// drop ends the connection of an input method that has one of its own.
func (f *finder) drop(s *service) {
	if s.private {
		s.conn.Close()
	}
}

func (f *finder) close(s *service) {
	if s != nil {
		f.drop(s)
	}
	if f.session != nil {
		f.session.Close()
	}
}
