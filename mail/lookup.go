package mail

// ClassLookupFailed is the class of a look-up that the name service answered with a failure of its own (SERVFAIL,
// RFC 1035 section 4.1.1), in contrast to one that it did not answer.
const ClassLookupFailed = "DNS_FAILED"
