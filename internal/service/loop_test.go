package service

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"goodword/internal/config"
	"goodword/internal/directory"
	"goodword/internal/postgres/pgtest"
	"goodword/internal/store"
	"goodword/mail/fetch"
	"goodword/mail/mailtest"
	"goodword/mail/mailtest/debian"
	"goodword/migrations"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

const password = "secret"

var accounts = []string{"goodword@corp.example", "cora@corp.example", "pia@corp.example", "max@corp.example", "nina@corp.example", "dana@corp.example"}

// servers are the mail servers of a loop: where people hand mail in, and where it lies.
type servers struct {
	imap, smtp int
	authserv   string
}

// TestLoop plays the main conversation in real time, through whole sessions:
// once with the servers in the process, once with Dovecot and Postfix.
func TestLoop(t *testing.T) {
	t.Parallel()
	t.Run("in the process", func(t *testing.T) {
		t.Parallel()
		logins := map[string]string{}
		for _, a := range accounts {
			logins[a] = password
		}
		s, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: logins})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.Close)
		loop(t, servers{s.IMAP().Port, s.SMTP().Port, s.AuthservID()})
	})
	t.Run("Dovecot and Postfix", func(t *testing.T) {
		t.Parallel()
		var list []debian.Account
		for _, a := range accounts {
			list = append(list, debian.Account{Address: a, Password: password})
		}
		d := debian.Dovecot(t, list...)
		p := debian.Postfix(t, d)
		loop(t, servers{d.Port, p.Submission, p.AuthservID})
	})
}

func loop(t *testing.T, s servers) {
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	running := start(t, ctx, s)
	eventually(t, ctx, "the mailbox is read", func() bool { return !running.Pollers[0].Status().LastGoodPoll.IsZero() })
	dana, max, nina := box(t, s, "dana@corp.example"), box(t, s, "max@corp.example"), box(t, s, "nina@corp.example")

	submit(t, s, "dana@corp.example", "From: Dana Holt <dana@corp.example>\nTo: goodword@corp.example\nSubject: Fwd: Thank you\nMessage-ID: <1@dana.example>\n\n"+
		"For Nina, I think.\n\n---------- Forwarded message ---------\nFrom: Ruth Abel <ruth@customer.test>\nDate: Sun, 15 Nov 2026 at 18:20\n"+
		"Subject: Thank you\nTo: <desk@corp.example>\n\nNina Okafor stayed two hours after her shift to find my passport. Thank you, Nina.\n")
	dana.await(ctx, "Nina")
	request := max.await(ctx, "two hours after her shift")

	stranger := answer(request, "max@corp.example", "approve")
	submitAs(t, s, "dana@corp.example", "dana@corp.example", strings.Replace(stranger, "max@corp.example", "Dana <dana@corp.example>", 1))
	submit(t, s, "max@corp.example", answer(request, "max@corp.example", "Approved, she is the calm in every storm."))
	thanks := nina.await(ctx, "two hours after her shift")
	if from := thanks.Header.Get("From"); !strings.Contains(from, "cora@corp.example") {
		t.Errorf("the thank-you comes from %s", from)
	}
	max.await(ctx, "calm in every storm")
	dana.await(ctx, "Nina")
}

// TestRefusedLoginShows: a mailbox that refuses the login stands in the
// database, where status reads it, until it lets us in.
func TestRefusedLoginShows(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	s, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: map[string]string{"goodword@corp.example": "another"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	service := start(t, ctx, servers{s.IMAP().Port, s.SMTP().Port, s.AuthservID()})
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for {
		var what string
		err := service.Pool.QueryRow(ctx, "select what from troubles where about = 'mailbox:nominations'").Scan(&what)
		if err == nil && !strings.Contains(what, password) {
			return
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("nothing says that the login is refused: %v %s", err, what)
		}
	}
}

// start runs goodword as serve does, with its own database and real time.
func start(t *testing.T, ctx context.Context, s servers) *Service {
	t.Helper()
	return startWith(t, ctx, s, Options{})
}

func startWith(t *testing.T, ctx context.Context, s servers, o Options) *Service {
	t.Helper()
	o.Log = slog.New(slog.NewTextHandler(logWriter{t}, nil))
	_, file := settings(t, s)
	c, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	service, err := Start(ctx, c, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := service.Stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	hire(t, ctx, service)
	return service
}

// migrated is what a company begins with.
func migrated(ctx context.Context, url string) error {
	return migrations.Up(ctx, url, slog.New(slog.DiscardHandler))
}

// settings writes those of a company with a database of its own.
func settings(t *testing.T, s servers) (url, file string) {
	t.Helper()
	url = pgtest.Database(t, migrated)
	return url, write(t, fmt.Sprintf(`
[company]
name = "Corp"
domains = ["corp.example"]
[ceo]
address = "cora@corp.example"
[cpo]
address = "pia@corp.example"
[operator]
address = "pia@corp.example"
[service]
address = "pia@corp.example"
[database]
url = %q
[[mailboxes]]
name = "nominations"
role = "nominations"
address = "goodword@corp.example"
host = "127.0.0.1"
port = %d
tls = "none"
user = "goodword@corp.example"
password = %q
[smtp]
host = "127.0.0.1"
port = %d
tls = "none"
user = "goodword@corp.example"
password = %q
[letters]
from_address = "goodword@corp.example"
[trust]
authserv_ids = [%q]
dkim = false
[timing]
veto_window = "0s"
[http]
listen = "127.0.0.1:0"
`, url, s.imap, password, s.smtp, password, s.authserv))
}

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "goodword.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func hire(t *testing.T, ctx context.Context, s *Service) {
	t.Helper()
	people, problems := directory.Read(strings.NewReader(`address,name,manager
cora@corp.example,Cora Falk,
pia@corp.example,Pia Lund,cora@corp.example
max@corp.example,Max Reid,cora@corp.example
nina@corp.example,Nina Okafor,max@corp.example
dana@corp.example,Dana Holt,max@corp.example
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if err := store.InTx(ctx, s.Pool, func(tx store.Tx) error {
		return directory.Apply(ctx, tx, people, "test", time.Now())
	}); err != nil {
		t.Fatal(err)
	}
}

// logWriter shows the log of a test that fails; it may be called after the test's end.
type logWriter struct{ t *testing.T }

func (w logWriter) Write(p []byte) (int, error) {
	if w.t.Context().Err() == nil {
		w.t.Log(strings.TrimSpace(string(p)))
	}
	return len(p), nil
}

func submit(t *testing.T, s servers, from, text string) {
	t.Helper()
	submitAs(t, s, from, from, text)
}

// submitAs hands a mail in with somebody's password.
func submitAs(t *testing.T, s servers, login, from, text string) {
	t.Helper()
	c, err := smtp.Dial(net.JoinHostPort("127.0.0.1", fmt.Sprint(s.smtp)))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Auth(sasl.NewPlainClient("", login, password)); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SendMail(from, []string{to[0].Address}, strings.NewReader(strings.ReplaceAll(text, "\n", "\r\n"))); err != nil {
		t.Fatal(err)
	}
}

// answer replies to a letter.
func answer(m *mail.Message, from, text string) string {
	return fmt.Sprintf("From: %s\nTo: %s\nSubject: Re: request\nMessage-ID: <%d@corp.example>\nIn-Reply-To: %s\nReferences: %s\nDate: %s\n\n%s\n",
		from, m.Header.Get("Reply-To"), time.Now().UnixNano(), m.Header.Get("Message-Id"), m.Header.Get("Message-Id"), time.Now().Format(time.RFC1123Z), text)
}

// mailbox watches somebody's inbox, as their mail program does.
type mailbox struct {
	t     *testing.T
	mails chan *mail.Message
	mutex sync.Mutex
	place fetch.Cursor
	begun bool
}

func box(t *testing.T, s servers, address string) *mailbox {
	t.Helper()
	m := &mailbox{t: t, mails: make(chan *mail.Message, 100)}
	past := time.Now().Add(-time.Hour)
	p, err := fetch.New(fetch.Settings{Mailbox: address, Host: "127.0.0.1", Port: s.imap, TLS: fetch.NoTLS, User: address, Since: &past,
		Password: func() (string, error) { return password, nil }, After: fetch.Nothing, PollEvery: time.Second}, m)
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() { _ = p.Run(context.Background()) })
	t.Cleanup(func() { p.Stop(); running.Wait() })
	return m
}

// await gives the next mail that holds a text in its decoded body.
func (m *mailbox) await(ctx context.Context, has string) *mail.Message {
	m.t.Helper()
	for {
		select {
		case got := <-m.mails:
			raw, err := io.ReadAll(got.Body)
			if err != nil {
				m.t.Fatal(err)
			}
			flat := strings.Join(strings.Fields(strings.NewReplacer("=\r\n", "", "=\n", "", "\n> ", " ").Replace(string(raw))), " ")
			if strings.Contains(flat, has) || strings.Contains(got.Header.Get("Subject"), has) {
				return got
			}
		case <-ctx.Done():
			m.t.Fatalf("no mail with %q came", has)
		}
	}
}

func (m *mailbox) Cursor(context.Context, string) (fetch.Cursor, bool, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.place, m.begun, nil
}

func (m *mailbox) Receive(_ context.Context, _ string, b fetch.Batch) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if b.Cursor != nil {
		m.place, m.begun = *b.Cursor, true
	}
	for _, one := range b.Mails {
		parsed, err := mail.ReadMessage(bytes.NewReader(one.Raw))
		if err != nil {
			return err
		}
		m.mails <- parsed
	}
	return nil
}

func (m *mailbox) Stored(context.Context, string, uint32, []uint32) ([]uint32, error) {
	return nil, nil
}

func (m *mailbox) Latest(context.Context, string, uint32, uint32, int) ([]fetch.Kept, error) {
	return nil, nil
}
