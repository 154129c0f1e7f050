package search

// NoteKind is what a Note says.
type NoteKind string

// The kinds.
const (
	UnknownOperator NoteKind = "unknown-operator" // Given is no operator and was looked for as text; Suggestion may be meant
	UnknownValue    NoteKind = "unknown-value"    // Given is no value that Operator takes; the condition was left out
	MissingValue    NoteKind = "missing-value"    // Operator has no value; the condition was left out
	UnclosedQuote   NoteKind = "unclosed-quote"   // the phrase was taken to go on to the end
	Unbalanced      NoteKind = "unbalanced"       // a parenthesis has no partner and was left out
	NothingThere    NoteKind = "nothing-there"    // Given has neither letters nor digits and was left out
	LoneWord        NoteKind = "lone-word"        // Given, OR or NOT, has nothing to join and was looked for as a word
	TakenAsFilter   NoteKind = "taken-as-filter"  // Given was taken as Suggestion; in quotes it is a word
	TooLong         NoteKind = "too-long"         // what comes after Given was left out
)

// Note explains something about a query that the person should know.
type Note struct {
	Kind       NoteKind
	Operator   string // as typed
	Given      string // as typed, at most some dozens of characters
	Suggestion string // what may be meant, in the language of Given; "" when nothing is near
}

// notable is how much of a text a Note repeats, in characters.
const notable = 40

// shorten cuts a text that a Note repeats.
func shorten(text string) string {
	n := 0
	for i := range text {
		if n == notable {
			return text[:i] + "…"
		}
		n++
	}
	return text
}
