package config

import "strings"

// fillLimits fills in what the provider allows where the settings do not say.
func (s *SMTP) fillLimits(tokens Provider) {
	if s.Provider == "" {
		s.Provider = OtherMail
		if s.Auth == ByToken && tokens != "" {
			s.Provider = tokens
		}
	}
	perMinute, perDay, connections := 0, 0, 0
	switch s.Provider {
	case Microsoft:
		perMinute, perDay, connections = 30, 10000, 3
	case Google:
		perDay = 2000
	}
	for _, limit := range []struct {
		value *int
		usual int
	}{{&s.PerMinute, perMinute}, {&s.PerDay, perDay}, {&s.Connected, connections}} {
		if *limit.value == 0 {
			*limit.value = limit.usual
		}
	}
}

// section is the name of a section without its place in a list.
func section(path string) string {
	name, _, _ := strings.Cut(path, "[")
	return name
}

// login is what a mailbox and the relay have in common.
type login struct {
	path              string
	needed            bool // this process logs in
	user              string
	auth              Auth
	password, refresh Secret
	security          Security
	cert, key         string
}

// checkLogin finds secrets that are missing, or that do not go with auth.
func (r *reader) checkLogin(c *Config, l login) {
	if (l.cert == "") != (l.key == "") {
		r.problem(l.path+".cert_file", "incomplete; cert_file and key_file belong together")
	}
	if l.cert != "" && l.security == Plaintext {
		r.problem(l.path+".cert_file", `has no effect; allowed with tls = "tls" or "starttls"`)
	}
	if l.refresh.IsSet() && l.auth != ByToken {
		r.warn(l.path+".refresh_token", `has no effect; it counts with auth = "oauth" alone`)
	}
	switch l.auth {
	case ByPassword:
		if l.needed && l.user != "" && !l.password.IsSet() {
			r.problem(l.path+".password", "missing; %s.user needs one of password_file, password_env and password, or auth", section(l.path))
		}
		return
	case ByCertificate:
		if l.cert == "" {
			r.problem(l.path+".auth", `"certificate" needs cert_file and key_file`)
		}
	case ByToken:
		r.checkToken(c, l)
	}
	if l.password.IsSet() {
		r.warn(l.path+".password", `has no effect; it counts with auth = "password" alone`)
	}
}

// checkToken finds what [oauth] lacks for one login.
func (r *reader) checkToken(c *Config, l login) {
	o := &c.OAuth
	missing := func(key, why string) { r.problem("oauth."+key, "missing; %s, for %s", why, l.path) }
	own := !l.refresh.IsSet() // the client's own tokens
	switch o.Provider {
	case "":
		missing("provider", `auth = "oauth" needs [oauth] with a provider`)
		return
	case Microsoft:
		if o.Tenant == "" && o.TokenURL == "" {
			missing("tenant", "Microsoft's tokens are those of a tenant")
		}
	case OtherMail:
		if o.TokenURL == "" {
			missing("token_url", "another provider's token endpoint is not known")
		}
	case Google:
		if own {
			if l.needed && !o.ServiceAccount.IsSet() {
				missing("service_account", "Google gives tokens to a service account or for a refresh_token")
			}
			return
		}
	}
	if o.ClientID == "" {
		missing("client_id", "tokens are given to a registered app")
	}
	if l.needed && own && !o.ClientSecret.IsSet() && o.CertFile == "" {
		missing("client_secret", "the app's own tokens need its secret or cert_file; a user's need a refresh_token")
	}
}

// checkOAuth finds what is wrong with [oauth] by itself.
func (r *reader) checkOAuth(c *Config) {
	o := &c.OAuth
	used := c.SMTP.Auth == ByToken
	for _, m := range c.Mailboxes {
		used = used || m.Auth == ByToken
	}
	used = used || o.Provider == Microsoft && c.Directory.Has("entra") || o.Provider == Google && c.Directory.Has("google")
	if o.Provider != "" && !used {
		r.warn("oauth", `nobody logs in by it: neither a mailbox nor smtp has auth = "oauth"`)
	}
	r.checkPair("oauth.", o.CertFile, o.KeyFile)
	if o.CertFile != "" && o.Provider != Microsoft {
		r.warn("oauth.cert_file", `has no effect; it counts with provider = "microsoft365" alone`)
	}
	if o.ServiceAccount.IsSet() && o.Provider != Google {
		r.warn("oauth.service_account", `has no effect; it counts with provider = "google" alone`)
	}
	if o.Tenant != "" && o.Provider != Microsoft {
		r.warn("oauth.tenant", `has no effect; it counts with provider = "microsoft365" alone`)
	}
	r.checkURL("oauth.token_url", o.TokenURL)
}
