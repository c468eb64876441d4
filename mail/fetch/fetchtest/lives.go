package fetchtest

import (
	"context"
	"strings"
	"testing"
	"time"

	"goodword/mail/fetch"
)

func reconnects(t *testing.T, b *bench) {
	if b.Drop == nil {
		t.Skip("the connections of this server cannot be dropped from here")
	}
	p := b.poller()
	b.poll(p)
	b.Drop()
	b.append("INBOX", mail("after the restart"), day(0))
	if err := p.PollOnce(b.context()); err != nil { // may still find the dead connection
		b.poll(p)
	}
	b.want("after the restart")
}

// running starts Run and returns what ends it.
func running(t *testing.T, p *fetch.Poller) (ended <-chan struct{}) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := p.Run(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("Run = %v", err)
		}
	}()
	return done
}

// idleHints: polling would take an hour, so only IDLE can bring the mails.
func idleHints(t *testing.T, b *bench) {
	client := b.client()
	polled := make(chan struct{}, 100)
	p := b.poller(func(s *fetch.Settings) {
		s.PollEvery = time.Hour
		s.Sleep = func(time.Duration) <-chan time.Time {
			polled <- struct{}{}
			return nil
		}
	})
	ended := running(t, p)
	<-polled // the cursor is set
	for i, subject := range []string{"one", "two", "three"} {
		b.appendTo(client, "INBOX", mail(subject), day(0))
		if err := b.memory.WaitMails(b.context(), i+1); err != nil {
			t.Fatal(err)
		}
	}
	b.want("one", "two", "three")
	p.Stop()
	<-ended
}

func stopEndsRun(t *testing.T, b *bench) {
	polled := make(chan struct{}, 100)
	p := b.poller(func(s *fetch.Settings) {
		s.Sleep = func(time.Duration) <-chan time.Time {
			polled <- struct{}{}
			return nil
		}
	})
	ended := running(t, p)
	<-polled
	p.Stop()
	select {
	case <-ended:
	default:
		t.Error("Stop returned before Run did")
	}
	p.Stop()
	if p.Status().Connected {
		t.Error("still connected after Stop")
	}
	if err := p.Run(t.Context()); err != nil {
		t.Errorf("Run after Stop = %v", err)
	}
}

func checkTells(t *testing.T, b *bench) {
	report, err := fetch.Check(b.context(), b.Settings)
	if err != nil {
		t.Fatal(err)
	}
	if report.UIDValidity == 0 || len(report.Capabilities) == 0 || !report.Idle || !report.SafeMove || report.Mark != fetch.Keyword {
		t.Errorf("report = %+v", report)
	}
	const secret = "not-the-password-7"
	for name, c := range map[string]struct {
		change func(*fetch.Settings)
		want   []string
	}{
		"wrong password": {func(s *fetch.Settings) { s.Password = func() (string, error) { return secret, nil } }, []string{"login refused", "check user and password"}},
		"no such folder": {func(s *fetch.Settings) { s.Folder = "Nope" }, []string{`"Nope"`, "INBOX"}},
		"no such target": {func(s *fetch.Settings) { s.After, s.MoveTo = fetch.Move, "Nope" }, []string{`"Nope"`, "INBOX"}},
		"no TLS there":   {func(s *fetch.Settings) { s.TLS = fetch.ImplicitTLS }, []string{"does not speak TLS", "starttls"}},
		"nobody listens": {func(s *fetch.Settings) { s.Port = 1 }, []string{"nothing listens there"}},
	} {
		settings := b.Settings
		c.change(&settings)
		_, err := fetch.Check(b.context(), settings)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, want := range append(c.want, b.Settings.Mailbox) {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", name, err, want)
			}
		}
		if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), b.Password) {
			t.Errorf("%s: the error tells a password: %v", name, err)
		}
	}
}
