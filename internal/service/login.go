package service

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"goodword/internal/config"
	"goodword/mail/oauth"
)

// account is what a mailbox and the relay log in with.
type account struct {
	user      string
	auth      config.Auth
	refresh   config.Secret
	cert, key string
}

// tokens gives the source of an account's tokens; nil for one that logs in
// otherwise, or not at all.
func tokens(c *config.Config, a account, now func() time.Time) (*oauth.Source, error) {
	if a.auth != config.ByToken || a.user == "" {
		return nil, nil
	}
	o := c.OAuth
	roots, err := roots(o.CAFile)
	if err != nil {
		return nil, err
	}
	s := oauth.Settings{Provider: oauth.Provider(o.Provider), User: a.user, Tenant: o.Tenant, TokenURL: o.TokenURL, Scopes: o.Scopes,
		ClientID: o.ClientID, RootCAs: roots, Now: now}
	if o.Mechanism != "auto" {
		s.Mechanism = strings.ToUpper(o.Mechanism)
	}
	if o.ClientSecret.IsSet() {
		s.ClientSecret = o.ClientSecret.Read
	}
	if o.CertFile != "" {
		s.Certificate = appCertificate(o.CertFile, o.KeyFile)
	}
	switch {
	case a.refresh.IsSet():
		s.RefreshToken = a.refresh.Read
		if now == nil {
			now = time.Now
		}
		s.Keep = keeper{c, now}
	case o.Provider == config.Google:
		s.ServiceAccount = o.ServiceAccount.Read
	}
	return oauth.New(s)
}

// certificate shows a client's certificate from two files, which are read again
// when they change; nil without files.
func (a account) certificate() (func(*tls.CertificateRequestInfo) (*tls.Certificate, error), error) {
	if a.cert == "" {
		return nil, nil
	}
	p := &pair{cert: a.cert, key: a.key}
	_, err := p.read()
	return func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return p.read() }, err
}

// pair is a certificate and its key in two files.
type pair struct {
	cert, key string

	mutex  sync.Mutex
	seen   [2]stamp
	loaded *tls.Certificate
}

// stamp tells one version of a file from another.
type stamp struct {
	changed time.Time
	size    int64
}

// read gives the pair. While one of two files was replaced and the other not
// yet, the pair of before goes on, as long as it is good.
func (p *pair) read() (*tls.Certificate, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	now, err := p.stamps()
	if err == nil && p.loaded != nil && now == p.seen {
		return p.loaded, nil
	}
	var fresh tls.Certificate
	if err == nil {
		fresh, err = tls.LoadX509KeyPair(p.cert, p.key)
	}
	if err != nil {
		if p.loaded != nil && time.Now().Before(p.loaded.Leaf.NotAfter) {
			return p.loaded, nil
		}
		return nil, fmt.Errorf("read the client's certificate %s with its key %s: %w", p.cert, p.key, err)
	}
	if fresh.Leaf == nil {
		if fresh.Leaf, err = x509.ParseCertificate(fresh.Certificate[0]); err != nil {
			return nil, fmt.Errorf("read the client's certificate %s: %w", p.cert, err)
		}
	}
	p.seen, p.loaded = now, &fresh
	return p.loaded, nil
}

func (p *pair) stamps() (both [2]stamp, err error) {
	for i, name := range []string{p.cert, p.key} {
		info, err := os.Stat(name)
		if err != nil {
			return both, err
		}
		both[i] = stamp{changed: info.ModTime(), size: info.Size()}
	}
	return both, nil
}
