package service

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"goodword/internal/config"
	"goodword/internal/postgres/pgtest"
	"goodword/internal/store"
	"goodword/jobs"
	"goodword/mail/mailtest"
	"goodword/mail/mailtest/debian"
	"goodword/migrations"
)

// gate is a mail server whose handling of marks a test chooses: it delivers
// what its rule makes of a mail, or refuses what the rule makes nothing of.
type gate struct {
	to   *mailtest.Server
	rule func(own bool, raw string) string
}

// gateSession is one connection to a gate.
type gateSession struct {
	gate *gate
	own  bool // logged in
	rcpt string
}

func (s *gateSession) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *gateSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, _, given string) error {
		s.own = given == password
		return nil
	}), nil
}
func (s *gateSession) Mail(string, *smtp.MailOptions) error { return nil }
func (s *gateSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.rcpt = to
	return nil
}
func (s *gateSession) Reset()        {}
func (s *gateSession) Logout() error { return nil }

func (s *gateSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	made := s.gate.rule(s.own, string(raw))
	if made == "" {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "forged"}
	}
	_, err = s.gate.to.Deliver("goodword@corp.example", s.rcpt, []byte(made), mailtest.Unstamped)
	return err
}

// open lets the gate listen, and gives its port.
func (g *gate) open(t *testing.T) int {
	t.Helper()
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &gateSession{gate: g}, nil }))
	server.Domain, server.AllowInsecureAuth = "mx.corp.example", true
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener)
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return listener.Addr().(*net.TCPAddr).Port
}

const mark = "X-Internal: yes\r\n"

// without takes fields away that begin so, in any spelling.
func without(raw string, starts ...string) string {
	head, body, _ := strings.Cut(raw, "\r\n\r\n")
	var kept []string
	for _, line := range strings.Split(head, "\r\n") {
		drop := false
		for _, start := range starts {
			drop = drop || strings.HasPrefix(strings.ToLower(line), strings.ToLower(start))
		}
		if !drop {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\r\n") + "\r\n\r\n" + body
}

func has(raw, start string) bool { return without(raw, start) != raw }

// marked puts the company's mark on top of its own people's mail.
func marked(own bool, raw string) string {
	if own {
		return mark + raw
	}
	return raw
}

// TestProbe: whether a company's rule is believed, by what its server does.
func TestProbe(t *testing.T) {
	t.Parallel()
	const results = "Authentication-Results: mx.corp.example"
	for name, c := range map[string]struct {
		rule                    func(own bool, raw string) string
		byRelay, outside, stamp bool // held: tried by the relay alone, with the outside, the verdict's rule
	}{
		"takes away, then marks": {func(own bool, raw string) string { return marked(own, without(raw, "X-Internal:", results)) }, true, true, true},
		"refuses what is forged": {func(own bool, raw string) string {
			if has(raw, "X-Internal:") {
				return ""
			}
			return marked(own, raw)
		}, true, true, true},
		"takes away from outside alone": {func(own bool, raw string) string {
			if !own {
				raw = without(raw, "X-Internal:")
			}
			return marked(own, without(raw, results))
		}, false, true, true},
		"takes away from its own people alone": {func(own bool, raw string) string {
			if own {
				raw = without(raw, "X-Internal:")
			}
			return marked(own, without(raw, results))
		}, true, false, true},
		"marks on top of what is there": {func(own bool, raw string) string { return marked(own, without(raw, results)) }, false, false, true},
		"marks where none is": {func(own bool, raw string) string {
			if raw = without(raw, results); has(raw, "X-Internal:") {
				return raw
			}
			return marked(own, raw)
		}, false, false, true},
		"takes the value alone away": {func(own bool, raw string) string {
			return marked(own, strings.Replace(without(raw, results), "X-InTeRnAl: yes\r\n", "", 1))
		}, false, false, true},
		"never marks":           {func(_ bool, raw string) string { return without(raw, "X-Internal:", results) }, false, false, true},
		"keeps a forged result": {func(own bool, raw string) string { return marked(own, without(raw, "X-Internal:")) }, true, true, false},
		"stamps above a forged result": {func(own bool, raw string) string {
			return results + "; dmarc=none header.from=corp.example\r\n" + marked(own, without(raw, "X-Internal:"))
		}, true, true, true},
		"mends the obsolete form, having taken away": {func(own bool, raw string) string {
			return marked(own, strings.ReplaceAll(without(raw, "X-Internal:", results), " : ", ": "))
		}, false, false, false},
		"refuses the obsolete form": {func(own bool, raw string) string {
			if has(raw, "X-Internal :") {
				return ""
			}
			return marked(own, without(raw, results))
		}, false, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, AuthservID: "mx.store.example", Accounts: map[string]string{"goodword@corp.example": password}})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(server.Close)
			port := (&gate{to: server, rule: c.rule}).open(t)
			p := probing(t, server.IMAP().Port, port, "X-Internal", "yes")
			for outside, held := range map[string]bool{"": c.byRelay, fmt.Sprintf("127.0.0.1:%d", port): c.outside} {
				p.Outside = outside
				wantProbe(t, p, jobs.RuleInternal, held)
				if outside != "" {
					wantProbe(t, p, jobs.RuleResults, c.stamp)
				}
			}
		})
	}
}

// TestProbeRealServers: Postfix takes a field away at the port for mail from
// outside alone, and writes its own into mail of its people.
func TestProbeRealServers(t *testing.T) {
	t.Parallel()
	d := debian.Dovecot(t, debian.Account{Address: "goodword@corp.example", Password: password})
	s := debian.Postfix(t, d)
	p := probing(t, d.Port, s.Submission, "Authentication-Results", s.AuthservID+"; dmarc=pass header.from=corp.example")
	wantProbe(t, p, jobs.RuleInternal, false)
	p.Outside = fmt.Sprintf("127.0.0.1:%d", s.Port)
	wantProbe(t, p, jobs.RuleInternal, true)
	wantProbe(t, p, jobs.RuleResults, true)
}

// TestProbeInVain: a server that cannot be asked, or loses a mail, leaves what
// was known before; a mark is not believed then.
func TestProbeInVain(t *testing.T) {
	t.Parallel()
	server, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: map[string]string{"goodword@corp.example": password}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	lost := func(_ bool, raw string) string { return strings.ReplaceAll(raw, "probe-", "lost-") }
	p := probing(t, server.IMAP().Port, (&gate{to: server, rule: lost}).open(t), "X-Internal", "yes")
	p.Wait = 200 * time.Millisecond
	wantProbe(t, p, jobs.RuleInternal, false)
	one := func(_ bool, raw string) string {
		return marked(true, strings.ReplaceAll(raw, "-forged-end", "-lost-end"))
	}
	p = probing(t, server.IMAP().Port, (&gate{to: server, rule: one}).open(t), "X-Internal", "yes")
	p.Wait = 200 * time.Millisecond
	wantProbe(t, p, jobs.RuleInternal, false)
	if found, err := p.Run(t.Context()); err != nil || len(found) != 1 || !strings.Contains(found[0].Said, "mail did not arrive in time") {
		t.Errorf("found %+v, %v", found, err)
	}
	p.Config.SMTP.Port = 1
	if found, err := p.Run(t.Context()); err == nil || len(found) > 0 {
		t.Errorf("found %+v, %v", found, err)
	}
	p.Config.Letters.FromAddress = "goodword@elsewhere.example"
	if _, err := p.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "none of the domains") {
		t.Errorf("got %v", err)
	}
}

// probing makes a probe of a company with a rule of its own and a new database.
func probing(t *testing.T, imap, relay int, header, value string) Probe {
	t.Helper()
	url := pgtest.Database(t, migrated)
	file := filepath.Join(t.TempDir(), "goodword.toml")
	text := fmt.Sprintf(`
company = {name = "Corp", domains = ["corp.example"]}
ceo = {address = "cora@corp.example"}
cpo = {address = "pia@corp.example"}
operator = {address = "pia@corp.example"}
service = {address = "pia@corp.example"}
database = {url = %q}
smtp = {host = "127.0.0.1", port = %d, tls = "none", user = "goodword@corp.example", password = %q}
letters = {from_address = "goodword@corp.example"}
[[mailboxes]]
name = "nominations"
role = "nominations"
address = "goodword@corp.example"
host = "127.0.0.1"
port = %d
tls = "none"
user = "goodword@corp.example"
password = %q
[trust]
authserv_ids = ["mx.corp.example"]
dkim = false
[trust.internal]
domains = ["corp.example"]
header = %q
value = %q
`, url, relay, password, imap, password, header, value)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	pool, err := migrations.Pool(t.Context(), url, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	desk := jobs.New(Settings(c), pool, nil, nil, nil, time.Now, slog.New(slog.DiscardHandler))
	return Probe{Config: c, Desk: desk, Wait: 20 * time.Second, Tell: func(line string) { t.Log(line) }}
}

// wantProbe probes, and checks that what is found is what counts from then on.
func wantProbe(t *testing.T, p Probe, rule string, held bool) {
	t.Helper()
	found, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, one := range found {
		if one.Rule == rule {
			said = one.Said
			if one.Held != held {
				t.Errorf("outside %q, %s: held %v (%s), want %v", p.Outside, rule, one.Held, one.Said, held)
			}
		}
	}
	if err := store.InTx(t.Context(), p.Desk.Pool, func(tx store.Tx) error {
		rules, err := p.Desk.Trust(t.Context(), tx)
		if rule == jobs.RuleInternal && (len(rules.Internal) > 0) != held || rule == jobs.RuleResults && (len(rules.AuthservIDs) > 0) != held {
			t.Errorf("outside %q, %s: found %q, and the rules are %+v", p.Outside, rule, said, rules)
		}
		why, distrustErr := p.Desk.Distrust(t.Context(), tx)
		if !held && !bytes.Contains([]byte(strings.Join(why, "\n")), []byte(said)) {
			t.Errorf("why: %q", why)
		}
		return errors.Join(err, distrustErr)
	}); err != nil {
		t.Fatal(err)
	}
}
