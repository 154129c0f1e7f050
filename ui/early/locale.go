package early

import (
	"os"
	"strings"
)

// localeVariables are asked in this order by whoever wants to know the person's language.
var localeVariables = []string{"LC_ALL", "LC_MESSAGES", "LANG"}

// init names a language where the system names none. The toolkit reads the locale while it initialises and
// complains on standard error about "C", the locale of scripts and services, which then spoils their output.
func init() {
	for _, name := range localeVariables {
		switch value, _, _ := strings.Cut(os.Getenv(name), "."); value {
		case "":
			continue
		case "C", "POSIX":
			setenv(name, "en_US.UTF-8")
		}
		return
	}
	setenv("LANG", "en_US.UTF-8")
}

func setenv(name, value string) {
	if err := os.Setenv(name, value); err != nil {
		println("letterbox: cannot set", name+":", err.Error())
	}
}
