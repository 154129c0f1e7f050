package command

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// askSecret asks on the terminal without echo.
func askSecret(prompt io.Writer, question string) (string, error) {
	_, _ = fmt.Fprint(prompt, question)
	secret, err := term.ReadPassword(int(os.Stdin.Fd()))
	_, _ = fmt.Fprintln(prompt)
	return string(secret), err
}
