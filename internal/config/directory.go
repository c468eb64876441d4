package config

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Directory is [directory].
type Directory struct {
	Source      string        `toml:"source" oneof:"ldap|entra|google" example:"\"ldap\"" doc:"Where people are read from by a schedule. Left out, they come by goodword people import FILE alone."`
	Every       time.Duration `toml:"every" default:"6h" range:"10m..168h" doc:"How often the source is read."`
	MostLeaving int           `toml:"most_leaving" default:"20" unit:"percent" range:"0..100" doc:"How many of the active people may leave with one import, and how many of those who have a manager may be left with none. One that loses more, or names nobody, changes nothing; goodword people import --force does it all the same."`
	Columns     []string      `toml:"columns" example:"[\"address=Work e-mail\", \"team=Unit\"]" doc:"What the CSV file of goodword people import calls our columns, each as OURS=THEIRS. Columns that go by our names need not be told."`
	LDAP        LDAP          `toml:"ldap" doc:"An LDAP directory such as Active Directory. docs/directory.md says which attributes are read."`
	Entra       Entra         `toml:"entra" doc:"Microsoft's Entra ID, by Microsoft Graph. docs/directory.md has the steps."`
	Google      GooglePeople  `toml:"google" doc:"The directory of a Google Workspace, by the Admin SDK. docs/directory.md has the steps."`
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

// Entra is [directory.entra].
type Entra struct {
	Tenant       string        `toml:"tenant" example:"\"00000000-0000-0000-0000-000000000000\"" doc:"The Directory (tenant) ID. Left out, that of [oauth]."`
	ClientID     string        `toml:"client_id" example:"\"00000000-0000-0000-0000-000000000000\"" doc:"The app that may read people. Left out, that of [oauth] with its secret or certificate."`
	ClientSecret Secret        `toml:"client_secret" example:"graph.secret" doc:"The app's secret."`
	CertFile     string        `toml:"cert_file" kind:"file" example:"\"/etc/goodword/app.crt\"" doc:"A certificate (PEM) that proves the app in place of a secret."`
	KeyFile      string        `toml:"key_file" kind:"file" example:"\"/etc/goodword/app.key\"" doc:"Its RSA key (PEM)."`
	TokenURL     string        `toml:"token_url" example:"\"https://login.microsoftonline.us/TENANT/oauth2/v2.0/token\"" doc:"The token endpoint of a national cloud."`
	APIURL       string        `toml:"api_url" default:"https://graph.microsoft.com/v1.0" doc:"Microsoft Graph, or that of a national cloud."`
	CAFile       string        `toml:"ca_file" kind:"file" example:"\"/etc/ssl/company.pem\"" doc:"Certificates (PEM) to trust instead of the system's."`
	Filter       string        `toml:"filter" default:"userType eq 'Member'" doc:"Which users are people, as Graph's $filter takes it. Disabled accounts are passed over by themselves."`
	Attributes   []string      `toml:"attributes" example:"[\"team=companyName\", \"shift=onPremisesExtensionAttributes.extensionAttribute1\"]" doc:"Which properties our columns are, where not the usual ones, each as OURS=PROPERTY."`
	Page         int           `toml:"page" default:"500" unit:"users" range:"1..999" doc:"How many users to ask for at a time."`
	Timeout      time.Duration `toml:"timeout" default:"30s" range:"1s..2m" doc:"How long one answer may take."`
}

// GooglePeople is [directory.google].
type GooglePeople struct {
	ServiceAccount Secret        `toml:"service_account" example:"service-account.json" doc:"The JSON key of a service account with domain-wide delegation. Left out, that of [oauth]."`
	Admin          string        `toml:"admin" kind:"address" example:"\"admin@example.com\"" doc:"The administrator whom the service account acts for; their role needs to read users and nothing else."`
	Customer       string        `toml:"customer" default:"my_customer" doc:"Whose users: the account's own company, or a customer ID."`
	Query          string        `toml:"query" example:"\"orgUnitPath=/Staff\"" doc:"Which users are people, as the Directory API's query takes it. Those who are suspended or archived are passed over by themselves."`
	OrgUnits       []string      `toml:"org_units" example:"[\"/Staff\"]" doc:"Organizational units whose users are people, with all units below. Left out, all."`
	Attributes     []string      `toml:"attributes" example:"[\"site=orgUnitPath\", \"shift=customSchemas.Work.shift\"]" doc:"Which fields our columns are, where not the usual ones, each as OURS=PATH."`
	TokenURL       string        `toml:"token_url" example:"\"https://oauth2.googleapis.com/token\"" doc:"The token endpoint, where it is not Google's."`
	APIURL         string        `toml:"api_url" default:"https://admin.googleapis.com" doc:"The Admin SDK."`
	CAFile         string        `toml:"ca_file" kind:"file" example:"\"/etc/ssl/company.pem\"" doc:"Certificates (PEM) to trust instead of the system's."`
	Page           int           `toml:"page" default:"500" unit:"users" range:"1..500" doc:"How many users to ask for at a time."`
	Timeout        time.Duration `toml:"timeout" default:"30s" range:"1s..2m" doc:"How long one answer may take."`
}

// Has says whether the settings describe a source.
func (d Directory) Has(source string) bool {
	switch source {
	case "ldap":
		return d.LDAP.URL != ""
	case "entra":
		return d.Source == source || d.Entra.ClientID != "" || d.Entra.Tenant != ""
	case "google":
		return d.Source == source || d.Google.Admin != ""
	}
	return false
}

// completeDirectory takes from [oauth] what the directories of its provider lack.
func (c *Config) completeDirectory() {
	e, g, o := &c.Directory.Entra, &c.Directory.Google, &c.OAuth
	if o.Provider == Microsoft && c.Directory.Has("entra") {
		if e.Tenant == "" {
			e.Tenant = o.Tenant
			if e.TokenURL == "" {
				e.TokenURL = o.TokenURL
			}
		}
		if e.ClientID == "" {
			e.ClientID = o.ClientID
		}
		if e.ClientID == o.ClientID && !e.ClientSecret.IsSet() && e.CertFile == "" {
			e.ClientSecret, e.CertFile, e.KeyFile = o.ClientSecret, o.CertFile, o.KeyFile
		}
	}
	if o.Provider == Google && !g.ServiceAccount.IsSet() {
		g.ServiceAccount = o.ServiceAccount
	}
}

// checkDirectory finds what a source lacks, and mappings that map nothing.
func (r *reader) checkDirectory(c *Config) {
	for _, l := range []struct {
		path  string
		pairs []string
	}{{"directory.columns", c.Directory.Columns}, {"directory.ldap.attributes", c.Directory.LDAP.Attributes},
		{"directory.entra.attributes", c.Directory.Entra.Attributes}, {"directory.google.attributes", c.Directory.Google.Attributes}} {
		for i, pair := range l.pairs {
			if ours, theirs, ok := strings.Cut(pair, "="); !ok || strings.TrimSpace(ours) == "" || strings.TrimSpace(theirs) == "" {
				r.problem(fmt.Sprintf("%s[%d]", l.path, i), "%q maps no column; allowed: OURS=THEIRS, such as \"team=department\"", pair)
			}
		}
	}
	if d := c.Directory; d.Source == "ldap" || d.LDAP.URL != "" {
		r.checkLDAP(&d.LDAP)
	}
	if c.Directory.Has("entra") {
		r.checkEntra(&c.Directory.Entra)
	}
	if c.Directory.Has("google") {
		r.checkGoogle(&c.Directory.Google)
	}
}

func (r *reader) checkEntra(e *Entra) {
	const path = "directory.entra."
	if e.Tenant == "" && e.TokenURL == "" {
		r.problem(path+"tenant", "missing; Entra ID's tokens are those of a tenant")
	}
	if e.ClientID == "" {
		r.problem(path+"client_id", "missing; people are shown to a registered app")
	}
	if r.needs.Mailboxes && !e.ClientSecret.IsSet() && e.CertFile == "" {
		r.problem(path+"client_secret", "missing; the app needs one of client_secret_file, client_secret_env, client_secret and cert_file")
	}
	r.checkPair(path, e.CertFile, e.KeyFile)
	r.checkURL(path+"token_url", e.TokenURL)
	r.checkURL(path+"api_url", e.APIURL)
}

func (r *reader) checkGoogle(g *GooglePeople) {
	const path = "directory.google."
	if r.needs.Mailboxes && !g.ServiceAccount.IsSet() {
		r.problem(path+"service_account", "missing; Google shows people to a service account with domain-wide delegation")
	}
	if g.Admin == "" {
		r.problem(path+"admin", "missing; the service account acts for an administrator who may read users")
	}
	r.checkURL(path+"token_url", g.TokenURL)
	r.checkURL(path+"api_url", g.APIURL)
}

// checkPair finds half of a certificate and its key.
func (r *reader) checkPair(path, cert, key string) {
	if (cert == "") != (key == "") {
		r.problem(path+"cert_file", "incomplete; cert_file and key_file belong together")
	}
}

// checkURL refuses to send secrets in the clear; an empty text is none.
func (r *reader) checkURL(key, text string) {
	u, err := url.Parse(text)
	if text != "" && (err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname()))) {
		r.problem(key, "%q does not fit; allowed: an https URL", text)
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
