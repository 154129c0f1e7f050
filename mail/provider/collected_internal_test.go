package provider

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"letterbox/assets"
	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// collectedServer is a row of the list that the servers were collected in.
type collectedServer struct {
	Protocol string `json:"proto"`
	Host     string `json:"host"`
	Port     int    `json:"port"`
	TLS      string `json:"tls"`
}

func (s collectedServer) server() mail.Server {
	return mail.Server{
		Protocol: map[string]mail.Protocol{"imap": mail.IMAP, "pop3": mail.POP3, "smtp": mail.Submission}[s.Protocol],
		Security: map[string]mail.Security{"implicit": mail.TLS, "starttls": mail.STARTTLS}[s.TLS],
		Host:     s.Host, Port: s.Port, Auth: mail.PasswordAuth,
	}
}

// TestTheCatalogueHoldsTheCollectedServers compares hosts, ports and securities with the list of facts.
func TestTheCatalogueHoldsTheCollectedServers(t *testing.T) {
	text, err := os.ReadFile(mailtest.SharedData(t, "providers.json"))
	if err != nil {
		t.Fatal(err)
	}
	var collected struct {
		Providers []struct {
			ID      mail.ProviderID   `json:"id"`
			Servers []collectedServer `json:"servers"`
		} `json:"providers"`
	}
	if err := json.Unmarshal(text, &collected); err != nil || len(collected.Providers) < 39 {
		t.Fatalf("%d providers: %v", len(collected.Providers), err)
	}
	c, err := Load(assets.ProvidersJSON)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range collected.Providers {
		for _, want := range p.Servers {
			same := func(s server) bool {
				s.Auth = mail.PasswordAuth
				return s.Server == want.server()
			}
			if e := c.byID[p.ID]; e == nil || !slices.ContainsFunc(e.servers, same) {
				t.Errorf("%s: %s is missing", p.ID, want.server().URL())
			}
		}
	}
}

// TestTheCatalogueHoldsTheCollectedExchangers compares the patterns, their order and whose they are.
func TestTheCatalogueHoldsTheCollectedExchangers(t *testing.T) {
	c, err := Load(assets.ProvidersJSON)
	if err != nil {
		t.Fatal(err)
	}
	last := -1
	for _, row := range mailtest.SharedTable(t, "mx.tsv") {
		i := slices.IndexFunc(c.mx, func(r mxJSON) bool { return r.Pattern == row["mx_pattern"] })
		if i < 0 {
			i = slices.IndexFunc(c.mx, func(r mxJSON) bool { return r.Pattern == "."+row["mx_pattern"] })
		}
		gateway := row["provider_id"] == "gateway"
		if i < 0 || i <= last || gateway == (c.mx[i].Gateway == "") || !gateway && string(c.mx[i].Provider) != row["provider_id"] {
			t.Errorf("%s of %s: row %d after %d", row["mx_pattern"], row["provider_id"], i, last)
		}
		last = i
	}
}
