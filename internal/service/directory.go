package service

import (
	"fmt"

	"goodword/internal/config"
	"goodword/internal/directory"
	"goodword/jobs"
)

// DirectorySource gives the directory of the settings by its name.
func DirectorySource(c *config.Config, name string) (source directory.Source, err error) {
	if name != "ldap" || c.Directory.LDAP.URL == "" {
		return nil, fmt.Errorf("the settings do not say how to reach the directory %s: add [directory.%s] (docs/directory.md)", name, name)
	}
	l := c.Directory.LDAP
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
