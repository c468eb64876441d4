package main

import (
	"strings"
	"testing"

	"goodword/internal/config"
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
