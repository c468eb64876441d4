package fetch_test

import (
	"crypto/x509"
	"strings"
	"testing"
	"time"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
)

func TestTLS(t *testing.T) {
	t.Parallel()
	server, plain := start(t)
	deliver(t, server, "history")
	for _, mode := range []fetch.TLSMode{fetch.ImplicitTLS, fetch.StartTLS} {
		settings := plain
		settings.TLS, settings.RootCAs = mode, server.RootCAs()
		if mode == fetch.ImplicitTLS {
			settings.Port = server.IMAPS().Port
		}
		memory := fetchtest.NewMemory()
		p := newPoller(t, settings, memory)
		poll(t, p)
		deliver(t, server, string("over "+mode))
		poll(t, p)
		if got := len(memory.Mails()); got != 1 {
			t.Errorf("%s: %d mails", mode, got)
		}
		settings.RootCAs = x509.NewCertPool()
		_, err := fetch.Check(t.Context(), settings)
		if err == nil || !strings.Contains(err.Error(), "authority this machine does not know") {
			t.Errorf("%s with a strange certificate: %v", mode, err)
		}
	}
	plain.TLS, plain.Port = fetch.StartTLS, server.IMAPS().Port
	plain.CommandTimeout = 50 * time.Millisecond
	if _, err := fetch.Check(t.Context(), plain); err == nil || !strings.Contains(err.Error(), "check that tls") {
		t.Errorf("STARTTLS on the TLS port: %v", err)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	t.Parallel()
	_, good := start(t)
	for name, c := range map[string]struct {
		change func(*fetch.Settings)
		want   string
	}{
		"no name":          {func(s *fetch.Settings) { s.Mailbox = "" }, "no name"},
		"no host":          {func(s *fetch.Settings) { s.Host = "" }, "no host"},
		"port":             {func(s *fetch.Settings) { s.Port = 70000 }, "70000"},
		"no user":          {func(s *fetch.Settings) { s.User = "" }, "user and password"},
		"clear text":       {func(s *fetch.Settings) { s.Host = "imap.harbour.test" }, "in the clear"},
		"unknown TLS":      {func(s *fetch.Settings) { s.TLS = "ssl" }, `"ssl"`},
		"unknown after":    {func(s *fetch.Settings) { s.After = "burn" }, `"burn"`},
		"move to nowhere":  {func(s *fetch.Settings) { s.After = fetch.Move }, "needs the folder"},
		"move to itself":   {func(s *fetch.Settings) { s.After, s.MoveTo = fetch.Move, "INBOX" }, "same folder"},
		"negative timeout": {func(s *fetch.Settings) { s.CommandTimeout = -1 }, "positive"},
	} {
		settings := good
		c.change(&settings)
		if _, err := fetch.New(settings, fetchtest.NewMemory()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
