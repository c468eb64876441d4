package config

import (
	"fmt"
	"slices"
	"strings"
)

// Stories is [stories]. Where it names neither an address to listen on nor a
// list, nothing is told and nobody is asked.
type Stories struct {
	Listen  string   `toml:"listen" kind:"listen" example:"\"127.0.0.1:8026\"" doc:"Where the stories page and its feed are served, as ADDRESS:PORT; nowhere unless set. They hold names of employees who agreed, and have no login: keep them inside, or put your own login before them."`
	English []string `toml:"en" kind:"address" example:"[\"everybody@example.com\"]" doc:"The lists that get the weekly stories letter in English. An address of the company's own domains; stories in a language that has no list go to all of them."`
	German  []string `toml:"de" kind:"address" example:"[\"alle@example.com\"]" doc:"Those that get it in German."`
	French  []string `toml:"fr" kind:"address" example:"[\"tous@example.com\"]" doc:"Those that get it in French."`
	Spanish []string `toml:"es" kind:"address" example:"[\"todos@example.com\"]" doc:"Those that get it in Spanish."`
}

// On says whether stories are told at all.
func (s Stories) On() bool {
	return s.Listen != "" || len(s.English)+len(s.German)+len(s.French)+len(s.Spanish) > 0
}

// checkStories refuses lists outside the company, and addresses that goodword
// reads itself: it would write to itself.
func (r *reader) checkStories(c *Config) {
	seen := map[string]string{}
	for _, l := range []struct {
		key  string
		list []string
	}{{"en", c.Stories.English}, {"de", c.Stories.German}, {"fr", c.Stories.French}, {"es", c.Stories.Spanish}} {
		for i, a := range l.list {
			path := fmt.Sprintf("stories.%s[%d]", l.key, i)
			low := strings.ToLower(a)
			if !slices.Contains(c.Company.Domains, domainOf(a)) {
				r.problem(path, "%s is in none of the company's domains; allowed: %s", a, strings.Join(c.Company.Domains, ", "))
			}
			if slices.ContainsFunc(c.Mailboxes, func(m Mailbox) bool { return strings.EqualFold(m.Address, a) }) || strings.EqualFold(c.Letters.FromAddress, a) {
				r.problem(path, "%s is an address that goodword reads itself; allowed: a list", a)
			}
			if before, twice := seen[low]; twice {
				r.problem(path, "%s stands under stories.%s, too; allowed: one language for each list", a, before)
			}
			seen[low] = l.key
		}
	}
}
