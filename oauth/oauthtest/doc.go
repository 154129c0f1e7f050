// Package oauthtest plays the other side of a sign-in in tests: an authority in this process that can be told to lie
// (Authority, Fault), a browser that follows a script (Browser), and a clock that moves when told (Clock).
//
// The authority speaks https with a certificate of its own, checks what a real one checks (redirect URI, PKCE, one
// use of a code, rotation with replay detection), and puts Marker into every secret it makes, so that a test can
// look for leaks. It is no example of how to write an authority.
package oauthtest

// Marker is in every code, token, state-bearing form field and client secret that the authority makes.
const Marker = "S3cr3t-7f3a"
