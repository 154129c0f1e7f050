package mail

import "time"

// Tally compares one folder with the server: it answers "why has it not arrived?" by numbers.
type Tally struct {
	Folder  Folder
	Server  int       // messages that the server has now
	Here    int       // of these, as far as is known here
	Fresh   bool      // the server has had a message since the last pull, or counts the folder anew
	Checked time.Time // when the folder was last brought in step; zero for never
	Problem *Problem  // the server would not say; the counts are not known then
}

// Agrees reports that nothing is missing here and nothing is left over.
func (t Tally) Agrees() bool { return t.Problem == nil && t.Server == t.Here && !t.Fresh }

// Missing returns how many messages the server has more than are known here.
func (t Tally) Missing() int { return max(t.Server-t.Here, 0) }

// Left returns how many messages are known here more than the server has.
func (t Tally) Left() int { return max(t.Here-t.Server, 0) }
