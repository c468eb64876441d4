package config

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// Stories is [stories]. Where it names neither an address to listen on nor a
// list, nothing is told and nobody is asked.
type Stories struct {
	Listen  string   `toml:"listen" kind:"listen" example:"\"127.0.0.1:8026\"" doc:"Where the stories page and its feed are served, as ADDRESS:PORT; nowhere unless set. They hold names of employees who agreed, and have no login: keep them inside, or put your own login before them."`
	Address string   `toml:"address" example:"\"https://stories.example.com\"" doc:"How readers reach that page from their desks: scheme and host, without a path. The weekly letter then names the page, and the feed's links bear it (RFC 4287); without it they are relative to where the feed was read."`
	English []string `toml:"en" kind:"address" example:"[\"everybody@example.com\"]" doc:"The lists that get the weekly stories letter in English. An address of the company's own domains; stories in a language that has no list go to all of them."`
	German  []string `toml:"de" kind:"address" example:"[\"alle@example.com\"]" doc:"Those that get it in German."`
	French  []string `toml:"fr" kind:"address" example:"[\"tous@example.com\"]" doc:"Those that get it in French."`
	Spanish []string `toml:"es" kind:"address" example:"[\"todos@example.com\"]" doc:"Those that get it in Spanish."`
}

// pageAddress refuses what is no address of a page at the root of a host.
func pageAddress(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return fmt.Errorf("%q is no address of the web", s)
	case u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || !hostName.MatchString(u.Hostname()) && net.ParseIP(u.Hostname()) == nil:
		return fmt.Errorf("%q lacks https:// or the host's name", s)
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "#"):
		return fmt.Errorf("%q says more than the host", s)
	}
	return nil
}

// On says whether stories are told at all.
func (s Stories) On() bool {
	return s.Listen != "" || len(s.English)+len(s.German)+len(s.French)+len(s.Spanish) > 0
}

// checkStories refuses lists outside the company, and addresses that goodword
// reads itself: it would write to itself.
func (r *reader) checkStories(c *Config) {
	if err := pageAddress(c.Stories.Address); err != nil {
		r.problem("stories.address", "%v; allowed: scheme and host, such as \"https://stories.example.com\"", err)
	} else if c.Stories.Address != "" && c.Stories.Listen == "" {
		r.problem("stories.address", "there is no page to lead to; allowed: beside stories.listen")
	}
	c.Stories.Address = strings.TrimSuffix(c.Stories.Address, "/")
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
