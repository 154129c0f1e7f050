// Package discover finds the servers of a mail address.
//
// It asks several sources at once and takes the answer of the best one:
//
//	rank  source      asks                                                              trusted
//	0     preset      the catalogue of providers by domain; no network                  yes
//	1     autoconfig  https://autoconfig.DOMAIN and https://DOMAIN/.well-known          hosts of the domain or of a known provider
//	2     ispdb       Mozilla's database over https, with the domain only               the same
//	3     mx          mail exchangers → provider, else the exchanger's own domain       no
//	4     srv         _imaps, _submissions … (RFC 6186, RFC 8314)                       hosts of the domain
//	5     guess       imap., mail., smtp. + domain, if such names exist                 no
//
// As soon as a source answers, those of lower rank are cancelled; those of higher rank may still win for a short
// while. Within a source everything is asked at once too, so that few exchanges follow one upon another. Each value of
// a candidate says where it comes from and whether it is trusted. Trust is what remains when every step to the answer
// deserved it: what came by plain DNS and names a stranger's host is not trusted, nor is what a stranger's host tells
// after a redirect, and the person has to agree before a password is sent there.
//
// Exchangers decide by the most preferred one: a backup says nothing against it, and a security gateway says nothing at
// all. Hosts that are known mistakes are replaced by the right ones. "Offline" is when nobody could be asked; when
// somebody could, and nobody knew, it is "nothing found".
//
// The package never contacts a mail server, never sends a password anywhere, and gives the whole address only to
// the autoconfig host of the address's own domain. It never proposes a connection in clear text, never leaves https,
// and never lets the search domains of this computer's network complete a name.
package discover
