//go:build race

package mailtest

// MemoryFactor is how much more memory a program takes that looks for data races.
const MemoryFactor = 4
