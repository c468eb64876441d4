package config

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Directory is [directory].
type Directory struct {
	Source      string        `toml:"source" oneof:"ldap" example:"\"ldap\"" doc:"Where people are read from by a schedule. Left out, they come by goodword people import FILE alone."`
	Every       time.Duration `toml:"every" default:"6h" range:"10m..168h" doc:"How often the source is read."`
	MostLeaving int           `toml:"most_leaving" default:"20" unit:"percent" range:"0..100" doc:"How many of the active people may leave with one import. One that loses more, or names nobody, changes nothing; goodword people import --force does it all the same."`
	Columns     []string      `toml:"columns" example:"[\"address=Work e-mail\", \"team=Unit\"]" doc:"What the CSV file of goodword people import calls our columns, each as OURS=THEIRS. Columns that go by our names need not be told."`
	LDAP        LDAP          `toml:"ldap" doc:"An LDAP directory such as Active Directory. docs/directory.md says which attributes are read."`
}

// LDAP is [directory.ldap].
type LDAP struct {
	URL        string        `toml:"url" example:"\"ldaps://dc.example.com\"" doc:"The server: ldaps://HOST, or ldap://HOST with starttls; without either only on this machine."`
	StartTLS   bool          `toml:"starttls" default:"false" doc:"Turn an ldap:// connection into an encrypted one."`
	CAFile     string        `toml:"ca_file" kind:"file" example:"\"/etc/ssl/company.pem\"" doc:"Certificates (PEM) to trust instead of the system's."`
	BindDN     string        `toml:"bind_dn" example:"\"cn=goodword,ou=services,dc=example,dc=com\"" doc:"Who logs in; Active Directory also takes goodword@example.com. It needs to read people and nothing else. Left out, nobody logs in."`
	Password   Secret        `toml:"password" example:"ldap.password" doc:"Its password."`
	Base       string        `toml:"base" example:"\"ou=people,dc=example,dc=com\"" doc:"Below which entry people are."`
	Filter     string        `toml:"filter" default:"(&(objectClass=person)(mail=*))" doc:"Which entries are people. Disabled accounts of Active Directory are passed over by themselves."`
	Attributes []string      `toml:"attributes" example:"[\"team=department\", \"site=l\"]" doc:"Which attributes our columns are, where not the usual ones, each as OURS=ATTRIBUTE."`
	Page       int           `toml:"page" default:"500" unit:"entries" range:"1..1000" doc:"How many entries to ask for at a time."`
	Timeout    time.Duration `toml:"timeout" default:"30s" range:"1s..2m" doc:"How long one answer may take."`
}

// checkDirectory finds what a source lacks, and mappings that map nothing.
func (r *reader) checkDirectory(c *Config) {
	for _, l := range []struct {
		path  string
		pairs []string
	}{{"directory.columns", c.Directory.Columns}, {"directory.ldap.attributes", c.Directory.LDAP.Attributes}} {
		for i, pair := range l.pairs {
			if ours, theirs, ok := strings.Cut(pair, "="); !ok || strings.TrimSpace(ours) == "" || strings.TrimSpace(theirs) == "" {
				r.problem(fmt.Sprintf("%s[%d]", l.path, i), "%q maps no column; allowed: OURS=THEIRS, such as \"team=department\"", pair)
			}
		}
	}
	if d := c.Directory; d.Source == "ldap" || d.LDAP.URL != "" {
		r.checkLDAP(&d.LDAP)
	}
}

func (r *reader) checkLDAP(l *LDAP) {
	const path = "directory.ldap."
	u, err := url.Parse(l.URL)
	switch {
	case l.URL == "":
		r.problem(path+"url", `missing; source = "ldap" needs a server`)
	case err != nil || u.Host == "" || u.Scheme != "ldap" && u.Scheme != "ldaps" || strings.Trim(u.Path, "/") != "" || u.User != nil:
		r.problem(path+"url", "%q does not fit; allowed: ldaps://HOST or ldap://HOST, with a port where it is not the usual one", l.URL)
	case u.Scheme == "ldap" && !l.StartTLS && !loopback(u.Hostname()):
		r.problem(path+"url", "sends a password and people's data in the clear to %s; allowed: ldaps://, or starttls = true", u.Hostname())
	case u.Scheme == "ldaps" && l.StartTLS:
		r.problem(path+"starttls", "has no effect; allowed with ldap:// alone")
	}
	if l.Base == "" {
		r.problem(path+"base", `missing; people are looked for below an entry, such as "ou=people,dc=example,dc=com"`)
	}
	if l.BindDN != "" && !l.Password.IsSet() {
		r.problem(path+"password", "missing; bind_dn needs one of password_file, password_env and password")
	}
	if l.BindDN == "" && l.Password.IsSet() {
		r.problem(path+"bind_dn", "missing; a password is set, and nobody to log in")
	}
}
