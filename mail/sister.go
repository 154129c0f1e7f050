package mail

// sisters are servers of one provider that hold different mailboxes, so that the other one is worth a try where an
// account is not known: the two generations of NetEase's mail for companies, at home and abroad.
var sisters = map[string]string{
	"imap.qiye.163.com": "imaphz.qiye.163.com", "pop.qiye.163.com": "pophz.qiye.163.com", "smtp.qiye.163.com": "smtphz.qiye.163.com",
	"hwimap.qiye.163.com": "hwhzimap.qiye.163.com", "hwsmtp.qiye.163.com": "hwhzsmtp.qiye.163.com",
}

// SisterHost returns the server of the same provider that may hold the mailbox which host does not know, "" for none.
func SisterHost(host string) string {
	host = CanonicalHost(host)
	for one, other := range sisters {
		switch host {
		case one:
			return other
		case other:
			return one
		}
	}
	return ""
}
