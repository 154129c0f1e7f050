package app

import (
	"net"
	"slices"
	"strings"
)

// addresses names the addresses that this computer has now, in a fixed order: they change with its networks.
func addresses() string {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = a.String()
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}
