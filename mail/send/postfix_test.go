package send_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
	"goodword/mail/mailtest/debian"
	"goodword/mail/send"
)

// Letters go through Debian's Postfix into Dovecot and come back by fetch as
// they were composed.
func TestLettersGoThroughPostfix(t *testing.T) {
	t.Parallel()
	us := debian.Account{Address: account, Password: secret}
	her := debian.Account{Address: nominee, Password: "anns-own"}
	dovecot := debian.Dovecot(t, us, her)
	postfix := debian.Postfix(t, dovecot)
	s := newSubmitter(t, send.Settings{
		Host: postfix.Host, Port: postfix.Submission, TLS: send.NoTLS,
		User: us.Address, Password: func() (string, error) { return us.Password, nil },
	})
	memory := fetchtest.NewMemory()
	poller, err := fetch.New(fetch.Settings{
		Mailbox: "ann", Host: dovecot.Host, Port: dovecot.Port, TLS: fetch.NoTLS, PollEvery: time.Second,
		User: her.Address, Password: func() (string, error) { return her.Password, nil },
	}, memory)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := poller.PollOnce(ctx); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = poller.Run(ctx)
	}()

	l := letter()
	l.To.Address = nominee
	l.Attachments = []send.Attachment{{Name: "original.eml", MediaType: "message/rfc822",
		Bytes: []byte("From: nina@customer.example\r\nSubject: Grüße\r\n\r\n.dots\r\nand 8 bit: ü\r\n")}}
	raw := mustCompose(t, l)
	for i := range 2 { // the second on the kept connection
		if outcome := s.Submit(ctx, us.Address, nominee, raw); outcome.Result != send.Accepted {
			t.Fatalf("letter %d: %s", i, outcome)
		}
	}
	if err := memory.WaitMails(ctx, 2); err != nil {
		t.Fatal(err)
	}
	poller.Stop()
	<-ended
	for _, mail := range memory.Mails() {
		if !bytes.HasSuffix(mail.Raw, raw) {
			t.Errorf("composed\n%s\nreceived\n%s", raw, mail.Raw)
		}
	}
	if outcome := s.Submit(ctx, "somebody@elsewhere.example", nominee, raw); outcome.Result != send.Refused || outcome.Code < 500 {
		t.Errorf("with somebody else's envelope sender: %s", outcome)
	}
	if report, err := s.Check(ctx); err != nil || !strings.Contains(strings.Join(report.Extensions, " "), "AUTH ") {
		t.Errorf("%+v, %v", report, err)
	}
	if _, err := s.CheckEnvelope(ctx, us.Address, nominee); err != nil {
		t.Errorf("our own envelope sender: %v", err)
	}
	if _, err := s.CheckEnvelope(ctx, nominee, nominee); err == nil || !strings.Contains(err.Error(), "not owned by user") || !strings.Contains(err.Error(), "may send as "+nominee) {
		t.Errorf("somebody else's envelope sender: %v", err)
	}
	if n := len(memory.Mails()); n != 2 {
		t.Errorf("checks sent something: %d mails", n)
	}
}
