package mailtest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"

	"goodword/mail/mailtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.FixedZone("", 3600))

const (
	goodword = "goodword@harbour.test"
	ann      = "ann@harbour.test"
	nina     = "nina@customer.example"
	secret   = "tide"
)

func start(t *testing.T, change ...func(*mailtest.Config)) *mailtest.Server {
	t.Helper()
	config := mailtest.Config{
		Domains:  []string{"harbour.test"},
		Accounts: map[string]string{goodword: secret, ann: secret, nina: secret},
		Genuine:  []string{"supplier.example"},
		Now:      func() time.Time { return noon },
	}
	for _, c := range change {
		c(&config)
	}
	server, err := mailtest.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}

func letter(from, subject string) string {
	return "From: " + from + "\r\nSubject: " + subject + "\r\nX-Goodword: l1\r\n\r\nHello\r\n"
}

// submit sends a mail; an empty as logs nobody in.
func submit(t *testing.T, server *mailtest.Server, as, from, to, raw string) error {
	t.Helper()
	client, err := smtp.Dial(server.SMTP().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if as != "" {
		if err := client.Auth(sasl.NewPlainClient("", as, secret)); err != nil {
			t.Fatal(err)
		}
	}
	return client.SendMail(from, []string{to}, strings.NewReader(raw))
}

func header(t *testing.T, mail mailtest.Mail) netmail.Header {
	t.Helper()
	msg, err := netmail.ReadMessage(bytes.NewReader(mail.Raw))
	if err != nil {
		t.Fatal(err)
	}
	return msg.Header
}

func onlyMail(t *testing.T, server *mailtest.Server, address string) mailtest.Mail {
	t.Helper()
	mails := server.Mails(address)
	if len(mails) != 1 {
		t.Fatalf("%d mails for %s, want 1", len(mails), address)
	}
	return mails[0]
}

func TestMailIsStampedAndDeliveredToTheBaseMailbox(t *testing.T) {
	t.Parallel()
	server := start(t)
	if err := submit(t, server, ann, ann, "Goodword+Token9@harbour.test", letter("Ann <ann@harbour.test>", "yes")); err != nil {
		t.Fatal(err)
	}
	mail := onlyMail(t, server, goodword)
	h := header(t, mail)
	for name, want := range map[string]string{
		"Return-Path": "<" + ann + ">", "Delivered-To": "Goodword+Token9@harbour.test", "X-Original-To": "Goodword+Token9@harbour.test",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if got := h.Get("Received"); !strings.Contains(got, "by mx.harbour.test with ESMTPSA") || !strings.HasSuffix(got, noon.Format(time.RFC1123Z)) {
		t.Errorf("Received = %q", got)
	}
	if !bytes.HasSuffix(mail.Raw, []byte(letter("Ann <ann@harbour.test>", "yes"))) || mail.At != noon {
		t.Errorf("mail = %q at %v", mail.Raw, mail.At)
	}
	accepted := server.Accepted()
	if len(accepted) != 1 || accepted[0].Mark != "l1" || accepted[0].As != ann || accepted[0].Time != noon {
		t.Errorf("accepted = %+v", accepted)
	}
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ as, from, want string }{
		"own domain":              {ann, "Ann <ann@harbour.test>", "dmarc=pass header.from=harbour.test"},
		"colleague's address":     {ann, "goodword@harbour.test", "dmarc=pass header.from=harbour.test"},
		"customer":                {nina, "Nina <nina@customer.example>", "dmarc=pass header.from=customer.example"},
		"customer as the company": {nina, "CEO <ceo@harbour.test>", "dmarc=fail header.from=harbour.test"},
		"stranger as the company": {"", "CEO <ceo@harbour.test>", "dmarc=fail header.from=harbour.test"},
		"stranger":                {"", "x@stranger.example", "dmarc=fail header.from=stranger.example"},
		"declared genuine":        {"", "sales@supplier.example", "dmarc=pass header.from=supplier.example"},
		"two authors":             {ann, "ann@harbour.test\r\nFrom: ceo@harbour.test", "dmarc=fail header.from=unknown.invalid"},
		"two authors in one":      {ann, "ann@harbour.test, ceo@harbour.test", "dmarc=fail header.from=unknown.invalid"},
		"no author":               {ann, "nobody at all", "dmarc=fail header.from=unknown.invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			if err := submit(t, server, c.as, "envelope@"+"anywhere.example", goodword, letter(c.from, "hi")); err != nil {
				t.Fatal(err)
			}
			got := header(t, onlyMail(t, server, goodword)).Get("Authentication-Results")
			if !strings.HasPrefix(got, "mx.harbour.test;") || !strings.HasSuffix(got, c.want) {
				t.Errorf("verdict %q, want %q", got, c.want)
			}
		})
	}
}

func TestForgedVerdictsAreRemoved(t *testing.T) {
	t.Parallel()
	server := start(t)
	forged := "Authentication-Results: mx.harbour.test; dmarc=pass header.from=harbour.test\r\n" +
		"AUTHENTICATION-results:\r\n (hm) MX.Harbour.Test 1;\r\n dmarc=pass header.from=harbour.test\r\n" +
		"Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=elsewhere.example\r\n"
	if _, err := server.Deliver("x@evil.example", goodword, []byte(forged+letter("ceo@harbour.test", "yes")), mailtest.Fail); err != nil {
		t.Fatal(err)
	}
	got := header(t, onlyMail(t, server, goodword))["Authentication-Results"]
	if len(got) != 2 || !strings.Contains(got[0], "dmarc=fail") || !strings.HasPrefix(got[1], "mx.elsewhere.example") {
		t.Errorf("verdicts: %q", got)
	}
}

func TestDeliverWithoutAVerdict(t *testing.T) {
	t.Parallel()
	server := start(t)
	mail, err := server.Deliver(nina, goodword, []byte("From: nina@customer.example\nSubject: hi\n\nbare\n"), mailtest.Unstamped)
	if err != nil {
		t.Fatal(err)
	}
	if got := header(t, mail).Get("Authentication-Results"); got != "" || bytes.Contains(mail.Raw, []byte("e\n\n")) {
		t.Errorf("raw = %q", mail.Raw)
	}
	if _, err := server.Deliver(nina, "nobody@harbour.test", nil, mailtest.Pass); err == nil {
		t.Error("a mail for nobody was delivered")
	}
}

func TestUnknownRecipientBouncesToTheEnvelopeSender(t *testing.T) {
	t.Parallel()
	server := start(t)
	raw := letter("CEO <ceo@harbour.test>", "thank you")
	if err := submit(t, server, goodword, "goodword+b77@harbour.test", "gone@harbour.test", raw); err != nil {
		t.Fatal(err)
	}
	mail := onlyMail(t, server, goodword)
	if mail.From != "" || mail.To != "goodword+b77@harbour.test" {
		t.Errorf("the report went from %q to %q", mail.From, mail.To)
	}
	h := header(t, mail)
	if got := h.Get("Content-Type"); !strings.HasPrefix(got, "multipart/report; report-type=delivery-status") {
		t.Errorf("Content-Type = %q", got)
	}
	for _, want := range []string{"Final-Recipient: rfc822; gone@harbour.test\r\nAction: failed\r\nStatus: 5.1.1\r\n", "X-Goodword: l1\r\n"} {
		if !bytes.Contains(mail.Raw, []byte(want)) {
			t.Errorf("the report has no %q:\n%s", want, mail.Raw)
		}
	}
	if got := len(server.Accepted()); got != 1 {
		t.Errorf("%d mails accepted: the report must not be among them", got)
	}
	made := server.Report(goodword, "gone@harbour.test", []byte("Subject: x\n\ny\n"))
	if !bytes.Contains(made, []byte("Status: 5.1.1\r\n")) || !bytes.Contains(made, []byte("Subject: x\r\n\r\ny\r\n")) {
		t.Errorf("a report made by hand:\n%s", made)
	}
	// Without an envelope sender there is nobody to tell.
	if err := submit(t, server, goodword, "", "gone@harbour.test", raw); err != nil {
		t.Fatal(err)
	}
	if got := len(server.Mails(goodword)); got != 1 {
		t.Errorf("%d mails after a bounce of a bounce", got)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	server := start(t, func(c *mailtest.Config) { c.Unknown = mailtest.Reject })
	for name, c := range map[string]struct {
		as, to string
		code   int
	}{
		"unknown here":        {ann, "gone@harbour.test", 550},
		"outside, logged in":  {ann, "new@customer.example", 0},
		"outside, by nobody":  {"", "new@customer.example", 554},
		"local, by nobody":    {"", goodword, 0},
		"plus address, local": {"", "goodword+x@harbour.test", 0},
	} {
		err := submit(t, server, c.as, ann, c.to, letter(ann, "hi"))
		var answer *smtp.SMTPError
		if errors.As(err, &answer) != (c.code != 0) || answer != nil && answer.Code != c.code {
			t.Errorf("%s: %v, want %d", name, err, c.code)
		}
	}
	if got := len(server.Mails("new@customer.example")); got != 1 {
		t.Errorf("%d mails outside", got)
	}
}

func TestWaitingSeesWhatArrives(t *testing.T) {
	t.Parallel()
	server := start(t)
	found := make(chan error)
	go func() {
		mail, err := server.WaitMail(t.Context(), ann, func(m mailtest.Mail) bool { return bytes.Contains(m.Raw, []byte("second")) })
		if err == nil && mail.Account != ann {
			err = fmt.Errorf("mail of %s", mail.Account)
		}
		found <- err
	}()
	for _, subject := range []string{"first", "second"} {
		if err := submit(t, server, goodword, goodword, ann, letter(goodword, subject)); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-found; err != nil {
		t.Error(err)
	}
	if accepted, err := server.WaitAccepted(t.Context(), 2); err != nil || len(accepted) != 2 {
		t.Errorf("%d accepted, %v", len(accepted), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := server.WaitAccepted(ctx, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting in vain: %v", err)
	}
}

func TestIMAPShowsWhatWasDelivered(t *testing.T) {
	t.Parallel()
	server := start(t)
	mail, err := server.Deliver(nina, goodword, []byte(letter(nina, "praise")), mailtest.Pass)
	if err != nil {
		t.Fatal(err)
	}
	client := login(t, server, nil)
	selected, err := client.Select(mailtest.Inbox, nil).Wait()
	if err != nil || selected.NumMessages != 1 {
		t.Fatalf("%+v, %v", selected, err)
	}
	section := &imap.FetchItemBodySection{Peek: true}
	list, err := client.Fetch(imap.UIDSetNum(1), &imap.FetchOptions{InternalDate: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d mails, %v", len(list), err)
	}
	if !bytes.Equal(list[0].FindBodySection(section), mail.Raw) || !list[0].InternalDate.Equal(noon) {
		t.Errorf("got %q of %v", list[0].FindBodySection(section), list[0].InternalDate)
	}
}

func login(t *testing.T, server *mailtest.Server, options *imapclient.Options) *imapclient.Client {
	t.Helper()
	client, err := imapclient.DialInsecure(server.IMAP().String(), options)
	if err == nil {
		err = client.Login(goodword, secret).Wait()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// A mail that arrives at any moment around the start of IDLE is announced.
func TestIdleMissesNothing(t *testing.T) {
	t.Parallel()
	server := start(t)
	announced := make(chan uint32, 1000)
	client := login(t, server, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages != nil {
				announced <- *data.NumMessages
			}
		},
	}})
	if _, err := client.Select(mailtest.Inbox, nil).Wait(); err != nil {
		t.Fatal(err)
	}
	for i := range uint32(100) {
		delivered := make(chan error)
		go func() {
			_, err := server.Deliver(nina, goodword, []byte(letter(nina, "praise")), mailtest.Pass)
			delivered <- err
		}()
		idle, err := client.Idle()
		if err != nil {
			t.Fatal(err)
		}
		for n := uint32(0); n <= i; n = <-announced {
		}
		if err := <-delivered; err != nil {
			t.Fatal(err)
		}
		if err := idle.Close(); err != nil {
			t.Fatal(err)
		}
		if err := idle.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCloseEndsSilentConnections(t *testing.T) {
	t.Parallel()
	server := start(t)
	server.FailSMTP(mailtest.SMTPFault{Verb: "CONNECT", Silent: true})
	conn, err := net.Dial("tcp", server.SMTP().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.ReadAll(conn)
	}()
	// A second client is served meanwhile, so the first was accepted.
	if err := submit(t, server, ann, ann, goodword, letter(ann, "hi")); err != nil {
		t.Fatal(err)
	}
	server.Close()
	<-ended
	server.Close()
}
