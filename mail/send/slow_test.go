package send_test

import (
	"strings"
	"testing"
	"time"

	"goodword/mail/mailtest"
	"goodword/mail/send"
)

// TestServersThatAskForLess: such an answer costs no letter, and tells how long
// to wait; what concerns one recipient or one letter alone does not.
func TestServersThatAskForLess(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault mailtest.SMTPFault
		slow  bool
		least time.Duration
		want  send.Result
	}{
		"Exchange's connections":     {mailtest.SMTPFault{Verb: "DOT", Code: 432, Enhanced: "4.3.2", Text: "STOREDRV.ClientSubmit; sender thread limit exceeded"}, true, time.Minute, send.Temporary},
		"Exchange's other words":     {mailtest.SMTPFault{Verb: "MAIL", Code: 432, Enhanced: "4.3.2", Text: "Concurrent connections limit exceeded"}, true, time.Minute, send.Temporary},
		"Exchange is busy":           {mailtest.SMTPFault{Verb: "MAIL", Code: 451, Enhanced: "4.7.500", Text: "Server busy. Please try again later"}, true, 5 * time.Minute, send.Temporary},
		"Exchange's day":             {mailtest.SMTPFault{Verb: "DOT", Code: 554, Enhanced: "5.2.0", Text: "STOREDRV.Submission.Exception:SubmissionQuotaExceededException"}, true, time.Hour, send.Temporary},
		"the tenant's day":           {mailtest.SMTPFault{Verb: "RCPT", Code: 550, Enhanced: "5.7.233", Text: "Your message can't be sent because your tenant exceeded its daily limit"}, true, time.Hour, send.Temporary},
		"Gmail's day":                {mailtest.SMTPFault{Verb: "DOT", Code: 550, Enhanced: "5.4.5", Text: "Daily user sending limit exceeded."}, true, 6 * time.Hour, send.Temporary},
		"Gmail closes":               {mailtest.SMTPFault{Verb: "MAIL", Code: 421, Enhanced: "4.7.0", Text: "Try again later, closing connection."}, true, time.Minute, send.Temporary},
		"Gmail's logins":             {mailtest.SMTPFault{Verb: "AUTH", Code: 454, Enhanced: "4.7.0", Text: "Too many login attempts, please try again later."}, true, 5 * time.Minute, send.Temporary},
		"any rate limit":             {mailtest.SMTPFault{Verb: "DOT", Code: 451, Text: "rate limit exceeded"}, true, time.Minute, send.Temporary},
		"our mailbox is full":        {mailtest.SMTPFault{Verb: "DOT", Code: 554, Enhanced: "5.2.2", Text: "mailbox full; STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded"}, true, time.Hour, send.Temporary},
		"a recipient's quota":        {mailtest.SMTPFault{Verb: "DOT", Code: 452, Enhanced: "4.2.2", Text: "quota exceeded"}, false, 0, send.Temporary},
		"a grey-listed recipient":    {mailtest.SMTPFault{Verb: "RCPT", Code: 451, Enhanced: "4.7.1", Text: "greylisted, try again later"}, false, 0, send.Temporary},
		"a recipient's full mailbox": {mailtest.SMTPFault{Verb: "RCPT", Code: 452, Enhanced: "4.2.2", Text: "mailbox full"}, false, 0, send.Temporary},
		"an unknown recipient":       {mailtest.SMTPFault{Verb: "RCPT", Code: 550, Enhanced: "5.1.1", Text: "no such user"}, false, 0, send.Refused},
		"a letter that is not taken": {mailtest.SMTPFault{Verb: "DOT", Code: 554, Enhanced: "5.7.1", Text: "spam"}, false, 0, send.Refused},
		"trouble of its own":         {mailtest.SMTPFault{Verb: "MAIL", Code: 451}, false, 0, send.Temporary},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, settings := start(t)
			server.FailSMTP(c.fault)
			s := newSubmitter(t, settings)
			outcome := s.Submit(t.Context(), account, nominee, thanks(t))
			if outcome.Result != c.want || outcome.Slow != c.slow || outcome.Wait != c.least {
				t.Errorf("outcome = %+v", outcome)
			}
			if c.slow && !strings.Contains(outcome.Text, "go on by themselves") {
				t.Errorf("it is not told what that means: %s", outcome)
			}
			if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted || len(server.Mails(nominee)) != 1 {
				t.Errorf("later: %s, %d mails", outcome, len(server.Mails(nominee)))
			}
		})
	}
}

// TestKeptConnectionEnds: a connection that nobody uses is given back.
func TestKeptConnectionEnds(t *testing.T) {
	t.Parallel()
	_, tokens, settings := byToken(t, "XOAUTH2")
	settings.OAuth, settings.KeepIdle = source(t, tokens), time.Millisecond
	s := newSubmitter(t, settings)
	for range 3 { // whether the timer or the next letter ends it, each has its own
		if outcome := s.Submit(t.Context(), account, nominee, thanks(t)); outcome.Result != send.Accepted {
			t.Fatal(outcome)
		}
	}
}
