//go:build !linux

package acceptance

import "testing"

// unansweredConnections is empty where the length of a queue of connections is not obeyed.
func unansweredConnections(*testing.T) []serverFault { return nil }
