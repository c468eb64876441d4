package faults

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"goodword/internal/check/day"
	"goodword/mail/mailtest/debian"
)

// realServers are the faults of a mailbox once more, with Dovecot.
func realServers() []scenario {
	var mutex sync.Mutex
	servers := map[string]*debian.DovecotServer{} // by where they listen
	start := func(t testing.TB) (options, bool) {
		d := debian.Dovecot(t, debian.Account{Address: day.Nominations, Password: password}, debian.Account{Address: day.Compliments, Password: password})
		at := net.JoinHostPort(d.Host, fmt.Sprint(d.Port))
		mutex.Lock()
		defer mutex.Unlock()
		servers[at] = d
		return options{imap: at}, true
	}
	of := func(w *world) *debian.DovecotServer {
		mutex.Lock()
		defer mutex.Unlock()
		return servers[w.options.imap]
	}
	return []scenario{
		{fault: "UIDVALIDITY changed", name: "by Dovecot, higher and lower", make: start, play: func(w *world) {
			w.mirror()
			w.serve()
			w.write(len(w.day.Mails) / 2)
			for _, validity := range []string{"2000000000", "77"} {
				w.pass(500 * time.Millisecond)
				of(w).Doveadm(w.t, "mailbox", "update", "--uid-validity", validity, "-u", day.Nominations, "INBOX")
				w.imap.Cut()
			}
			w.write(-1)
			w.sameAfter(func() {
				of(w).Doveadm(w.t, "mailbox", "update", "--uid-validity", "78", "-u", day.Nominations, "INBOX")
				w.imap.Cut()
			})
		}},
		{fault: "IMAP server restarted in mid-FETCH", name: "Dovecot, three times", make: start, long: true, play: func(w *world) {
			w.mirror()
			w.serve()
			for range 3 {
				w.write(len(w.day.Mails)/3 + 1)
				w.pass(150 * time.Millisecond)
				of(w).Restart(w.t)
			}
		}},
		{fault: "kill -9 at seeded moments", name: "with Dovecot", make: start, long: true, play: func(w *world) {
			w.mirror()
			for range 3 {
				p := w.serve()
				w.write(len(w.day.Mails)/3 + 1)
				w.pass(300 * time.Millisecond)
				p.kill()
				w.age(time.Minute)
			}
		}},
	}
}

// mirror carries each mail that is delivered over to the mailbox that goodword
// reads, as a delivery agent does.
func (w *world) mirror() {
	ctx, stop := context.WithCancel(w.ctx)
	var running sync.WaitGroup
	for _, account := range []string{day.Nominations, day.Compliments} {
		running.Go(func() {
			for n := 0; ctx.Err() == nil; {
				mails := w.server.Mails(account)
				for ; n < len(mails); n++ {
					if bytes.ContainsRune(mails[n].Raw, 0) {
						w.vanish(mails[n].Raw) // IMAP cannot carry it, so no delivery agent would have taken it
						continue
					}
					if put(w.options.imap, account, mails[n].Raw) != nil {
						break // it restarts; the mail waits
					}
				}
				w.pass(30 * time.Millisecond)
			}
		})
	}
	w.t.Cleanup(func() { stop(); running.Wait() })
}

func put(at, account string, raw []byte) error {
	c, err := imapclient.DialInsecure(at, nil)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Login(account, password).Wait(); err != nil {
		return err
	}
	command := c.Append("INBOX", int64(len(raw)), &imap.AppendOptions{})
	if _, err := command.Write(raw); err != nil {
		return err
	}
	if err := command.Close(); err != nil {
		return err
	}
	_, err = command.Wait()
	return err
}
