package main

import (
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/internal/directory"
	"goodword/internal/store"
)

// TestDoctorTellsOfTheCEOBesideTheCPO: letters to customers leave without that name, and somebody should know.
func TestDoctorTellsOfTheCEOBesideTheCPO(t *testing.T) {
	t.Parallel()
	cora, pia := int64(1), int64(2)
	people := []store.Person{{ID: cora, Address: "cora@corp.example", Active: true}, {ID: pia, Address: "pia@corp.example", Active: true, ManagerID: &cora}}
	for cosigner, want := range map[string]string{"": "", "pia@corp.example": "", "Cora@corp.example": "cpo.cosigner is the CEO"} {
		c := &config.Config{CEO: config.CEO{Address: "cora@corp.example"}, CPO: config.CPO{Address: "pia@corp.example", Cosigner: cosigner}}
		err := checkPeople(c, people)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("cosigner %q: %v, want …%s…", cosigner, err, want)
		}
	}
}

// TestDoctorTellsWhoSignsNothing: of those who are named for sites, too.
func TestDoctorTellsWhoSignsNothing(t *testing.T) {
	t.Parallel()
	cora, pia := int64(1), int64(2)
	people := []store.Person{{ID: cora, Address: "cora@corp.example", Aliases: []string{"ceo@corp.example"}, Active: true},
		{ID: pia, Address: "pia@corp.example", Active: true, ManagerID: &cora, Site: "Leeds"},
		{ID: 3, Address: "olga@corp.example", ManagerID: &pia, Site: "York"}}
	for what, c := range map[string]struct{ general, address, site, want string }{
		"all is well":   {"pia@corp.example", "Pia@corp.example", "leeds", ""},
		"a stranger":    {"", "max@corp.example", "Leeds", "max@corp.example (cpo.cosigners, Leeds) is not among the active people"},
		"who has left":  {"", "olga@corp.example", "Leeds", "olga@corp.example (cpo.cosigners, Leeds) is not among"},
		"for all":       {"max@corp.example", "pia@corp.example", "Leeds", "max@corp.example (cpo.cosigner) is not among"},
		"the CEO":       {"", "ceo@corp.example", "Leeds", "cpo.cosigners, Leeds is the CEO"},
		"nobody's site": {"", "pia@corp.example", "York", "York (cpo.cosigners) is the site of nobody"},
	} {
		cpo := config.CPO{Address: "pia@corp.example", Cosigner: c.general, Cosigners: []config.Cosigner{{Address: c.address, Sites: []string{c.site}}}}
		err := checkPeople(&config.Config{CEO: config.CEO{Address: "cora@corp.example"}, CPO: cpo}, people)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want …%s…", what, err, c.want)
		}
	}
}

// TestDoctorOnADirectoryWithoutManagers: an attribute of another name, or one that may not be read, shows before the import.
func TestDoctorOnADirectoryWithoutManagers(t *testing.T) {
	t.Parallel()
	c := &config.Config{Directory: config.Directory{Source: "ldap", Every: time.Hour}}
	alone, boss := directory.Person{Address: "cora@harbour.test"}, directory.Person{Address: "max@harbour.test", Manager: "cora@harbour.test"}
	for name, found := range map[string]struct {
		people []directory.Person
		ok     bool
		words  []string
	}{
		"nobody has one":     {[]directory.Person{alone, {Address: "nina@harbour.test"}}, false, []string{"2 people were read", "none of them has a manager", "[directory.ldap]", "may read it"}},
		"somebody has one":   {[]directory.Person{alone, boss}, true, []string{"2 people, read every 1h0m0s"}},
		"only the CEO there": {[]directory.Person{alone}, true, []string{"1 people"}},
	} {
		said, err := sourceFound(c, directory.List{People: found.people})
		tells(t, name, said, err, found.ok, found.words...)
	}
}
