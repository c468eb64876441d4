package directory

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"regexp"

	"github.com/go-ldap/ldap/v3"
)

// explain says what a refusal means and what to do.
func (l LDAP) explain(what string, err error) error {
	do := l.advice(err)
	if do == "" {
		return fmt.Errorf("%s the directory %s: %w", what, l.URL, err)
	}
	return fmt.Errorf("%s the directory %s: %w: %s", what, l.URL, err, do)
}

func (l LDAP) advice(err error) string {
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var proof *tls.CertificateVerificationError
	switch {
	case errors.As(err, &unknown):
		return "nobody whom this machine trusts signed its certificate: name the company's own in directory.ldap.ca_file"
	case errors.As(err, &host):
		return "its certificate is for another name: write the name of the certificate into directory.ldap.url"
	case errors.As(err, &invalid), errors.As(err, &proof):
		return "its certificate is not valid: let who runs the directory renew it"
	}
	var refusal *ldap.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	switch refusal.ResultCode {
	case ldap.ErrorNetwork:
		return "is the server there, and is the port of directory.ldap.url right (636 for ldaps, 389 for ldap)?"
	case ldap.ErrorFilterCompile:
		return fmt.Sprintf("directory.ldap.filter %s is no filter (RFC 4515)", l.Filter)
	case ldap.LDAPResultInvalidCredentials:
		return l.login49(err.Error())
	case ldap.LDAPResultInvalidDNSyntax:
		return fmt.Sprintf("bind_dn %q or base %q is no DN, such as ou=people,dc=example,dc=com", l.BindDN, l.Base)
	case ldap.LDAPResultNoSuchObject:
		return fmt.Sprintf("there is no %q, or %s may not see it: correct directory.ldap.base", l.Base, orNobody(l.BindDN))
	case ldap.LDAPResultSizeLimitExceeded, ldap.LDAPResultAdminLimitExceeded:
		return fmt.Sprintf("the server gives only so many entries: raise its limit for %s, or make the filter narrower; what came was not used", orNobody(l.BindDN))
	case ldap.LDAPResultTimeLimitExceeded:
		return "the search takes too long for the server: let it index the attributes of the filter, or make the base narrower"
	case ldap.LDAPResultConfidentialityRequired, ldap.LDAPResultStrongAuthRequired:
		return "it wants an encrypted connection: use ldaps:// in directory.ldap.url, or starttls = true"
	case ldap.LDAPResultInsufficientAccessRights, ldap.LDAPResultInappropriateAuthentication, ldap.LDAPResultOperationsError:
		return fmt.Sprintf("it lets nobody search who has not logged in or has not the right: let %s read people under %q", orNobody(l.BindDN), l.Base)
	case ldap.LDAPResultUnwillingToPerform, ldap.LDAPResultUnavailable, ldap.LDAPResultBusy:
		return "the server will not now; it is asked again at the next read"
	}
	return ""
}

// login49 tells why a login was refused. QUIRK: Active Directory hides the
// reason in a hexadecimal number behind "data".
func (l LDAP) login49(said string) string {
	why := map[string]string{"525": "there is no such account", "52e": "the password is wrong", "530": "it may not log in at this time",
		"531": "it may not log in from this machine", "532": "its password has expired", "533": "it is disabled",
		"701": "it has expired", "773": "its password must be changed first", "775": "it is locked"}
	if m := regexp.MustCompile(`data ([0-9a-f]{3}),`).FindStringSubmatch(said); m != nil && why[m[1]] != "" {
		return fmt.Sprintf("bind_dn %s: %s", l.BindDN, why[m[1]])
	}
	return fmt.Sprintf("correct directory.ldap.bind_dn (%s) or its password", l.BindDN)
}
