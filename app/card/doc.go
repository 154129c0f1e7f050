// Package card is the binding card: a file that an administrator signs, so that people bind their mailbox by their
// address and their password alone.
//
// A card, FILE.mailbind, is one JSON object with four members: mailbind, the version of the form, 1; payload, a JSON
// object in base64; key, the Ed25519 public key of who signed (RFC 8032), in base64; and signature, over the exact bytes
// of the payload. What is signed is what is read, so that nothing depends on how JSON is written. The payload says who
// issued the card, for which domains, the servers, what they want as the user name, until when it is good and,
// optionally, the authority that vouches for the servers, words of help and a page of help.
//
// Anybody can sign a card, so that a signature alone says nothing. The key is trusted because the policy lists it, or
// because the person compared its fingerprint with what the administrator told them. Where the policy lists keys, no
// others count. A key that was confirmed is remembered with its issuer and domains; another key for one of them is
// asked about again, as Changed.
//
// What can be relied on:
//   - Nothing of the payload is looked at before the signature was verified.
//   - What this version does not understand is refused: unknown members, members that occur twice or are null, anything
//     after the end, more than 256 KB, a later version.
//   - A card never holds a secret: there is no member for one, and what is not a certificate is refused as an authority.
//   - Servers speak TLS or STARTTLS. Clear text needs the policy's permission for the host.
//   - A card is for the domains that it names and for no others. For domains of public providers only a card of the
//     policy's keys counts.
//   - Its authority vouches for the hosts of the card alone, and only where the person could add one by hand.
//   - Nothing is kept before a mailbox is bound by the card, but the key that was confirmed.
//   - A card that has expired proposes nothing any more. Mailboxes that were bound by it stay as they are.
//
// The package opens no files and no connections. Errors are *mail.Problem.
package card
