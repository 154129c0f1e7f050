package acceptance

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// openMailbox starts the program with its sample mailbox, and leaves the page that greets.
func (d *desktop) openMailbox() {
	d.t.Helper()
	program := d.start(binary, "--demo", "--data-dir", filepath.Join(d.home, "profile"), "--secrets", "memory")
	d.t.Cleanup(func() {
		if program.ProcessState != nil {
			d.t.Errorf("the program has ended: %v", program.ProcessState)
		}
	})
	d.until("the window is there", func() bool {
		d.mailbox = d.window("^Letterbox$")
		return d.mailbox != ""
	})
	d.activate(d.mailbox)
	greeting := d.width(d.mailbox)
	d.until("the mailbox is there", func() bool {
		d.keys("Return")
		return d.width(d.mailbox) > greeting
	})
}

// openMessage opens a window for writing.
func (d *desktop) openMessage() string {
	d.t.Helper()
	message := ""
	var asked time.Time
	d.until("the message is there", func() bool {
		const enough = patience         // each key that comes through opens a window of its own
		if time.Since(asked) > enough { // the key does nothing before the menu is there
			asked = time.Now()
			d.keys("ctrl+n")
		}
		message = d.window("^New message$")
		return message != ""
	})
	d.activate(message)
	d.waitForFocus(message)
	return message
}

// window returns the last visible window of a title, "" when there is none.
func (d *desktop) window(title string) string {
	out, _ := d.command("xdotool", "search", "--onlyvisible", "--name", title).Output() // fails where there is none
	lines := strings.Fields(string(out))
	if len(lines) == 0 {
		return ""
	}
	return lines[len(lines)-1]
}

// activate brings a window to the front and waits until it has the keys.
func (d *desktop) activate(window string) {
	d.t.Helper()
	d.until("the window has the focus", func() bool {
		_ = d.command("xdotool", "windowactivate", window).Run()  // the focus tells whether it did
		out, _ := d.command("xdotool", "getwindowfocus").Output() // fails while nothing has it
		return strings.TrimSpace(string(out)) == window
	})
}

// keys presses keys by their names, one after the other without a pause.
func (d *desktop) keys(names string) {
	d.t.Helper()
	args := append([]string{"key", "--delay", "1"}, strings.Fields(names)...)
	if out, err := d.command("xdotool", args...).CombinedOutput(); err != nil {
		d.t.Fatalf("press %s: %v\n%s", names, err, out)
	}
}

func (d *desktop) clip(text string) {
	d.t.Helper()
	cmd := d.command("xclip", "-selection", "clipboard", "-i")
	cmd.Stdin = strings.NewReader(text)
	if err := cmd.Run(); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desktop) clipped() string {
	out, _ := d.command("xclip", "-selection", "clipboard", "-o").Output() // fails while the clipboard is empty
	return string(out)
}

// click clicks into a window, at a place in the units of the program.
func (d *desktop) click(window string, x, y int) {
	d.t.Helper()
	args := []string{"mousemove", "--sync", "--window", window, strconv.Itoa(x * d.scale), strconv.Itoa(y * d.scale), "click", "1"}
	if out, err := d.command("xdotool", args...).CombinedOutput(); err != nil {
		d.t.Fatalf("click: %v\n%s", err, out)
	}
}

// area is a window's place on the screen.
type area struct{ x, y, width, height int }

func (d *desktop) area(window string) (area, error) {
	out, err := d.command("xdotool", "getwindowgeometry", "--shell", window).Output()
	if err != nil {
		return area{}, fmt.Errorf("place of window %s: %w", window, err)
	}
	values := map[string]int{}
	for line := range strings.Lines(string(out)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		values[name], _ = strconv.Atoi(value) // those that are wanted are numbers; without them there is no size
	}
	a := area{values["X"], values["Y"], values["WIDTH"], values["HEIGHT"]}
	if a.width == 0 {
		return area{}, errors.New("no size")
	}
	return a, nil
}

func (d *desktop) width(window string) int {
	a, _ := d.area(window) // no width while there is no such window
	return a.width
}
