//go:build !windows && !darwin

package secret

import (
	"errors"
	"fmt"
	"net"
	"os/exec"
	"slices"

	"github.com/godbus/dbus/v5"
)

// secretService is the bus name of the Secret Service.
const secretService = "org.freedesktop.secrets"

var errNoService = errors.New("no Secret Service on the session bus")

// reachable reports why there is no Secret Service. It looks before go-keyring does, which would start a bus of its
// own that nobody ends.
func reachable() error {
	conn, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return fmt.Errorf("session bus: %w", err)
	}
	defer conn.Close()
	if err := conn.Auth(nil); err != nil {
		return fmt.Errorf("session bus: %w", err)
	}
	if err := conn.Hello(); err != nil {
		return fmt.Errorf("session bus: %w", err)
	}
	for _, method := range []string{"ListNames", "ListActivatableNames"} {
		var names []string
		if err := conn.BusObject().Call("org.freedesktop.DBus."+method, 0).Store(&names); err != nil {
			return fmt.Errorf("session bus: %w", err)
		}
		if slices.Contains(names, secretService) {
			return nil
		}
	}
	return errNoService
}

// absent reports whether err says that the bus, the service or its collection is not there.
func absent(err error) bool {
	var reply dbus.Error
	var network *net.OpError
	var start *exec.Error
	switch {
	case errors.As(err, &reply):
		switch reply.Name {
		case "org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner",
			"org.freedesktop.DBus.Error.NoServer", "org.freedesktop.DBus.Error.Spawn.ServiceNotFound",
			"org.freedesktop.DBus.Error.Spawn.ExecFailed", "org.freedesktop.DBus.Error.Spawn.ChildExited",
			"org.freedesktop.DBus.Error.UnknownMethod", "org.freedesktop.DBus.Error.UnknownObject",
			"org.freedesktop.Secret.Error.NoSuchObject":
			return true
		}
		return false
	case errors.As(err, &network), errors.As(err, &start), errors.Is(err, dbus.ErrClosed):
		return true
	}
	return false
}
