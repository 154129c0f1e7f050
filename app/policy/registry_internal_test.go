package policy

import (
	"strings"
	"testing"

	"letterbox/mail"
)

const place = `HKLM\` + registryPath

func said(lines ...string) value { return value{lines: lines} }

func counted(n uint64) value { return value{number: n, numeric: true} }

// TestPolicyInTheRegistry has values as group policy and as an administrator's script write them.
func TestPolicyInTheRegistry(t *testing.T) {
	for name, values := range map[string]map[string]value{
		"one line": {"Policy": said(`{"allowed_domains": ["corp.example"], "pins": false, "sync_window": 90}`)},
		"lines":    {"policy": said(`{`, `  "allowed_domains":`, `  ["corp.example"],`, `"pins": false, "sync_window": 90}`), "": said("")},
		"members":  {"Allowed_Domains": said("corp.example", ""), "pins": counted(0), "sync_window": counted(90), "": said("")},
		"texts":    {"allowed_domains": said(`["corp.example"]`), "pins": said("false"), "sync_window": said("90")},
	} {
		p, err := fromRegistry(place, values)
		days, _ := p.SyncWindow()
		if err != nil || p.Path != place || len(p.AllowedDomains) != 1 || p.AllowsPins() || days != 90 {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	for _, values := range []map[string]value{{}, {"": said("")}} {
		if p, err := fromRegistry(place, values); err != nil || p.Path != "" {
			t.Errorf("%v: %+v, %v", values, p, err)
		}
	}
}

func TestRegistryThatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		values map[string]value
		kind   Kind
	}{
		"another name":     {map[string]value{"Polcy": said(`{}`)}, Unknown},
		"own value":        {map[string]value{"": said(`{}`)}, Unknown},
		"whole and member": {map[string]value{"Policy": said(`{}`), "allowed_domains": said("corp.example")}, Twice},
		"empty":            {map[string]value{"Policy": said("")}, NotJSON},
		"no lines":         {map[string]value{"Policy": said()}, NotJSON},
		"cut off":          {map[string]value{"Policy": said(`{"allowed_domains": [`)}, NotJSON},
		"huge":             {map[string]value{"Policy": said(strings.Repeat(" ", largest), `{}`)}, TooLong},
		"huge member":      {map[string]value{"usernames": said(strings.Repeat(" ", largest), `{}`)}, TooLong},
		"number":           {map[string]value{"Policy": counted(1)}, WrongType},
		"no domains":       {map[string]value{"allowed_domains": said("")}, Empty},
		"switch":           {map[string]value{"pins": counted(2)}, WrongType},
		"window":           {map[string]value{"sync_window": counted(31)}, NotOneOf},
		"servers":          {map[string]value{"servers": said(`[{"domains": ["corp.example"]`)}, NotJSON},
		"servers as words": {map[string]value{"servers": said("imaps://mail.corp.example")}, NotJSON},
	} {
		_, err := fromRegistry(place, c.values)
		p := mail.ProblemOf(err)
		if err == nil || p.Code != mail.PolicyInvalid || p.Facts[mail.FactPath] != place || p.Facts[FactMistake] != string(c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
