package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/mail/oauth/oauthtest"
)

// TestDoctorTellsWhyATokenIsRefused: the provider's code, what it means and what
// to do, for a mailbox and for the relay, and no secret.
func TestDoctorTellsWhyATokenIsRefused(t *testing.T) {
	t.Parallel()
	const secret = "Harbour~secret.of-the-app"
	provider := oauthtest.Start(t)
	body, err := json.Marshal(map[string]string{"error": "invalid_client", "error_description": "AADSTS7000222: The provided client secret keys for app 'x' are expired. " + secret})
	if err != nil {
		t.Fatal(err)
	}
	provider.Script(oauthtest.Answer{Status: 401, Body: string(body)}, oauthtest.Answer{Status: 401, Body: string(body)})
	c := &config.Config{
		OAuth: config.OAuth{Provider: config.Microsoft, TokenURL: provider.URL + "/harbour.test/oauth2/v2.0/token", ClientID: "app", ClientSecret: config.PlainSecret(secret), Mechanism: "auto"},
		SMTP:  config.SMTP{Host: "127.0.0.1", Port: 1, TLS: config.Plaintext, User: "a@harbour.test", Auth: config.ByToken, Timeout: 5 * time.Second},
	}
	m := config.Mailbox{Name: "nominations", Host: "127.0.0.1", Port: 1, TLS: config.Plaintext, User: "a@harbour.test", Auth: config.ByToken}
	e := &environment{ctx: t.Context(), now: time.Now}
	_, boxErr := checkMailbox(e, c, m)
	_, relayErr := checkRelay(e, c)
	for what, err := range map[string]error{"mailbox": boxErr, "relay": relayErr} {
		if err == nil {
			t.Errorf("the %s is well", what)
			continue
		}
		for _, want := range []string{"AADSTS7000222", "has expired", "make a new client secret", "a@harbour.test"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q is missing in: %v", what, want, err)
			}
		}
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the secret stands in: %v", what, err)
		}
	}
}

func TestDoctorTellsLimits(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]config.SMTP{
		"": {},
		"; letters keep to 30 letters a minute, 10000 recipients a day, 3 connections": {PerMinute: 30, PerDay: 10000, Connected: 3},
		"; letters keep to 2000 recipients a day":                                      {PerDay: 2000},
	} {
		if got := limits(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
