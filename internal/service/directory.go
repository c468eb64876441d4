package service

import (
	"crypto/tls"
	"fmt"
	"strings"

	"goodword/internal/config"
	"goodword/internal/directory"
	"goodword/jobs"
	"goodword/mail/oauth"
)

// DirectorySource gives the directory of the settings by its name.
func DirectorySource(c *config.Config, name string) (source directory.Source, err error) {
	if !c.Directory.Has(name) {
		return nil, fmt.Errorf("the settings do not say how to reach the directory %s: add [directory.%s] (docs/directory.md)", name, name)
	}
	switch name {
	case "entra":
		return entra(c.Directory.Entra)
	case "google":
		return google(c.Directory.Google)
	}
	return ldap(c.Directory.LDAP)
}

func ldap(l config.LDAP) (directory.Source, error) {
	roots, err := roots(l.CAFile)
	if err != nil {
		return nil, err
	}
	mapping, err := directory.ParseMapping(l.Attributes)
	if err != nil {
		return nil, fmt.Errorf("directory.ldap.attributes: %w", err)
	}
	return directory.LDAP{URL: l.URL, StartTLS: l.StartTLS, RootCAs: roots, BindDN: l.BindDN, Password: l.Password.Read,
		Base: l.Base, Filter: l.Filter, Map: mapping, Page: l.Page, Timeout: l.Timeout}, nil
}

func entra(e config.Entra) (directory.Source, error) {
	mapping, err := directory.ParseMapping(e.Attributes)
	if err != nil {
		return nil, fmt.Errorf("directory.entra.attributes: %w", err)
	}
	api := strings.TrimRight(e.APIURL, "/")
	s := oauth.Settings{Provider: oauth.Microsoft, Use: oauth.ForDirectory, Section: "directory.entra", Tenant: e.Tenant, TokenURL: e.TokenURL,
		ClientID: e.ClientID, Scopes: []string{api[:len(api)-len(path(api))] + "/.default"}, Timeout: e.Timeout}
	if e.ClientSecret.IsSet() {
		s.ClientSecret = e.ClientSecret.Read
	}
	if e.CertFile != "" {
		s.Certificate = appCertificate(e.CertFile, e.KeyFile)
	}
	calls, err := caller(s, e.CAFile)
	return directory.Entra{API: api, Calls: calls, Filter: e.Filter, Map: mapping, Page: e.Page}, err
}

// path is what follows the host in an address.
func path(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.Index(rest, "/"); i >= 0 {
		return rest[i:]
	}
	return ""
}

func google(g config.GooglePeople) (directory.Source, error) {
	mapping, err := directory.ParseMapping(g.Attributes)
	if err != nil {
		return nil, fmt.Errorf("directory.google.attributes: %w", err)
	}
	calls, err := caller(oauth.Settings{Provider: oauth.Google, Use: oauth.ForDirectory, Section: "directory.google", User: g.Admin, TokenURL: g.TokenURL,
		ServiceAccount: g.ServiceAccount.Read, Timeout: g.Timeout}, g.CAFile)
	return directory.Google{API: strings.TrimRight(g.APIURL, "/"), Calls: calls, Customer: g.Customer, Query: g.Query, Units: g.OrgUnits,
		Map: mapping, Page: g.Page, Admin: g.Admin}, err
}

// caller carries requests with the tokens of the settings.
func caller(s oauth.Settings, caFile string) (*oauth.Source, error) {
	var err error
	if s.RootCAs, err = roots(caFile); err != nil {
		return nil, err
	}
	source, err := oauth.New(s)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Section, err)
	}
	return source, nil
}

// appCertificate reads an app's certificate and key; changed files count at once.
func appCertificate(cert, key string) func() (*tls.Certificate, error) {
	p := &pair{cert: cert, key: key}
	return p.read
}

// directorySchedule gives what is read by the schedule; nil where nothing is.
func directorySchedule(c *config.Config) (*jobs.DirectorySchedule, error) {
	if c.Directory.Source == "" {
		return nil, nil
	}
	source, err := DirectorySource(c, c.Directory.Source)
	if err != nil {
		return nil, err
	}
	return &jobs.DirectorySchedule{Source: source, Every: c.Directory.Every, Most: c.Directory.MostLeaving}, nil
}
