package search

import (
	"strings"

	"letterbox/mail"
)

// Gap is how many messages of a folder have no text here.
type Gap struct {
	Folder   mail.FolderID
	Messages int
}

// Told is what a server said: in which messages of a folder it finds the words.
type Told struct {
	Words  Words
	Folder mail.FolderID
	UIDs   []mail.UID
}

// mostQuestions is how many different words a server is asked for.
const mostQuestions = 8

// Questions returns the words that a server may know more about than what is here: those that may stand in texts. The
// rest of a query is known here of every message.
func (q Query) Questions() (list []Words) {
	for _, w := range q.Wanted() {
		if (w.Field == Anywhere || w.Field == Body) && len(list) < mostQuestions {
			list = append(list, w)
		}
	}
	return list
}

// Texts returns what a server is to look for. Servers look for parts of words without folding anything but case, so
// that a phrase is asked for by its words and runs of characters, each of which stands in the text as it is.
func (w Words) Texts() []string { return strings.Split(w.Text, " ") }

// ServerStatus is how a server did as it was asked to go on where the texts here end.
type ServerStatus struct {
	Account    mail.AccountID
	Folders    int           // that were asked for, of Of
	Of         int           // folders that have messages without text here
	Messages   int           // without text here, in all of these
	Refused    int           // questions that the server did not answer
	Unreliable bool          // this provider's search is known to miss mail
	Problem    *mail.Problem // why the server could not be asked, or not to the end
}
