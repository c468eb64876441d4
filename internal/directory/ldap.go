package directory

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-ldap/ldap/v3"
)

// LDAP is an LDAP directory (RFC 4511), such as OpenLDAP or Active Directory.
type LDAP struct {
	URL      string // ldaps://HOST[:PORT], or ldap:// with StartTLS or on this machine
	StartTLS bool
	RootCAs  *x509.CertPool         // the system's
	BindDN   string                 // empty: nobody logs in
	Password func() (string, error) // of BindDN
	Base     string
	Filter   string
	Map      Mapping // columns to attributes, in place of the usual ones
	Page     int     // entries at a time (RFC 2696)
	Timeout  time.Duration
}

// Name is what the audit log calls it.
func (l LDAP) Name() string { return "ldap" }

// attributes are the usual ones for our columns.
func (l LDAP) attributes() Mapping {
	m := Mapping{"address": "mail", "name": "displayName", "given": "givenName", "family": "sn", "manager": "manager", "title": "title",
		"team": "department", "site": "physicalDeliveryOfficeName", "phone": "telephoneNumber", "country": "c",
		"language": "preferredLanguage", "aliases": "proxyAddresses"}
	maps.Copy(m, l.Map)
	return m
}

// disabled is the flag of an account that may not log in, in Active Directory's userAccountControl.
const disabled = 2

// People asks for everybody, page by page. Errors say what to do.
func (l LDAP) People(ctx context.Context) (List, error) {
	list, err := l.people(ctx)
	if err != nil && ctx.Err() != nil { // the connection was closed for that, and says nothing better
		return List{}, fmt.Errorf("read people from %s: the whole list did not come within the time it may take, and what came was not used: raise directory.ldap.page, make filter or base narrower, or see why the server is slow: %w", l.URL, ctx.Err())
	}
	return list, err
}

func (l LDAP) people(ctx context.Context) (List, error) {
	conn, err := l.connect(ctx)
	if err != nil {
		return List{}, l.explain("reach", err)
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	if err := l.login(conn); err != nil {
		return List{}, err
	}
	attributes := l.attributes()
	ask := append(slices.Sorted(maps.Values(attributes)), "cn", "userAccountControl")
	found, err := conn.SearchWithPaging(ldap.NewSearchRequest(l.Base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, l.Filter, ask, nil), uint32(l.Page))
	if err != nil {
		return List{}, l.explain("search", err)
	}
	records := make([]record, 0, len(found.Entries))
	for _, e := range found.Entries {
		records = append(records, l.record(e, attributes))
	}
	list, problems := gather(records)
	if len(problems) > 0 {
		return list, refused(l.Name(), problems)
	}
	if len(list.People) == 0 {
		return list, fmt.Errorf("read people from %s: %d entries under %q match %s, and none is of an active person with the attribute %s: correct directory.ldap.base, filter or attributes, or let %s read them",
			l.URL, len(found.Entries), l.Base, l.Filter, attributes["address"], orNobody(l.BindDN))
	}
	return list, nil
}

func (l LDAP) record(e *ldap.Entry, attributes Mapping) record {
	r := record{key: canonical(e.DN), active: true, values: map[string][]string{}}
	for ours, theirs := range attributes {
		r.values[ours] = e.GetEqualFoldAttributeValues(theirs)
	}
	if len(r.values["name"]) == 0 {
		r.values["name"] = e.GetEqualFoldAttributeValues("cn")
	}
	if boss := r.values["manager"]; len(boss) > 0 {
		r.manager = canonical(boss[0])
	}
	if flags, err := strconv.ParseInt(e.GetEqualFoldAttributeValue("userAccountControl"), 10, 64); err == nil {
		r.active = flags&disabled == 0
	}
	switch said := e.GetEqualFoldAttributeValue(attributes["active"]); {
	case attributes["active"] == "" || said == "":
	default:
		p := Person{Active: r.active}
		if setActive(&p, said) == nil {
			r.active = r.active && p.Active
		}
	}
	return r
}

// canonical writes a DN in one way: servers differ in blanks, case and escapes.
func canonical(dn string) string {
	parsed, err := ldap.ParseDN(dn)
	if err != nil {
		return strings.ToLower(dn)
	}
	return strings.ToLower(parsed.String())
}

func (l LDAP) connect(ctx context.Context) (*ldap.Conn, error) {
	u, err := url.Parse(l.URL)
	if err != nil {
		return nil, err
	}
	secure := &tls.Config{RootCAs: l.RootCAs, ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}
	dialer := &net.Dialer{Timeout: l.Timeout}
	if until, ok := ctx.Deadline(); ok {
		dialer.Deadline = until
	}
	conn, err := ldap.DialURL(l.URL, ldap.DialWithDialer(dialer), ldap.DialWithTLSConfig(secure))
	if err != nil {
		return nil, err
	}
	conn.SetTimeout(l.Timeout)
	if l.StartTLS {
		if err := conn.StartTLS(secure); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}

func (l LDAP) login(conn *ldap.Conn) error {
	if l.BindDN == "" {
		return nil
	}
	password, err := l.Password()
	if err != nil {
		return fmt.Errorf("read the password for %s: %w", l.BindDN, err)
	}
	if err := conn.Bind(l.BindDN, password); err != nil {
		return l.explain("log in to", err)
	}
	return nil
}

func orNobody(dn string) string {
	if dn == "" {
		return "who does not log in (directory.ldap.bind_dn)"
	}
	return dn
}

// refused tells what keeps a list from being used.
func refused(source string, problems []Problem) error {
	said := make([]string, 0, 5)
	for _, p := range problems[:min(len(problems), 5)] {
		said = append(said, p.Column+": "+p.Message)
	}
	return fmt.Errorf("%d problems in the list from %s: correct them there; nothing was changed: %s", len(problems), source, strings.Join(said, "; "))
}
