package send_test

import (
	"context"
	"crypto/x509"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"goodword/mail/mailtest"
	"goodword/mail/send"
)

const (
	account = "goodword@harbour.test"
	secret  = "rope-and-tide"
	nominee = "ann@harbour.test"
)

func start(t *testing.T, change ...func(*mailtest.Config)) (*mailtest.Server, send.Settings) {
	t.Helper()
	config := mailtest.Config{
		Domains:  []string{"harbour.test"},
		Accounts: map[string]string{account: secret, nominee: ""},
		Unknown:  mailtest.Reject,
	}
	for _, c := range change {
		c(&config)
	}
	server, err := mailtest.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server, send.Settings{
		Host:     "127.0.0.1",
		Port:     server.SMTP().Port,
		TLS:      send.NoTLS,
		User:     account,
		Password: func() (string, error) { return secret, nil },
	}
}

func newSubmitter(t *testing.T, settings send.Settings) *send.Submitter {
	t.Helper()
	s, err := send.New(settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func thanks(t *testing.T) []byte {
	l := letter()
	l.To.Address = nominee
	return mustCompose(t, l)
}

func TestSubmittedBytesArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	s := newSubmitter(t, settings)
	raw := thanks(t)
	outcome := s.Submit(t.Context(), "goodword+b7@harbour.test", nominee, raw)
	if outcome.Result != send.Accepted || outcome.Verb != send.Dot || outcome.Code != 250 || outcome.Enhanced != "2.0.0" {
		t.Fatalf("outcome = %+v", outcome)
	}
	accepted, err := server.WaitAccepted(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	got := accepted[0]
	if string(got.Raw) != string(raw) || got.From != "goodword+b7@harbour.test" || got.To != nominee || got.Mark != "l-1.a_Z9" || got.As != account {
		t.Errorf("accepted = %+v", got)
	}
}

// ending is what must come of a fault.
type ending struct {
	result    send.Result
	verb      send.Verb
	code      int
	delivered int
}

var endings = map[string]struct {
	fault mailtest.SMTPFault
	want  ending
}{
	"4xx greeting":            {mailtest.SMTPFault{Verb: "CONNECT", Code: 421}, ending{send.Temporary, send.Connect, 421, 0}},
	"5xx greeting":            {mailtest.SMTPFault{Verb: "CONNECT", Code: 554}, ending{send.Temporary, send.Connect, 554, 0}},
	"dropped at once":         {mailtest.SMTPFault{Verb: "CONNECT"}, ending{send.Temporary, send.Connect, 0, 0}},
	"silent from the start":   {mailtest.SMTPFault{Verb: "CONNECT", Silent: true}, ending{send.Temporary, send.Connect, 0, 0}},
	"4xx at AUTH":             {mailtest.SMTPFault{Verb: "AUTH", Code: 454}, ending{send.Temporary, send.Auth, 454, 0}},
	"5xx at AUTH":             {mailtest.SMTPFault{Verb: "AUTH", Code: 535, Enhanced: "5.7.8"}, ending{send.Temporary, send.Auth, 535, 0}},
	"dropped at AUTH":         {mailtest.SMTPFault{Verb: "AUTH"}, ending{send.Temporary, send.Auth, 0, 0}},
	"silent at AUTH":          {mailtest.SMTPFault{Verb: "AUTH", Silent: true}, ending{send.Temporary, send.Auth, 0, 0}},
	"421 at MAIL":             {mailtest.SMTPFault{Verb: "MAIL", Code: 421}, ending{send.Temporary, send.Mail, 421, 0}},
	"421 at RCPT":             {mailtest.SMTPFault{Verb: "RCPT", Code: 421}, ending{send.Temporary, send.Rcpt, 421, 0}},
	"silent at RCPT":          {mailtest.SMTPFault{Verb: "RCPT", Silent: true}, ending{send.Temporary, send.Rcpt, 0, 0}},
	"421 at DATA":             {mailtest.SMTPFault{Verb: "DATA", Code: 421}, ending{send.Temporary, send.Data, 421, 0}},
	"552 after the dot":       {mailtest.SMTPFault{Verb: "DOT", Code: 552, Enhanced: "5.3.4"}, ending{send.Refused, send.Dot, 552, 0}},
	"4xx at MAIL":             {mailtest.SMTPFault{Verb: "MAIL", Code: 451}, ending{send.Temporary, send.Mail, 451, 0}},
	"5xx at MAIL":             {mailtest.SMTPFault{Verb: "MAIL", Code: 550}, ending{send.Refused, send.Mail, 550, 0}},
	"login wanted at MAIL":    {mailtest.SMTPFault{Verb: "MAIL", Code: 530}, ending{send.Temporary, send.Mail, 530, 0}},
	"dropped at MAIL":         {mailtest.SMTPFault{Verb: "MAIL"}, ending{send.Temporary, send.Mail, 0, 0}},
	"silent at MAIL":          {mailtest.SMTPFault{Verb: "MAIL", Silent: true}, ending{send.Temporary, send.Mail, 0, 0}},
	"4xx at RCPT":             {mailtest.SMTPFault{Verb: "RCPT", Code: 452, Enhanced: "4.2.2"}, ending{send.Temporary, send.Rcpt, 452, 0}},
	"5xx at RCPT":             {mailtest.SMTPFault{Verb: "RCPT", Code: 550, Enhanced: "5.1.1"}, ending{send.Refused, send.Rcpt, 550, 0}},
	"dropped at RCPT":         {mailtest.SMTPFault{Verb: "RCPT"}, ending{send.Temporary, send.Rcpt, 0, 0}},
	"4xx at DATA":             {mailtest.SMTPFault{Verb: "DATA", Code: 451}, ending{send.Temporary, send.Data, 451, 0}},
	"5xx at DATA":             {mailtest.SMTPFault{Verb: "DATA", Code: 554}, ending{send.Refused, send.Data, 554, 0}},
	"dropped at DATA":         {mailtest.SMTPFault{Verb: "DATA"}, ending{send.Temporary, send.Data, 0, 0}},
	"silent at DATA":          {mailtest.SMTPFault{Verb: "DATA", Silent: true}, ending{send.Temporary, send.Data, 0, 0}},
	"4xx after the dot":       {mailtest.SMTPFault{Verb: "DOT", Code: 452}, ending{send.Temporary, send.Dot, 452, 0}},
	"421 after the dot":       {mailtest.SMTPFault{Verb: "DOT", Code: 421}, ending{send.Temporary, send.Dot, 421, 0}},
	"5xx after the dot":       {mailtest.SMTPFault{Verb: "DOT", Code: 554, Enhanced: "5.6.0"}, ending{send.Refused, send.Dot, 554, 0}},
	"odd answer to the dot":   {mailtest.SMTPFault{Verb: "DOT", Code: 354}, ending{send.Unknown, send.Dot, 354, 0}},
	"lost, not delivered":     {mailtest.SMTPFault{Verb: "DOT"}, ending{send.Unknown, send.Dot, 0, 0}},
	"lost, delivered":         {mailtest.SMTPFault{Verb: "DOT", Deliver: true}, ending{send.Unknown, send.Dot, 0, 1}},
	"silent, not delivered":   {mailtest.SMTPFault{Verb: "DOT", Silent: true}, ending{send.Unknown, send.Dot, 0, 0}},
	"silent, delivered":       {mailtest.SMTPFault{Verb: "DOT", Silent: true, Deliver: true}, ending{send.Unknown, send.Dot, 0, 1}},
	"answered, then hung up":  {mailtest.SMTPFault{Verb: "DOT", Answered: true}, ending{send.Accepted, send.Dot, 250, 1}},
	"another good answer":     {mailtest.SMTPFault{Verb: "DOT", Code: 251}, ending{send.Accepted, send.Dot, 251, 0}},
	"nobody by that name":     {mailtest.SMTPFault{Verb: "RCPT", Code: 550, To: "someone-else@harbour.test"}, ending{send.Accepted, send.Dot, 250, 1}},
	"a fault for this person": {mailtest.SMTPFault{Verb: "DOT", To: nominee, Code: 451}, ending{send.Temporary, send.Dot, 451, 0}},
}

// How each misfortune is classified decides whether a thank-you can be lost or
// sent twice, so every verb is tried with every kind of end.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	for name, c := range endings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, settings := start(t)
			settings.CommandTimeout, settings.SubmissionTimeout = 500*time.Millisecond, 500*time.Millisecond
			if !c.fault.Silent {
				settings.CommandTimeout, settings.SubmissionTimeout = 10*time.Second, 10*time.Second
			}
			s := newSubmitter(t, settings)
			server.FailSMTP(c.fault)
			outcome := s.Submit(t.Context(), account, nominee, thanks(t))
			if outcome.Result != c.want.result || outcome.Verb != c.want.verb || outcome.Code != c.want.code {
				t.Errorf("outcome = %s, want %+v", outcome, c.want)
			}
			if c.fault.Enhanced != "" && outcome.Enhanced != c.fault.Enhanced {
				t.Errorf("enhanced = %q, want %q", outcome.Enhanced, c.fault.Enhanced)
			}
			if outcome.Text == "" || strings.Contains(outcome.Text, secret) || !strings.Contains(outcome.String(), settings.Host) {
				t.Errorf("text = %q", outcome)
			}
			if got := len(server.Mails(nominee)); got != c.want.delivered {
				t.Errorf("%d mails delivered, want %d", got, c.want.delivered)
			}
			server.ClearFaults()
			if again := s.Submit(t.Context(), account, nominee, thanks(t)); again.Result != send.Accepted {
				t.Errorf("the next letter: %s", again)
			}
		})
	}
}

// The connection ends while a long letter is being sent.
func TestLostInTheBodyIsTemporary(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	s := newSubmitter(t, settings)
	server.FailSMTP(mailtest.SMTPFault{Verb: "BODY"})
	long := append(thanks(t), strings.Repeat("a long line of a long letter\r\n", 1<<19)...)
	outcome := s.Submit(t.Context(), account, nominee, long)
	if outcome.Result != send.Temporary || outcome.Verb != send.Data {
		t.Errorf("outcome = %s", outcome)
	}
	if got := len(server.Mails(nominee)); got != 0 {
		t.Errorf("%d mails delivered", got)
	}
}

func TestConnectionIsUsedAgain(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	logins := 0
	settings.Password = func() (string, error) {
		logins++
		return secret, nil
	}
	s := newSubmitter(t, settings)
	for range 5 {
		if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
			t.Fatal(outcome)
		}
	}
	if logins != 1 {
		t.Errorf("%d logins for 5 letters", logins)
	}
	server.DropConnections() // as a server does with a connection left idle
	if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
		t.Errorf("on a stale connection: %s", outcome)
	}
	if got := len(server.Mails(nominee)); got != 6 || logins != 2 {
		t.Errorf("%d mails, %d logins", got, logins)
	}
}

// Only what failed before the letter began may be tried again on a fresh
// connection.
func TestKeptConnectionThatFailsLaterIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	for verb, want := range map[string]send.Result{
		"RCPT": send.Temporary, "DATA": send.Temporary, "DOT": send.Unknown,
	} {
		server, settings := start(t)
		s := newSubmitter(t, settings)
		if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
			t.Fatal(outcome)
		}
		server.FailSMTP(mailtest.SMTPFault{Verb: verb})
		if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != want || string(outcome.Verb) != verb {
			t.Errorf("%s: %s", verb, outcome)
		}
		if got := len(server.Mails(nominee)); got != 1 {
			t.Errorf("%s: %d mails delivered", verb, got)
		}
	}
	// 4xx at MAIL on a kept connection is an answer, not a stale connection.
	server, settings := start(t)
	s := newSubmitter(t, settings)
	s.Submit(t.Context(), account, nominee, thanks(t))
	server.FailSMTP(mailtest.SMTPFault{Verb: "MAIL", Code: 451})
	if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Temporary || outcome.Code != 451 {
		t.Errorf("451 at MAIL: %s", outcome)
	}
}

func TestManySubmitAtOnce(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	s := newSubmitter(t, settings)
	const n = 40
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
				t.Error(outcome)
			}
		})
	}
	all.Wait()
	if got := len(server.Mails(nominee)); got != n {
		t.Errorf("%d mails delivered, want %d", got, n)
	}
}

func TestCancelledSubmission(t *testing.T) {
	t.Parallel()
	for verb, want := range map[string]send.Result{"MAIL": send.Temporary, "DOT": send.Unknown} {
		server, settings := start(t)
		s := newSubmitter(t, settings)
		ctx, cancel := context.WithCancel(t.Context())
		server.FailSMTP(mailtest.SMTPFault{Verb: verb, Silent: true, Do: cancel})
		if outcome := s.Submit(ctx, account, nominee, thanks(t)); outcome.Result != want || string(outcome.Verb) != verb {
			t.Errorf("%s: %s", verb, outcome)
		}
		server.ClearFaults()
		if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
			t.Errorf("after %s: %s", verb, outcome)
		}
	}
}

func TestTLSModes(t *testing.T) {
	t.Parallel()
	server, plain := start(t)
	for _, mode := range []send.TLSMode{send.ImplicitTLS, send.StartTLS} {
		settings := plain
		settings.TLS, settings.RootCAs = mode, server.RootCAs()
		if mode == send.ImplicitTLS {
			settings.Port = server.SMTPS().Port
		}
		s := newSubmitter(t, settings)
		if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
			t.Errorf("%s: %s", mode, outcome)
		}
		report, err := s.Check(t.Context())
		if err != nil || !report.Secured || !report.LoggedIn || report.MaxSize == 0 || !report.EightBit {
			t.Errorf("%s: %+v, %v", mode, report, err)
		}
		settings.RootCAs = x509.NewCertPool()
		outcome := newSubmitter(t, settings).Submit(t.Context(), account, nominee, thanks(t))
		if outcome.Result != send.Temporary || outcome.Verb != send.TLS || !strings.Contains(outcome.Text, "certificate") {
			t.Errorf("%s with a strange certificate: %s", mode, outcome)
		}
	}
}

func TestCheckTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	_, settings := start(t)
	const wrong = "wrong-secret-9"
	for name, c := range map[string]struct {
		change func(*send.Settings)
		want   string
	}{
		"wrong password": {func(s *send.Settings) { s.Password = func() (string, error) { return wrong, nil } }, "check user and password"},
		"no password": {func(s *send.Settings) {
			s.Password = func() (string, error) { return "", fmt.Errorf("open the file: not there") }
		}, "cannot read the password"},
		"nobody listens": {func(s *send.Settings) { s.Port = 1 }, "check host, port"},
		"no TLS there":   {func(s *send.Settings) { s.TLS = send.ImplicitTLS }, "465 is usually"},
	} {
		set := settings
		c.change(&set)
		_, err := newSubmitter(t, set).Check(t.Context())
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), wrong) {
			t.Errorf("%s tells the password: %v", name, err)
		}
	}
}

func TestEnvelopeThatCannotBeSent(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	s := newSubmitter(t, settings)
	for _, c := range []struct{ from, to string }{
		{account, "a@harbour.test>\r\nRCPT TO:<b@harbour.test"}, {account, "jürgen@harbour.test"}, {account, ""},
		{"a b@harbour.test", nominee}, {account, "<ann@harbour.test>"},
	} {
		if outcome := s.Submit(t.Context(), c.from, c.to, thanks(t)); outcome.Result != send.Refused {
			t.Errorf("%q to %q: %s", c.from, c.to, outcome)
		}
	}
	if got := len(server.Accepted()); got != 0 {
		t.Errorf("%d mails accepted", got)
	}
	if outcome := s.Submit(t.Context(), "", nominee, thanks(t)); outcome.Result != send.Accepted {
		t.Errorf("an empty envelope sender: %s", outcome)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	t.Parallel()
	good := send.Settings{Host: "smtp.harbour.test", Port: 587, TLS: send.StartTLS}
	if _, err := send.New(good); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*send.Settings)
		want   string
	}{
		"no host":       {func(s *send.Settings) { s.Host = "" }, "no host"},
		"port":          {func(s *send.Settings) { s.Port = 0 }, "port 0"},
		"clear text":    {func(s *send.Settings) { s.TLS = send.NoTLS }, "in the clear"},
		"unknown TLS":   {func(s *send.Settings) { s.TLS = "ssl" }, `"ssl"`},
		"no password":   {func(s *send.Settings) { s.User = "a" }, "no password"},
		"bad EHLO name": {func(s *send.Settings) { s.LocalName = "a\r\nb" }, "EHLO"},
		"negative time": {func(s *send.Settings) { s.KeepIdle = -1 }, "positive"},
	} {
		settings := good
		c.change(&settings)
		if _, err := send.New(settings); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCopyToOurselves: the copy goes in the same transaction, and its refusal
// costs nothing but the copy.
func TestCopyToOurselves(t *testing.T) {
	t.Parallel()
	server, settings := start(t)
	s := newSubmitter(t, settings)
	both := func(wantOutcome send.Result, wantNominee, wantCopy int) {
		t.Helper()
		if outcome := s.SubmitCopy(t.Context(), account, nominee, account, thanks(t)); outcome.Result != wantOutcome {
			t.Errorf("outcome = %s", outcome)
		}
		if n, c := len(server.Mails(nominee)), len(server.Mails(account)); n != wantNominee || c != wantCopy {
			t.Errorf("%d mails for the nominee and %d copies, want %d and %d", n, c, wantNominee, wantCopy)
		}
	}
	both(send.Accepted, 1, 1)
	server.FailSMTP(mailtest.SMTPFault{Verb: "RCPT", To: account, Code: 550})
	both(send.Accepted, 2, 1)
	server.FailSMTP(mailtest.SMTPFault{Verb: "RCPT", To: account, Code: 452})
	both(send.Accepted, 3, 1)
	server.FailSMTP(mailtest.SMTPFault{Verb: "RCPT", To: account})
	both(send.Temporary, 3, 1)
	server.FailSMTP(mailtest.SMTPFault{Verb: "RCPT", To: nominee, Code: 550})
	both(send.Refused, 3, 1)
	if outcome := s.SubmitCopy(t.Context(), account, nominee, "not an address", thanks(t)); outcome.Result != send.Accepted {
		t.Errorf("a copy to nowhere: %s", outcome)
	}
}
