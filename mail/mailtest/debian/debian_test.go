package debian

import (
	"fmt"
	"net"
	"net/mail"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	ann      = Account{"ann@corp.example", "ann-secret"}
	goodword = Account{"goodword@corp.example", "goodword-secret"}
	customer = Account{"vera@customer.example", "vera-secret"}
)

// inbox opens an account's inbox.
func inbox(t *testing.T, d *DovecotServer, a Account) *imapclient.Client {
	t.Helper()
	c, err := imapclient.DialInsecure(net.JoinHostPort(d.Host, strconv.Itoa(d.Port)), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.Login(a.Address, a.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	return c
}

// await fetches mail number n of the inbox as soon as it is there.
func await(t *testing.T, c *imapclient.Client, n uint32) string {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); c.Mailbox().NumMessages < n; {
		if time.Now().After(deadline) {
			t.Fatalf("mail %d did not come", n)
		}
		if err := c.Noop().Wait(); err != nil {
			t.Fatal(err)
		}
	}
	section := &imap.FetchItemBodySection{Peek: true}
	got, err := c.Fetch(imap.SeqSetNum(n), &imap.FetchOptions{BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil || len(got) != 1 {
		t.Fatalf("fetch mail %d: %d found, %v", n, len(got), err)
	}
	return string(got[0].FindBodySection(section))
}

// submit hands in a mail; login is nil for one from outside.
func submit(t *testing.T, port int, login *Account, from, to, text string) error {
	t.Helper()
	c, err := smtp.Dial(net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if login != nil {
		if err := c.Auth(sasl.NewPlainClient("", login.Address, login.Password)); err != nil {
			return fmt.Errorf("login: %w", err)
		}
	}
	return c.SendMail(from, []string{to}, strings.NewReader(strings.ReplaceAll(text, "\n", "\r\n")))
}

func results(t *testing.T, text string) []string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header["Authentication-Results"]
}

func TestDovecot(t *testing.T) {
	t.Parallel()
	d := Dovecot(t, ann)
	c := inbox(t, d, ann)
	const text = "From: bo@corp.example\r\nSubject: by hand\r\n\r\nWell done.\r\n"
	a := c.Append("INBOX", int64(len(text)), nil)
	if _, err := a.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Wait(); err != nil {
		t.Fatal(err)
	}
	if got := await(t, c, 1); got != text {
		t.Errorf("appended %q, fetched %q", text, got)
	}

	d.Doveadm(t, "mailbox", "update", "--uid-validity", "4711", "-u", ann.Address, "INBOX")
	if data, err := inbox(t, d, ann).Select("INBOX", nil).Wait(); err != nil || data.UIDValidity != 4711 {
		t.Errorf("UIDVALIDITY after doveadm: %v, %v", data, err)
	}
	d.Restart(t)
	if got := await(t, inbox(t, d, ann), 1); got != text {
		t.Errorf("after a restart: %q", got)
	}
}

func TestPostfixStampsWhatItsOwnAccountsSend(t *testing.T) {
	t.Parallel()
	d := Dovecot(t, goodword, ann, customer)
	p := Postfix(t, d)
	c := inbox(t, d, goodword)

	forged := "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\n" +
		"Authentication-Results:\n mx.corp.example (by hand); dmarc=pass header.from=corp.example\n" +
		"Authentication-Results: relay.example; spf=pass\n"
	if err := submit(t, p.Port, nil, "vera@customer.example", "goodword+token@corp.example", forged+"From: ann@corp.example\n\napprove\n"); err != nil {
		t.Fatal(err)
	}
	outside := await(t, c, 1)
	if got := results(t, outside); len(got) != 1 || got[0] != "relay.example; spf=pass" {
		t.Errorf("a mail from outside kept %q", got)
	}
	if !strings.Contains(outside, "Delivered-To: goodword") {
		t.Errorf("no plus address in\n%s", outside)
	}

	if err := submit(t, p.Submission, &ann, "ann@corp.example", "goodword@corp.example", forged+"From: ann@corp.example\n\napprove\n"); err != nil {
		t.Fatal(err)
	}
	if got := results(t, await(t, c, 2)); len(got) == 0 || got[0] != "mx.corp.example; dmarc=pass header.from=corp.example" {
		t.Errorf("a mail from our account bears %q", got)
	}
}

func TestPostfixRefuses(t *testing.T) {
	t.Parallel()
	p := Postfix(t, Dovecot(t, goodword, ann))
	wrong := Account{ann.Address, "guessed"}
	for name, try := range map[string]struct {
		login *Account
		from  string
	}{
		"nobody":                {nil, "ann@corp.example"},
		"a wrong password":      {&wrong, "ann@corp.example"},
		"somebody else's name":  {&ann, "goodword@corp.example"},
		"an address of nowhere": {&ann, ""},
	} {
		if err := submit(t, p.Submission, try.login, try.from, "goodword@corp.example", "Subject: x\n\nx\n"); err == nil {
			t.Errorf("%s was let in", name)
		}
	}
	if err := submit(t, p.Port, nil, "vera@customer.example", "someone@elsewhere.example", "Subject: x\n\nx\n"); err == nil {
		t.Error("mail from outside was relayed")
	}
}

func TestPostfixReturnsWhatCannotBeDelivered(t *testing.T) {
	t.Parallel()
	d := Dovecot(t, goodword)
	p := Postfix(t, d)
	c := inbox(t, d, goodword)
	p.Restart(t)
	if err := submit(t, p.Submission, &goodword, "goodword+b0unce@corp.example", "gone@corp.example", "From: goodword@corp.example\nSubject: Thank you\n\nx\n"); err != nil {
		t.Fatal(err)
	}
	bounce := await(t, c, 1)
	for _, want := range []string{"message/delivery-status", "Status: 5.1.1", "gone@corp.example", "Subject: Thank you"} {
		if !strings.Contains(bounce, want) {
			t.Errorf("%q is missing in the bounce:\n%s", want, bounce)
		}
	}
}
