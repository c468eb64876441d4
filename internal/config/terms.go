package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// CPOTerm is one [[cpo.terms]].
type CPOTerm struct {
	Address string   `toml:"address" kind:"address" required:"true" example:"\"lea@example.com\"" doc:"Who it is: an address of the directory."`
	From    Date     `toml:"from" example:"2027-01-01" doc:"The first day, by company.time_zone. Left out, they always were."`
	Until   Date     `toml:"until" example:"2027-12-31" doc:"The last day. Left out, for good; the last term for the whole company has none, so that there is somebody at all times."`
	Sites   []string `toml:"sites" example:"[\"Lyon\"]" doc:"Of which sites, as the directory writes them. Left out, of every site that no other term names."`
}

// Today says what is wrong with the terms on a day: nobody is Chief People
// Officer yet. What holds on every day is checked by Load.
func (c CPO) Today(now time.Time, loc *time.Location) error {
	first := CPOTerm{}
	for _, t := range c.Terms {
		if len(t.Sites) > 0 {
			continue
		}
		if t.From.IsZero() || !now.Before(t.From.In(loc)) {
			return nil
		}
		if first.Address == "" || t.From.day.Before(first.From.day) {
			first = t
		}
	}
	if len(c.Terms) == 0 {
		return nil
	}
	return fmt.Errorf("cpo.terms: nobody is Chief People Officer of the whole company before %s, when the term of %s begins: let it begin today or earlier, or put a term before it", first.From, first.Address)
}

// needsChief refuses settings that name no Chief People Officer at all.
func (r *reader) needsChief(c *Config) {
	if len(c.CPO.Terms) == 0 && c.CPO.Address == "" {
		r.problem("cpo.address", "missing; allowed: an address such as \"ann@example.com\", or several people with [[cpo.terms]]")
	}
}

// checkTerms refuses terms that overlap or leave a time without anybody: of the
// whole company, and of each site between its terms.
func (r *reader) checkTerms(c *Config) {
	if len(c.CPO.Terms) == 0 {
		return
	}
	if c.CPO.Address != "" {
		r.problem("cpo.address", "stands beside [[cpo.terms]]; allowed: one of the two")
	}
	chains := map[string][]int{}
	for i, t := range c.CPO.Terms {
		path := fmt.Sprintf("cpo.terms[%d]", i)
		r.checkLeader(c, path+".address", t.Address)
		if strings.EqualFold(t.Address, c.CEO.Address) {
			r.problem(path+".address", "is the CEO's; allowed: another person's, who decides where the CEO may not")
		}
		if !t.Until.IsZero() && !t.From.IsZero() && t.Until.day.Before(t.From.day) {
			r.problem(path+".until", "%s is before %s, the first day", t.Until, t.From)
		}
		if len(t.Sites) == 0 {
			chains[""] = append(chains[""], i)
		}
		for _, s := range t.Sites {
			chains[strings.ToLower(s)] = append(chains[strings.ToLower(s)], i)
		}
	}
	if len(chains[""]) == 0 {
		r.problem("cpo.terms", "each is for some sites; allowed: at least one without sites, for the rest")
	}
	for _, site := range slices.Sorted(maps.Keys(chains)) {
		r.checkChain(c.CPO.Terms, site, chains[site])
	}
}

// checkChain looks at the terms of one site, or of the whole company, in order.
func (r *reader) checkChain(terms []CPOTerm, site string, chain []int) {
	slices.SortStableFunc(chain, func(a, b int) int { return terms[a].From.day.Compare(terms[b].From.day) })
	of := "the whole company"
	if site != "" {
		of = site
	}
	for k := 1; k < len(chain); k++ {
		a, b := terms[chain[k-1]], terms[chain[k]]
		path := fmt.Sprintf("cpo.terms[%d].from", chain[k])
		switch {
		case a.Until.IsZero() || !b.From.day.After(a.Until.day):
			end := "for good"
			if !a.Until.IsZero() {
				end = "until " + a.Until.String()
			}
			r.problem(path, "the term of %s for %s overlaps that of %s, who has it %s; allowed: from the day after the other's until", b.Address, of, a.Address, end)
		case a.Until.day.AddDate(0, 0, 1).Before(b.From.day):
			r.problem(path, "nobody is named for %s from %s, when the term of %s has ended, to %s; allowed: from = %s", of,
				a.Until.day.AddDate(0, 0, 1).Format(time.DateOnly), a.Address, b.From.day.AddDate(0, 0, -1).Format(time.DateOnly), a.Until.day.AddDate(0, 0, 1).Format(time.DateOnly))
		}
	}
	if last := chain[len(chain)-1]; site == "" && !terms[last].Until.IsZero() {
		r.problem(fmt.Sprintf("cpo.terms[%d].until", last), "%s is the last day of the last term for the whole company, and nobody follows; allowed: no until, or a term for who follows", terms[last].Until)
	}
}
