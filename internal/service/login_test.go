package service

import (
	"context"
	"crypto/tls"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/internal/postgres/pgtest"
	"goodword/mail/mailtest/authority"
	"goodword/mail/oauth/oauthtest"
	"goodword/migrations"
)

// TestLoginsOfTheSettings: each way to log in becomes what fetch and send need.
// The user's refresh token is good once: mailbox and relay, each with a source of
// its own as in two processes, find what came in its place in the database.
func TestLoginsOfTheSettings(t *testing.T) {
	t.Parallel()
	provider := oauthtest.Start(t)
	provider.AddClient("app", oauthtest.Client{Secret: "app-secret", Scopes: []string{"https://outlook.office365.com/.default"}, Mailboxes: []string{"a@harbour.test"}})
	provider.AddClient("web", oauthtest.Client{Secret: "web-secret"})
	provider.AddGrant("refresh-1", oauthtest.Grant{Client: "web", Scopes: []string{"mail"}, Mailboxes: []string{"a@harbour.test"}, Next: "refresh-2"})
	database := pgtest.Database(t, func(ctx context.Context, url string) error {
		return migrations.Up(ctx, url, slog.New(slog.DiscardHandler))
	})
	key := provider.AddAccount(t, "robot@project.test", []string{"https://mail.google.com/"}, []string{"a@harbour.test"})
	for name, c := range map[string]struct {
		oauth   config.OAuth
		refresh string
	}{
		"an app of Microsoft's":    {oauth: config.OAuth{Provider: config.Microsoft, TokenURL: provider.URL + "/harbour.test/oauth2/v2.0/token", ClientID: "app", ClientSecret: config.PlainSecret("app-secret")}},
		"a user of another's":      {oauth: config.OAuth{Provider: config.OtherMail, TokenURL: provider.URL + "/token", ClientID: "web", ClientSecret: config.PlainSecret("web-secret"), Mechanism: "oauthbearer"}, refresh: "refresh-1"},
		"Google's service account": {oauth: config.OAuth{Provider: config.Google, TokenURL: provider.URL + "/token", ServiceAccount: config.PlainSecret(key)}},
	} {
		m := config.Mailbox{Name: "m", Host: "imap.harbour.test", Port: 993, TLS: config.TLS, User: "a@harbour.test", Auth: config.ByToken}
		relay := config.SMTP{Host: "smtp.harbour.test", Port: 587, TLS: config.STARTTLS, User: "a@harbour.test", Auth: config.ByToken, Connected: 3, Timeout: 20 * time.Second}
		if c.refresh != "" {
			m.Refresh, relay.Refresh = config.PlainSecret(c.refresh), config.PlainSecret(c.refresh)
		}
		settings := &config.Config{OAuth: c.oauth, SMTP: relay, Database: config.Database{URL: config.PlainSecret(database)}}
		box, err := Mailbox(settings, m, time.Now)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := box.OAuth.Token(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		out, err := Relay(settings)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := out.OAuth.Token(t.Context()); err != nil || out.Connections != 3 {
			t.Errorf("%s: %v, %d connections", name, err, out.Connections)
		}
	}
}

// TestClientCertificateIsReadAgain: a changed pair counts at the next
// handshake; half of one does not end what goes on.
func TestClientCertificateIsReadAgain(t *testing.T) {
	t.Parallel()
	ours, folder := authority.New(t), t.TempDir()
	cert, key := ours.Write(t, folder, "first")
	old := time.Now().Add(-time.Hour)
	for _, name := range []string{cert, key} {
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	get, err := account{cert: cert, key: key}.certificate()
	if err != nil {
		t.Fatal(err)
	}
	shown := func(want string) {
		t.Helper()
		got, err := get(&tls.CertificateRequestInfo{})
		if err != nil || got.Leaf.Subject.CommonName != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	shown("first")
	newCert, newKey := ours.Write(t, t.TempDir(), "second")
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	move(newCert, cert)
	shown("first")
	move(newKey, key)
	shown("second")
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	shown("second")
	if _, err := (account{cert: filepath.Join(folder, "none"), key: key}).certificate(); err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("files that are not there: %v", err)
	}
}
