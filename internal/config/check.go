package config

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// complete fills in what follows from other settings.
func (r *reader) complete(c *Config) {
	if len(c.Company.AllowedDomains) == 0 {
		c.Company.AllowedDomains = slices.Clone(c.Company.Domains)
	}
	for i := range c.Mailboxes {
		m := &c.Mailboxes[i]
		if m.Port == 0 {
			m.Port = map[Security]int{TLS: 993, STARTTLS: 143, Plaintext: 143}[m.TLS]
		}
	}
	if c.SMTP.Port == 0 {
		c.SMTP.Port = map[Security]int{TLS: 465, STARTTLS: 587, Plaintext: 25}[c.SMTP.TLS]
	}
	c.SMTP.fillLimits(c.OAuth.Provider)
	c.completeDirectory()
	if c.Letters.ReplyTo == "" {
		c.Letters.ReplyTo = c.Letters.FromAddress
	}
	if c.Letters.ReturnPathAddress == "" {
		c.Letters.ReturnPathAddress = c.Letters.FromAddress
	}
}

// check finds values that are possible each by itself and impossible together.
func (r *reader) check(c *Config) {
	r.checkPeople(c)
	r.checkMailboxes(c)
	r.checkSMTP(c)
	r.checkOAuth(c)
	r.checkLetters(c)
	r.checkTrust(c)
	r.checkTiming(&c.Timing)
	r.checkStories(c)
	r.checkDirectory(c)
	r.checkPlaces(&c.Places)
	if c.Caps.CEOPerDay < c.Caps.CEOPerHour {
		r.problem("caps.ceo_per_day", "%d is less than ceo_per_hour (%d); allowed: that or more", c.Caps.CEOPerDay, c.Caps.CEOPerHour)
	}
}

func (r *reader) checkPeople(c *Config) {
	for _, d := range c.Company.AllowedDomains {
		if !slices.Contains(c.Company.Domains, d) {
			r.warn("company.allowed_domains", "%s is not among company.domains: letters over the CEO's name may leave the company", d)
		}
	}
	r.checkLeader(c, "ceo.address", c.CEO.Address)
	if c.CPO.Address != "" {
		r.checkLeader(c, "cpo.address", c.CPO.Address)
	}
	r.checkTerms(c)
	r.checkCosigners(c)
	if strings.EqualFold(c.CEO.Address, c.CPO.Address) {
		r.problem("cpo.address", "is the CEO's; allowed: another person's, who decides where the CEO may not")
	}
}

func (r *reader) checkLeader(c *Config, key, address string) {
	if !slices.Contains(c.Company.AllowedDomains, domainOf(address)) {
		r.problem(key, "%s is in none of the domains that letters may go to; allowed: %s", address, strings.Join(c.Company.AllowedDomains, ", "))
	}
}

func (r *reader) checkMailboxes(c *Config) {
	names := map[string]int{}
	for i, m := range c.Mailboxes {
		path := fmt.Sprintf("mailboxes[%d]", i)
		if first, twice := names[m.Name]; twice {
			r.problem(path+".name", "%q is the name of another mailbox (line %d); allowed: a name of its own", m.Name, r.line(fmt.Sprintf("mailboxes[%d].name", first)))
		}
		names[m.Name] = i
		if m.After == AfterMove && m.MoveTo == "" {
			r.problem(path+".move_to", `missing; after = "move" needs a folder to move to`)
		}
		if m.After != AfterMove && m.MoveTo != "" {
			r.problem(path+".move_to", `has no effect; allowed with after = "move" alone`)
		}
		if m.After == AfterMove && m.MoveTo == m.Folder {
			r.problem(path+".move_to", "is the folder that is read; allowed: another one")
		}
		r.checkSecurity(path, m.TLS, m.Host, m.CAFile)
		r.checkLogin(c, login{path: path, needed: r.needs.Mailboxes, user: m.User, auth: m.Auth, password: m.Password, refresh: m.Refresh,
			security: m.TLS, cert: m.CertFile, key: m.KeyFile})
	}
}

func (r *reader) checkSMTP(c *Config) {
	s := &c.SMTP
	r.checkSecurity("smtp", s.TLS, s.Host, s.CAFile)
	if s.User == "" && s.Password.IsSet() {
		r.problem("smtp.user", "missing; a password is set, and nobody to log in")
	}
	if s.User == "" && s.Auth != ByPassword {
		r.problem("smtp.user", "missing; auth = %q logs somebody in", s.Auth)
	}
	r.checkLogin(c, login{path: "smtp", needed: r.needs.Relay, user: s.User, auth: s.Auth, password: s.Password, refresh: s.Refresh,
		security: s.TLS, cert: s.CertFile, key: s.KeyFile})
}

// checkSecurity refuses to send a password over a network in the clear.
func (r *reader) checkSecurity(path string, how Security, host, caFile string) {
	if how != Plaintext {
		return
	}
	if !loopback(host) {
		r.problem(path+".tls", "none sends passwords and letters in the clear to %s; allowed: \"tls\" or \"starttls\" (none is for localhost, 127.0.0.1 and ::1)", host)
	}
	if caFile != "" {
		r.problem(path+".ca_file", `has no effect; allowed with tls = "tls" or "starttls"`)
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

func (r *reader) checkLetters(c *Config) {
	if from := c.Letters.CEOFrom.Address; from != "" && !slices.Contains(c.Company.Domains, domainOf(from)) {
		r.problem("letters.ceo_from", "%s is in none of the company's domains; allowed: %s", from, strings.Join(c.Company.Domains, ", "))
	}
	if strings.EqualFold(c.Letters.FromAddress, c.CEO.Address) {
		r.problem("letters.from_address", "is the CEO's own; allowed: an address that goodword reads")
	}
}

func (r *reader) checkTrust(c *Config) {
	t := c.Trust
	set := 0
	for _, there := range []bool{len(t.Internal.Domains) > 0, t.Internal.Header != "", t.Internal.Value != ""} {
		if there {
			set++
		}
	}
	if set != 0 && set != 3 {
		r.problem("trust.internal", "incomplete; domains, header and value belong together")
	}
	if strings.ContainsAny(t.Internal.Header, ": \t") {
		r.problem("trust.internal.header", "%q is no field's name; allowed: a name without colon or blank", t.Internal.Header)
	}
	for i, d := range t.Internal.Domains {
		if !slices.Contains(c.Company.Domains, d) {
			r.problem(fmt.Sprintf("trust.internal.domains[%d]", i), "%s is not the company's; allowed: %s", d, strings.Join(c.Company.Domains, ", "))
		}
	}
	if len(t.AuthservIDs) == 0 && !t.DKIM && set == 0 {
		r.problem("trust", "nothing proves a sender, so no answer would ever count; set authserv_ids, dkim = true or [trust.internal]")
	}
}

func (r *reader) checkTiming(t *Timing) {
	if t.EscalateAfter <= t.ReminderAfter {
		r.problem("timing.escalate_after", "%d is not after the reminder (%d); allowed: more than that", t.EscalateAfter, t.ReminderAfter)
	}
	if t.LapseAfter <= t.EscalateAfter {
		r.problem("timing.lapse_after", "%d is not after the escalation (%d); allowed: more than that", t.LapseAfter, t.EscalateAfter)
	}
	if t.WorkdayTo <= t.WorkdayFrom {
		r.problem("timing.workday_to", "%s is not after workday_from (%s); allowed: a later time of the same day", t.WorkdayTo, t.WorkdayFrom)
		return
	}
	if day := time.Duration(t.WorkdayTo - t.WorkdayFrom); day < time.Hour {
		r.problem("timing.workday_to", "leaves a working day of %s; allowed: an hour or more", day)
	}
}

func domainOf(address string) string {
	_, domain, _ := cutLast(address, "@")
	return strings.ToLower(domain)
}
