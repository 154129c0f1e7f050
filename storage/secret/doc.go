// Package secret keeps the keys that seal the passwords and refresh tokens of accounts.
//
// The keychain of the operating system holds one random 32-byte key per account and nothing else: Windows refuses
// entries over 2560 bytes, and a refresh token that rotates must not touch the keychain each time. The secrets
// themselves are sealed with that key (AES-256-GCM) and kept by package storage. Taking the database without the
// keychain, or the reverse, gives nothing.
//
// Keychain is the system's keychain. Sealed is a file under a passphrase, for machines without one. Memory forgets
// everything with the process. All three have the same methods and are safe for concurrent use; they are kept apart
// from each other by the id under which a key is stored, which is chosen once per account and never shown.
//
// Keys and secrets are never logged, never in an error, and never written in clear to a file. All errors are
// *mail.Problem: KeychainMissing, KeychainLocked, SecretMissing, Canceled, and for the file DiskFull, ReadOnly or
// StorageFailed.
package secret
