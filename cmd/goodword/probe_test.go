package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goodword/internal/postgres/pgtest"
	"goodword/mail/mailtest"
	"goodword/migrations"
)

// TestDoctorProbes: doctor says that an untried rule is not used, tries it,
// prints what arrived, and says what it found until a probe finds otherwise.
func TestDoctorProbes(t *testing.T) {
	t.Parallel()
	server, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: map[string]string{"goodword@corp.example": "secret"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	url := pgtest.Database(t, nil)
	if err := migrations.Up(t.Context(), url, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(t.TempDir(), "goodword.toml")
	write := func(header, value string) {
		t.Helper()
		text := fmt.Sprintf(`
company = {name = "Corp", domains = ["corp.example"]}
ceo = {address = "cora@corp.example"}
cpo = {address = "pia@corp.example"}
operator = {address = "it@corp.example"}
service = {address = "care@corp.example"}
database = {url = %q}
smtp = {host = "127.0.0.1", port = %d, tls = "none", user = "goodword@corp.example", password = "secret"}
letters = {from_address = "goodword@corp.example"}
trust = {authserv_ids = [%q], dkim = false, internal = {domains = ["corp.example"], header = %q, value = %q}}
[[mailboxes]]
name = "nominations"
role = "nominations"
address = "goodword@corp.example"
host = "127.0.0.1"
port = %d
tls = "none"
user = "goodword@corp.example"
password = "secret"
`, url, server.SMTP().Port, server.AuthservID(), header, value, server.IMAP().Port)
		if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	doctor := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), append([]string{"doctor", "--config", settings}, args...), strings.NewReader(""), &out, &errs); code != 3 { // the directory is empty
			t.Errorf("exit %d: %s", code, errs.String())
		}
		return strings.Join(strings.Fields(out.String()), " ")
	}
	want := func(said string, all ...string) {
		t.Helper()
		for _, has := range all {
			if !strings.Contains(said, has) {
				t.Errorf("no %q in %s", has, said)
			}
		}
	}
	write("X-Internal", "yes") // which this server neither writes nor takes away
	want(doctor(), "PROBLEM trust:", "no probe has shown", "ok groups:")
	said := doctor("--probe", "--wait", "20s")
	want(said, "the forged mail arrived; its fields of trust, topmost first: Authentication-Results", "PROBLEM probe internal: the clean mail bears no X-Internal",
		"ok probe authentication-results", "PROBLEM trust:", "the probe of")
	// What it does write, and takes away where it is forged.
	write("Authentication-Results", server.AuthservID()+";\tspf=pass smtp.mailfrom=corp.example;\tdkim=pass header.d=corp.example;\tdmarc=pass header.from=corp.example")
	want(doctor(), "no probe has shown")
	if raw := server.Mails("goodword@corp.example"); len(raw) < 2 || !strings.Contains(string(raw[0].Raw), "spf=pass") {
		t.Fatalf("%d mails: %s", len(raw), raw)
	}
	want(doctor("--probe", "--wait", "20s", "--outside", "127.0.0.1:"+fmt.Sprint(server.SMTP().Port)), "the outside mail arrived", "ok probe internal:", "ok trust: a sender is proven by", "as a probe has shown")
}
