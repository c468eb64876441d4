package service

import (
	"crypto/x509"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/mail/oauth/oauthtest"
)

// TestDirectoriesOfTheSettings: each way to prove oneself opens the provider's
// people, and a token without the right scope is told with its remedy.
func TestDirectoriesOfTheSettings(t *testing.T) {
	t.Parallel()
	provider := oauthtest.Start(t)
	const people = "https://www.googleapis.com/auth/admin.directory.user.readonly"
	wanted := map[string]string{"/admin/directory/v1/users": people}
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if scope := provider.Scope(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")); scope == "" || scope != wanted[r.URL.Path] {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		_, _ = io.WriteString(w, `{"kind":"admin#directory#users","users":[{"primaryEmail":"ann@harbour.test"}],"value":[{"userPrincipalName":"ann@harbour.test","mail":"ann@harbour.test"}]}`)
	}))
	t.Cleanup(api.Close)
	wanted["/v1.0/users"] = api.URL + "/.default"
	cert := oauthtest.NewCertificate(t, time.Now(), time.Hour)
	provider.AddClient("by-secret", oauthtest.Client{Secret: "graph-secret", Scopes: []string{api.URL + "/.default"}})
	provider.AddClient("by-certificate", oauthtest.Client{Certificate: cert.Leaf, Scopes: []string{api.URL + "/.default"}})
	files := writePair(t, cert.Certificate[0], cert.PrivateKey)
	entra := config.Entra{Tenant: "harbour.test", TokenURL: provider.URL + "/harbour.test/oauth2/v2.0/token", APIURL: api.URL + "/v1.0/", Page: 10, Timeout: time.Minute}
	secret, signed := entra, entra
	secret.ClientID, secret.ClientSecret = "by-secret", config.PlainSecret("graph-secret")
	signed.ClientID, signed.CertFile, signed.KeyFile = "by-certificate", files[0], files[1]
	google := config.GooglePeople{Admin: "boss@harbour.test", TokenURL: provider.URL + "/token", APIURL: api.URL, Customer: "my_customer", Page: 10, Timeout: time.Minute,
		ServiceAccount: config.PlainSecret(provider.AddAccount(t, "robot@project.test", []string{people}, []string{"boss@harbour.test"}))}
	lost := google
	lost.ServiceAccount = config.PlainSecret(provider.AddAccount(t, "lost@project.test", nil, []string{"boss@harbour.test"}))
	for name, c := range map[string]struct {
		source string
		d      config.Directory
		says   string
	}{
		"an app with a secret":                 {source: "entra", d: config.Directory{Entra: secret}},
		"an app with a certificate":            {source: "entra", d: config.Directory{Entra: signed}},
		"a service account":                    {source: "google", d: config.Directory{Google: google}},
		"an account without delegation":        {source: "google", d: config.Directory{Google: lost}, says: "Domain-wide delegation"},
		"a directory that nobody described":    {source: "google", says: "add [directory.google]"},
		"a mapping of what there is not":       {source: "entra", d: config.Directory{Entra: config.Entra{ClientID: "x", Attributes: []string{"shoe=size"}}}, says: "directory.entra.attributes"},
		"an app that proves itself by nothing": {source: "entra", d: config.Directory{Entra: entra}, says: "directory.entra: "},
	} {
		source, err := DirectorySource(&config.Config{Directory: c.d}, c.source)
		var found int
		if err == nil {
			list, asked := source.People(t.Context())
			found, err = len(list.People), asked
		}
		if c.says == "" && (err != nil || found != 1) || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %d people, %v", name, found, err)
		}
	}
}

// writePair writes a certificate and its key into files.
func writePair(t *testing.T, cert []byte, key any) (files [2]string) {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for i, block := range []*pem.Block{{Type: "CERTIFICATE", Bytes: cert}, {Type: "PRIVATE KEY", Bytes: der}} {
		files[i] = filepath.Join(folder, block.Type)
		if err := os.WriteFile(files[i], pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
