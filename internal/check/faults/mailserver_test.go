package faults

import (
	"bytes"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"goodword/internal/check/day"
	"goodword/mail/mailtest"
)

// mailServers answer oddly, restart, renumber and forget.
func mailServers() []scenario {
	const odd = "an IMAP server that answers oddly"
	return []scenario{
		{fault: "IMAP server restarted in mid-FETCH", name: "half a literal", play: func(w *world) {
			w.serve()
			for i := range 6 {
				w.server.CutFetch(300 + 700*i)
			}
			w.write(-1)
		}},
		{fault: "IDLE that goes silent", name: "polling goes on", play: func(w *world) {
			w.serve()
			w.write(len(w.day.Mails) / 2)
			w.pass(300 * time.Millisecond)
			w.server.SilenceIMAP()
			w.write(-1)
			w.pass(lasts(time.Second, 50*time.Second))
			w.server.SpeakIMAP()
			if !whole() { // where the deadline is not waited for
				w.server.DropConnections()
			}
		}},
		{fault: "UIDVALIDITY changed", name: "higher, lower, and back", play: func(w *world) {
			w.serve()
			w.write(len(w.day.Mails) / 2)
			for _, validity := range []uint32{4000, 7, 4000} {
				w.pass(300 * time.Millisecond)
				w.renumber(validity, nil)
			}
			w.write(-1)
			w.settle()
			w.sameAfter(func() { w.renumber(9, nil) })
		}},
		{fault: "UIDs reused", name: "after a restored backup", play: func(w *world) {
			w.serve()
			w.write(len(w.day.Mails) / 2)
			w.settle()
			n := 0
			w.endConnections(func() {
				w.renumber(1, func(mailtest.Mail) bool { n++; return n%3 != 0 })
				w.write(-1) // so that by the next poll no number shows it, but the mails alone
			})
			w.settle()
			w.sameAfter(func() { w.renumber(1, nil) })
		}},
		{fault: "the same mail twice", name: "identical, by another way, with another body", play: func(w *world) {
			w.serve()
			w.write(-1)
			w.sameAfter(func() {
				for _, m := range w.day.Mails[:min(12, len(w.day.Mails))] {
					m.Same = true
					w.deliver(m)
					m.Same = false
					w.deliver(m) // the server stamps it anew
					m.Raw = append(bytes.Clone(m.Raw), "And this was not in it.\r\n"...)
					w.deliver(m)
				}
			})
		}},
		{fault: "mail expunged in mid-scan", name: "by another client", play: func(w *world) {
			w.command.Store(w.expunger())
			w.serve()
			w.write(-1)
		}},
		{fault: odd, name: "the last mail for n+1:*", play: w0(func(w *world) {
			w.answerTo("UID FETCH", "* 1 FETCH (UID 1 FLAGS () INTERNALDATE \"16-Nov-2026 08:30:00 +0000\" RFC822.SIZE 100)\r\n", -1)
		})},
		{fault: odd, name: "UIDs nobody asked for", play: w0(func(w *world) {
			w.answerTo("BODY.PEEK", "* 1 FETCH (UID 4000000 BODY[] {6}\r\nno one)\r\n", -1)
		})},
		{fault: odd, name: "an absurd literal", play: w0(func(w *world) {
			w.answerTo("BODY.PEEK", "* 1 FETCH (UID 1 BODY[] {4294967295}\r\nhello", 3)
		})},
		{fault: odd, name: "a literal beyond all numbers", long: true, play: w0(func(w *world) {
			w.answerTo("UID FETCH", "* 1 FETCH (UID 1 BODY[] {99999999999999999999999}\r\n", 3)
		})},
		{fault: odd, name: "a line that is none", long: true, play: w0(func(w *world) { w.answerTo("UID", "this is no answer of IMAP\r\n", 3) })},
		{fault: odd, name: "nesting without end", play: w0(func(w *world) { w.answerTo("UID FETCH", "* 1 FETCH "+strings.Repeat("(", 100000)+"\r\n", 2) })},
		{fault: odd, name: "a good-bye amid all", long: true, play: w0(func(w *world) { w.answerTo("UID FETCH", "* BYE for now\r\n", 3) })},
		{fault: odd, name: "logins refused", long: true, play: func(w *world) {
			w.server.RefuseLogins(1)
			w.serve()
			w.write(-1)
		}},
	}
}

// w0 serves, arms, and plays the whole day.
func w0(arm func(*world)) func(*world) {
	return func(w *world) {
		arm(w)
		w.serve()
		w.write(len(w.day.Mails) / 2)
		w.pass(300 * time.Millisecond)
		w.write(-1)
		w.pass(lasts(2*time.Second, 10*time.Second))
		w.command.Store(nil)
	}
}

// answerTo lets something appear before the server's own answer to a command,
// so many times or always (-1).
func (w *world) answerTo(command, answer string, times int32) {
	var count atomic.Int32
	do := func(sent []byte) []byte {
		if !bytes.Contains(sent, []byte(command)) || times >= 0 && count.Add(1) > times {
			return nil
		}
		return []byte(answer)
	}
	w.command.Store(&do)
}

// renumber makes the nominations' inbox another one of the same name.
func (w *world) renumber(validity uint32, keep func(mailtest.Mail) bool) {
	if err := w.server.SetUIDValidity(day.Nominations, validity, keep); err != nil {
		w.t.Fatal(err)
	}
}

// counts are what reading a mailbox again must not change: of letters those that
// a mail or a nomination caused, as a digest may fall due at any hour of the day.
// The last counts the marks in $1 that are theirs.
const counts = `with caused as (select id from letters where nomination_id is not null or inbound_id is not null)
	select (select count(*) from nominations), (select count(*) from decisions), (select count(*) from caused), (select count(*) from audit),
		(select count(*) from unnest($1::text[]) mark join caused on mark = 'letter-' || id)`

// sameAfter settles, does something after which all mails are read again, and
// compares: nothing may have come of it (promise 4).
func (w *world) sameAfter(again func()) {
	w.t.Helper()
	w.settle()
	sums := func() string {
		var marks []string
		for _, a := range w.server.Accepted() {
			marks = append(marks, a.Mark)
		}
		var sum [5]int
		if err := w.pool.QueryRow(w.ctx, counts, marks).Scan(&sum[0], &sum[1], &sum[2], &sum[3], &sum[4]); err != nil {
			w.t.Fatal(err)
		}
		return fmt.Sprint(sum)
	}
	before := sums()
	again()
	w.until("all mails are read again", w.caughtUp)
	w.settle()
	if after := sums(); after != before {
		w.t.Errorf("promise 4: reading all mails again changed nominations, decisions, letters, audit entries and letters sent: %s, then %s", before, after)
	}
}

// caughtUp says whether goodword has read the nominations' inbox to its end, as
// it is now.
func (w *world) caughtUp() (bool, error) {
	c, err := imapclient.DialInsecure(w.inbox(), nil)
	if err != nil {
		return false, err
	}
	defer c.Close()
	if err := c.Login(day.Nominations, password).Wait(); err != nil {
		return false, err
	}
	now, err := c.Select("INBOX", nil).Wait()
	if err != nil {
		return false, err
	}
	var validity, last int64
	err = w.pool.QueryRow(w.ctx, "select uid_validity, last_uid from mailboxes where name = 'nominations'").Scan(&validity, &last)
	return validity == int64(now.UIDValidity) && last == int64(now.UIDNext)-1, err
}

// inbox is where goodword's mailboxes are, past the proxies.
func (w *world) inbox() string {
	if w.options.imap != "" {
		return w.options.imap
	}
	return w.server.IMAP().String()
}

// endConnections does something while the nominations' mailbox cannot be reached.
func (w *world) endConnections(do func()) {
	w.imap.Refuse(true)
	w.imap.Cut()
	do()
	w.imap.Refuse(false)
}

// expunger removes a mail that goodword is just about to fetch, a few times.
func (w *world) expunger() *func([]byte) []byte {
	var count atomic.Int32
	do := func(sent []byte) []byte {
		if bytes.Contains(sent, []byte("BODY.PEEK")) && count.Add(1) <= 4 {
			w.expungeLast()
		}
		return nil
	}
	return &do
}

// expungeLast deletes the newest mail of the nominations' inbox, as a person
// with another client does. It may have been stored or not. Which one it was is
// read over the same connection: another may arrive at any moment.
func (w *world) expungeLast() {
	c, err := imapclient.DialInsecure(w.server.IMAP().String(), nil)
	if err != nil {
		w.t.Error(err)
		return
	}
	defer c.Close()
	if err := c.Login(day.Nominations, password).Wait(); err != nil {
		w.t.Error(err)
		return
	}
	data, err := c.Select("INBOX", nil).Wait()
	if err != nil {
		w.t.Error(err)
		return
	}
	if data.NumMessages == 0 {
		return
	}
	body := &imap.FetchItemBodySection{Peek: true}
	got, err := c.Fetch(imap.SeqSetNum(data.NumMessages), &imap.FetchOptions{BodySection: []*imap.FetchItemBodySection{body}}).Collect()
	if err != nil || len(got) != 1 {
		w.t.Errorf("fetch the last of %d mails: %d came: %v", data.NumMessages, len(got), err)
		return
	}
	w.vanish(got[0].FindBodySection(body))
	_ = c.Store(imap.SeqSetNum(data.NumMessages), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close()
	_ = c.Expunge().Close()
}

// vanish notes that a mail is in the mailbox no more. A copy of it is another mail.
func (w *world) vanish(raw []byte) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.gone[string(raw)] = true
}
