package mail

// Classes of PolicyForbids.
const (
	ClassDomainPolicy = "DOMAIN_FORBIDDEN"  // addresses of this domain are not bound on this computer
	ClassServerPolicy = "SERVERS_FORBIDDEN" // the address is not bound to these servers on this computer
)
