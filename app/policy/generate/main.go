// Command generate writes what administrators put the policy into force with, out of the schema of the policy: the
// template of group policy with its words in both languages, a profile for the management of Macs, and an example.
//
// There is one schema, app/policy/schema.json: what it says of a member is what the template says of it, and the types
// there decide how a member is asked for. The only words beside it are the short names in titles. A test fails as long
// as the files in packaging/policy are not those that are generated, and when a member has no short name. The command
// writes nothing but these files.
//
// Usage: go run ./generate FOLDER
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"letterbox/app/policy"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string) error {
	made, err := files()
	if err != nil {
		return err
	}
	for name, text := range made {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // part of a source tree
			return fmt.Errorf("generate: %w", err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil { //nolint:gosec // part of a source tree
			return fmt.Errorf("generate: %w", err)
		}
	}
	return nil
}

// files returns every file by its path.
func files() (map[string][]byte, error) {
	schema, examples := policy.TheSchema(), policy.Examples()
	for _, m := range schema.Members {
		if titles[m.Name] == (said{}) || len(examples[m.Name]) == 0 {
			return nil, fmt.Errorf("generate: %s has no title or no example", m.Name)
		}
	}
	profile, err := mobileconfig(schema, examples)
	if err != nil {
		return nil, err
	}
	example, err := exampleOf(schema, examples)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{
		"Letterbox.admx":                         admx(schema),
		filepath.Join("en-US", "Letterbox.adml"): adml(schema, examples, english),
		filepath.Join("zh-CN", "Letterbox.adml"): adml(schema, examples, chinese),
		"Letterbox.mobileconfig":                 profile,
		"example.json":                           example,
	}, nil
}
