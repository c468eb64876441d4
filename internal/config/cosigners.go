package config

import (
	"fmt"
	"strings"
)

// Cosigner is one [[cpo.cosigners]].
type Cosigner struct {
	Address string   `toml:"address" kind:"address" required:"true" example:"\"manager.lyon@example.com\"" doc:"Who it is: an address of the directory, and not the CEO's."`
	Sites   []string `toml:"sites" required:"true" example:"[\"Lyon\"]" doc:"Of which sites, as the directory writes them. A site has one."`
}

// checkCosigners refuses the CEO, and a site with two who would sign.
func (r *reader) checkCosigners(c *Config) {
	first := map[string]string{}
	for i, s := range c.CPO.Cosigners {
		path := fmt.Sprintf("cpo.cosigners[%d]", i)
		if s.Address != "" && strings.EqualFold(s.Address, c.CEO.Address) {
			r.problem(path+".address", "is the CEO's; allowed: another person's, for the CEO's name stands under thank-yous alone")
		}
		for k, site := range s.Sites {
			at, key := fmt.Sprintf("%s.sites[%d]", path, k), strings.ToLower(site)
			switch before, twice := first[key]; {
			case strings.TrimSpace(site) == "":
				r.problem(at, "empty; allowed: a site's name, as the directory writes it")
			case twice:
				r.problem(at, "%s is named before (line %d); allowed: one who signs for each site", site, r.line(before))
			default:
				first[key] = at
			}
		}
	}
}
