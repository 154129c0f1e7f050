package mail

// Origin says where a proposed server comes from.
type Origin struct {
	Source  string // "preset", "autoconfig", "ispdb", "mx", "srv", "guess", "typed"
	Where   string // the domain, host or URL that was asked; "" for the catalogue
	Trusted bool   // nobody on the way could have changed it
}

// Candidate is a pair of servers that discovery proposes.
type Candidate struct {
	Provider ProviderID
	Source   string // that of the less trusted of the two servers
	Trusted  bool   // false: the person must agree before a password is sent there
	Incoming Server
	Outgoing Server
	Origins  Origins
}

// Origins says where the values of a candidate come from.
type Origins struct{ Incoming, Outgoing, Username Origin }
