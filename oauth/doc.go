// Package oauth lets a person sign in at their provider in the system browser, and keeps the sign-in alive.
//
// A sign-in is the authorization code flow for native apps: RFC 8252 with PKCE (RFC 7636) and the advice of
// RFC 9700. Client.Authorize listens on loopback, gives the browser a link, waits for the one answer that belongs
// to it, and trades the code for a Grant. Where no browser can open, Client.AuthorizeDevice shows a code to type on
// another device (RFC 8628). A Source turns the grant into access tokens for IMAP, POP and SMTP:
//
//	Request ─Authorize─► Grant ─Adopt─► Source ─Token─► XOAUTH2, OAUTHBEARER
//	                                      │ ▲
//	                            Keep, then│ │Load      (Keeper: the refresh token, sealed in the profile)
//	                                      ▼ │
//	                                    Keeper
//
// Invariants:
//
//   - Every attempt has its own listener, path, state, nonce and verifier; they are used once. An answer without the
//     right state changes nothing: the attempt goes on waiting for its own.
//   - What the browser is told comes after the state was checked and the code was traded, so the page tells the truth.
//   - Endpoints come from the table of providers only, over https only; redirects are not followed.
//   - A rotated refresh token is stored before the access token that came with it is used, and at most one refresh of
//     an account is under way.
//   - A grant that the authority has ended is not tried again: Source answers SignInExpired until there is a new one.
//
// The package never opens a web view, never starts a program, never writes an access token anywhere, and never puts
// a code, a state, a verifier, a token or a client secret into an error, a log or a page. It invents no client id:
// an administrator registers the app and enters what the authority gave out.
package oauth
