package config

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The least settings there are, without logins.
const rest = `[company]
name = "Harbour"
domains = ["harbour.test"]
[ceo]
address = "ceo@harbour.test"
[cpo]
address = "cpo@harbour.test"
[operator]
address = "it@harbour.test"
[service]
address = "service@harbour.test"
[letters]
from_address = "goodword@harbour.test"
[[mailboxes]]
name = "nominations"
role = "nominations"
address = "goodword@harbour.test"
host = "imap.harbour.test"
user = "goodword@harbour.test"
`

func TestLogins(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text     string
		needs    Secrets
		warning  string
		provider Provider
		limits   [3]int
	}{
		"Microsoft by an app": {
			"auth = 'oauth'\n[smtp]\nhost = 'smtp.office365.com'\nuser = 'goodword@harbour.test'\nauth = 'oauth'\n" +
				"[oauth]\nprovider = 'microsoft365'\ntenant = 'harbour.test'\nclient_id = 'app'\nclient_secret_env = 'S'\n", Secrets{true, true}, "", Microsoft, [3]int{30, 10000, 3}},
		"Microsoft by a user, only to deliver": {
			"auth = 'oauth'\n[smtp]\nhost = 'smtp.office365.com'\nuser = 'goodword@harbour.test'\nauth = 'oauth'\nrefresh_token_env = 'R'\nletters_per_minute = 20\n" +
				"[oauth]\nprovider = 'microsoft365'\ntenant = 'harbour.test'\nclient_id = 'app'\n", Secrets{false, true}, "", Microsoft, [3]int{20, 10000, 3}},
		"Google": {
			"auth = 'oauth'\n[smtp]\nhost = 'smtp.gmail.com'\nuser = 'goodword@harbour.test'\nauth = 'oauth'\n" +
				"[oauth]\nprovider = 'google'\nservice_account_file = 'key.json'\n", Secrets{true, true}, "", Google, [3]int{0, 2000, 0}},
		"an app password, and a provider's limits": {
			"password_env = 'P'\n[smtp]\nhost = 'smtp.gmail.com'\nuser = 'goodword@harbour.test'\npassword_env = 'P'\nprovider = 'google'\nrecipients_per_day = 500\n", Secrets{true, true}, "", Google, [3]int{0, 500, 0}},
		"certificates": {
			"auth = 'certificate'\ncert_file = 'a.crt'\nkey_file = 'a.key'\n[smtp]\nhost = 'smtp.harbour.test'\ncert_file = 'a.crt'\nkey_file = 'a.key'\n", Secrets{true, true}, "", OtherMail, [3]int{}},
		"tokens for nobody": {
			"password_env = 'P'\n[smtp]\nhost = 'smtp.harbour.test'\n[oauth]\nprovider = 'google'\n", Secrets{true, true}, "nobody logs in by it", OtherMail, [3]int{}},
		"a password beside a token": {
			"auth = 'oauth'\npassword_env = 'P'\n[smtp]\nhost = 'smtp.harbour.test'\n[oauth]\nprovider = 'google'\nservice_account_env = 'K'\n", Secrets{true, true}, "mailboxes[0].password", OtherMail, [3]int{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := parse([]byte(rest+c.text), "goodword.toml", "/etc/goodword", c.needs)
			if err != nil {
				t.Fatal(err)
			}
			if limits := [3]int{got.SMTP.PerMinute, got.SMTP.PerDay, got.SMTP.Connected}; got.SMTP.Provider != c.provider || limits != c.limits {
				t.Errorf("%s with %v", got.SMTP.Provider, limits)
			}
			if all := strings.Join(got.Warnings, "\n"); !strings.Contains(all, c.warning) || c.warning == "" && all != "" {
				t.Errorf("warnings: %q", all)
			}
		})
	}
}

// A directory takes from [oauth] what it does not say itself.
func TestDirectoriesTakeFromOAuth(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/full.toml")
	if err != nil {
		t.Fatal(err)
	}
	const microsoft = "\n[oauth]\nprovider = \"microsoft365\"\ntenant = \"t\"\nclient_id = \"mail\"\nclient_secret_file = \"s\"\n"
	for name, c := range map[string]struct{ more, want string }{
		"all of it":         {"\n[directory]\nsource = \"entra\"\n" + microsoft, "t mail true"},
		"an app of its own": {"\n[directory.entra]\nclient_id = \"people\"\ncert_file = \"c\"\nkey_file = \"k\"\n" + microsoft, "t people false"},
		"Google's account":  {"\n[directory.google]\nadmin = \"boss@corp.example\"\n[oauth]\nprovider = \"google\"\nservice_account_file = \"a\"\n", "  false"},
	} {
		got, err := Parse([]byte(string(text)+c.more), "goodword.toml", "/etc")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		e := got.Directory.Entra
		if said := fmt.Sprint(e.Tenant, " ", e.ClientID, " ", e.ClientSecret.IsSet()); said != c.want || strings.Contains(strings.Join(got.Warnings, " "), "nobody logs in") {
			t.Errorf("%s: %q, want %q; %v", name, said, c.want, got.Warnings)
		}
		if name == "Google's account" && !got.Directory.Google.ServiceAccount.IsSet() {
			t.Error("the directory did not get the service account")
		}
	}
}
