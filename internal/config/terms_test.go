package config

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestTerms: several Chief People Officers are taken where every day has exactly
// one for the whole company, and each site one at most and none in between.
func TestTerms(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/full.toml")
	if err != nil {
		t.Fatal(err)
	}
	one := strings.Index(string(text), "[cpo]")
	end := one + strings.Index(string(text)[one+1:], "\n[") + 1
	with := func(cpo string) (*Config, error) {
		return Parse([]byte(string(text)[:one]+cpo+string(text)[end:]), "goodword.toml", t.TempDir())
	}
	term := func(lines ...string) string { return "[[cpo.terms]]\n" + strings.Join(lines, "\n") + "\n" }
	pia, omar, lea := `address = "pia@corp.example"`, `address = "omar@corp.example"`, `address = "lea@corp.example"`
	good := term(pia, "until = 2026-12-31") + term(omar, "from = 2027-01-01") + term(lea, "from = 2026-06-01", "until = 2026-09-30", `sites = ["Lyon"]`) + term(pia, "from = 2026-10-01", `sites = ["Lyon", "Nice"]`)
	c, err := with(good)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.CPO.Terms) != 4 || c.CPO.VoucherMost != 50 || c.CPO.Today(time.Now(), time.UTC) != nil {
		t.Errorf("the terms are %+v", c.CPO)
	}
	for what, want := range map[string]string{
		"":                                  "cpo.address: missing",
		"[cpo]\n" + pia + "\n" + term(omar): "stands beside [[cpo.terms]]",
		term(pia) + term(omar, "from = 2027-01-01"):                                                     "overlaps that of pia@corp.example, who has it for good",
		term(pia, "until = 2027-01-01") + term(omar, "from = 2027-01-01"):                               "overlaps that of pia@corp.example, who has it until 2027-01-01",
		term(pia, "until = 2026-12-31") + term(omar, "from = 2027-01-03"):                               "nobody is named for the whole company from 2027-01-01, when the term of pia@corp.example has ended, to 2027-01-02; allowed: from = 2027-01-01",
		term(pia, "until = 2026-12-31"):                                                                 "and nobody follows",
		term(pia, `sites = ["Lyon"]`):                                                                   "at least one without sites",
		term(pia) + term(omar, `sites = ["Lyon"]`) + term(lea, "from = 2027-01-01", `sites = ["lyon"]`): "for lyon overlaps that of omar@corp.example",
		term(pia) + term(omar, "from = 2027-02-01", "until = 2027-01-01", `sites = ["Lyon"]`):           "is before 2027-02-01",
		term(`address = "pia@elsewhere.test"`):                                                          "in none of the domains",
		term(`address = "mara@corp.example"`):                                                           "",
	} {
		if _, err := with(what); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, want %q", what, err, want)
		}
	}
	c, err = with(term(pia, "from = 2027-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)
	if err := c.CPO.Today(day, time.UTC); err == nil || !strings.Contains(err.Error(), "before 2027-01-01") {
		t.Errorf("the day before the first term gives %v", err)
	}
	if err := c.CPO.Today(day.Add(time.Hour), time.UTC); err != nil {
		t.Errorf("the first day of the first term gives %v", err)
	}
}

// TestCosigners: each site has one who signs, with the line of what is refused, and never the CEO.
func TestCosigners(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/full.toml")
	if err != nil {
		t.Fatal(err)
	}
	parse := func(more string) (*Config, error) {
		return Parse([]byte(string(text)+"\n"+more), "goodword.toml", t.TempDir())
	}
	one := func(lines ...string) string { return "[[cpo.cosigners]]\n" + strings.Join(lines, "\n") + "\n" }
	max, leeds := `address = "max@corp.example"`, `sites = ["Leeds", "York"]`
	c, err := parse(one(max, leeds) + one(`address = "dana@corp.example"`, `sites = ["Lyon"]`))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.CPO.Cosigners; len(got) != 2 || got[0].Address != "max@corp.example" || len(got[0].Sites) != 2 || got[1].Sites[0] != "Lyon" {
		t.Errorf("they are %+v", got)
	}
	for more, want := range map[string]string{
		one(leeds):                     "cpo.cosigners[0].address: missing",
		one(max):                       "cpo.cosigners[0].sites: missing",
		one(max, "sites = []"):         "cpo.cosigners[0].sites: ",
		one(max, `sites = [" "]`):      "cpo.cosigners[0].sites[0]: empty",
		one(`address = "Max"`, leeds):  "does not fit",
		one(max, leeds, "from = 2027"): "from",
		one(max, leeds) + one(max, `sites = ["Lyon", "LEEDS"]`): "cpo.cosigners[1].sites[1]: LEEDS is named before (line ",
		one(`address = "M`+c.CEO.Address[1:]+`"`, leeds):        "is the CEO's",
		one(`address = "`+c.CEO.Address+`"`, leeds):             "cpo.cosigners[0].address: is the CEO's",
	} {
		if _, err := parse(more); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "goodword.toml:") {
			t.Errorf("%q gives %v, want %q", more, err, want)
		}
	}
}
