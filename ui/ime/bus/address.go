package bus

import (
	"os"
	"path/filepath"
	"strings"
)

// ibusFiles are the files in which ibus may have left the address of its bus, the likeliest first: one per computer and
// display.
func ibusFiles() []string {
	if file := os.Getenv("IBUS_ADDRESS_FILE"); file != "" {
		return []string{file}
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return nil
	}
	machine := machineID()
	if machine == "" {
		return nil
	}
	var files []string
	add := func(display string) {
		files = append(files, filepath.Join(config, "ibus", "bus", machine+"-"+display))
	}
	if display := os.Getenv("WAYLAND_DISPLAY"); display != "" {
		add("unix-" + display)
	}
	if display := os.Getenv("DISPLAY"); display != "" {
		add(ibusDisplay(display))
	}
	return files
}

// ibusDisplay is the name of a display in the name of the file: host, "unix" for this computer, and number.
func ibusDisplay(display string) string {
	host, rest, _ := strings.Cut(display, ":")
	number, _, _ := strings.Cut(rest, ".")
	if host == "" {
		host = "unix"
	}
	return host + "-" + number
}

func machineID() string {
	for _, file := range []string{"/var/lib/dbus/machine-id", "/etc/machine-id"} {
		if b, err := os.ReadFile(file); err == nil {
			return strings.TrimSpace(string(b))
		}
	}
	return ""
}

// addressIn returns the address in the text of such a file, "" when it has none.
func addressIn(text string) string {
	for line := range strings.Lines(text) {
		if address, ok := strings.CutPrefix(strings.TrimSpace(line), "IBUS_ADDRESS="); ok {
			return address
		}
	}
	return ""
}
