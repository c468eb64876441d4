package service

import (
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
	database := pgtest.Database(t, migrated)
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
		settings.Mailboxes = []config.Mailbox{m}
		box, err := Mailbox(settings, m, func() time.Time { return time.Now().AddDate(0, 0, -70) })
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := box.OAuth.Token(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if c.refresh != "" {
			kept(t, settings, "PROBLEM: the refresh token of the mailbox m was last used on ", "the refresh token of the relay", "let serve run")
		}
		out, err := Relay(settings)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := out.OAuth.Token(t.Context()); err != nil || out.Connections != 3 {
			t.Errorf("%s: %v, %d connections", name, err, out.Connections)
		}
		if c.refresh == "" {
			kept(t, settings, "those of the settings are used")
		} else { // the relay's use counts, though the provider gave no newer one
			kept(t, settings, "the mailbox m: a newer one is kept, last used on "+time.Now().UTC().Format("2006"), "the relay: ")
		}
	}
}

// kept wants KeptTokens to say so.
func kept(t *testing.T, c *config.Config, says ...string) {
	t.Helper()
	db, err := OpenDatabase(t.Context(), c, true, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	said, err := KeptTokens(t.Context(), c, db, time.Now())
	if err != nil {
		said = "PROBLEM: " + err.Error()
	}
	for _, want := range says {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in: %s", want, said)
		}
	}
}

// TestKeptTokensThatNeedSomebody: which rested for too long, or are a backup's.
func TestKeptTokensThatNeedSomebody(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	for name, c := range map[string]struct {
		used, restored time.Time
		says           string
	}{
		"none is kept":            {},
		"none, and a backup":      {restored: day(1)},
		"in use":                  {used: day(1)},
		"in use since the backup": {used: day(1), restored: day(2)},
		"the backup's":            {used: day(3), restored: day(2), says: "is from the backup which was brought back on 2026-11-20"},
		"rested":                  {used: day(61), says: "was last used on 2026-09-22"},
	} {
		err := stale(c.used, c.restored, now)
		if (err == nil) != (c.says == "") || err != nil && (!strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "sign in anew")) {
			t.Errorf("%s: %v", name, err)
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
