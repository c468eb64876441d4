package debian

import (
	"os"
	"testing"
)

// DovecotWithTokens starts a Dovecot that lets accounts in with access tokens
// too (OAUTHBEARER and XOAUTH2): it asks about each token at an introspection
// endpoint (RFC 7662), whose "username" must be the account.
func DovecotWithTokens(t testing.TB, introspection string, accounts ...Account) *DovecotServer {
	t.Helper()
	return dovecot(t, introspection, accounts)
}

// prepareTokens writes how tokens are asked about.
func (d *DovecotServer) prepareTokens() error {
	if d.introspection == "" {
		return nil
	}
	text := "introspection_url = " + d.introspection + `
introspection_mode = post
username_attribute = username
active_attribute = active
active_value = true
`
	return os.WriteFile(d.home.outside("oauth2.conf"), []byte(text), 0o644)
}

// tokenSettings are what the configuration needs beside the usual.
func (d *DovecotServer) tokenSettings(isNew bool) string {
	if d.introspection == "" {
		return ""
	}
	if isNew {
		return tokens24 + "oauth2 {\n  introspection_url = " + d.introspection + "\n  introspection_mode = post\n  username_attribute = username\n  active_attribute = active\n  active_value = true\n}\n"
	}
	return tokens23
}

const tokens23 = `
auth_mechanisms = plain login oauthbearer xoauth2
passdb {
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = DIR/oauth2.conf
}
`

const tokens24 = `
auth_mechanisms {
  oauthbearer = yes
  xoauth2 = yes
}
passdb oauth2 {
  mechanisms_filter = oauthbearer xoauth2
}
`
