package fetchtest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"

	"goodword/mail/fetch"
)

func startsAtNow(t *testing.T, b *bench) {
	b.append("INBOX", mail("old"), day(3))
	p := b.poller()
	b.poll(p)
	b.want()
	cursor, found, _ := b.memory.Cursor(t.Context(), "")
	if !found || cursor.LastUID != 1 || cursor.UIDValidity == 0 || cursor.LastTime.IsZero() {
		t.Fatalf("cursor after the first connect = %+v, %v", cursor, found)
	}
	b.append("INBOX", mail("new"), day(2)) // an older date is no reason to miss it
	b.poll(p)
	b.want("new")
	if got := p.Status(); got.Mails != 1 || !got.Connected || got.LastGoodPoll.IsZero() || got.LastError != "" {
		t.Errorf("status = %+v", got)
	}
}

func startsBySince(_ *testing.T, b *bench) {
	client := b.client()
	b.appendTo(client, "INBOX", mail("nine days"), day(9))
	b.appendTo(client, "INBOX", mail("two days"), day(2))
	b.appendTo(client, "INBOX", mail("five days"), day(5))
	b.appendTo(client, "INBOX", mail("one day"), day(1))
	from := day(3)
	b.appendTo(client, "INBOX", mail("an hour before"), from.Add(-time.Hour))
	b.appendTo(client, "INBOX", mail("to the second"), from)
	p := b.poller(func(s *fetch.Settings) { s.Since = &from })
	b.poll(p)
	b.want("two days", "one day", "to the second")
	b.appendTo(client, "INBOX", mail("moved here"), day(8))
	b.poll(p)
	b.want("two days", "one day", "to the second", "moved here")
}

func bytesAreEqual(t *testing.T, b *bench) {
	p := b.poller()
	b.poll(p)
	client := b.client()
	var sent [][]byte
	for _, body := range []string{
		"plain\r\n", "no line end", "", "8 bit \xff\xfe \xc3\xbc\r\n", strings.Repeat("long ", 300) + "\r\n",
		"dots\r\n.\r\n..\r\n", "{12}\r\n) T1 OK\r\n", strings.Repeat("0123456789abcdef\r\n", 40_000),
	} {
		raw := append(mail(fmt.Sprint(len(sent))), body...)
		sent = append(sent, raw)
		b.appendTo(client, "INBOX", raw, day(0))
	}
	b.poll(p)
	got := b.memory.Mails()
	if len(got) != len(sent) {
		t.Fatalf("%d mails, want %d", len(got), len(sent))
	}
	for i, m := range got {
		if !bytes.Equal(m.Raw, sent[i]) || m.Size != int64(len(sent[i])) || m.TooLarge || m.Problem != "" {
			t.Errorf("mail %d: %d bytes of %d, equal %v", i, len(m.Raw), len(sent[i]), bytes.Equal(m.Raw, sent[i]))
		}
		if m.InternalDate.Before(day(1)) {
			t.Errorf("mail %d has the date %v", i, m.InternalDate)
		}
	}
}

func nothingTwice(t *testing.T, b *bench) {
	p := b.poller()
	b.poll(p)
	b.append("INBOX", mail("once"), day(0))
	for range 3 { // the server answers n+1:* with the last mail each time
		b.poll(p)
	}
	handed := 0
	for _, batch := range b.memory.Batches() {
		handed += len(batch.Mails)
	}
	if handed != 1 {
		t.Errorf("the mail was handed over %d times", handed)
	}
}

func manyMails(t *testing.T, b *bench) {
	p := b.poller()
	b.poll(p)
	client := b.client()
	const n = 510
	var want []string
	for i := range n {
		subject := fmt.Sprint("mail ", i)
		want = append(want, subject)
		b.appendTo(client, "INBOX", mail(subject), day(0))
	}
	b.poll(p)
	b.want(want...)
	last := uint32(0)
	for _, batch := range b.memory.Batches() {
		if len(batch.Mails) > 500 {
			t.Errorf("a batch of %d mails", len(batch.Mails))
		}
		if batch.Cursor == nil || batch.Cursor.LastUID < last {
			t.Fatalf("the cursor went from %d to %+v", last, batch.Cursor)
		}
		last = batch.Cursor.LastUID
		for _, m := range batch.Mails {
			if m.UID > last {
				t.Errorf("UID %d is above its own batch's cursor %d", m.UID, last)
			}
		}
	}
}

func tooLarge(t *testing.T, b *bench) {
	p := b.poller(func(s *fetch.Settings) { s.MaxSize = 20_000 })
	b.poll(p)
	client := b.client()
	b.appendTo(client, "INBOX", mail("small"), day(0))
	large := append(mail("large"), strings.Repeat("0123456789\r\n", 5000)...)
	b.appendTo(client, "INBOX", large, day(0))
	b.appendTo(client, "INBOX", mail("after it"), day(0))
	b.poll(p)
	b.want("small", "large", "after it")
	m := b.memory.Mails()[1]
	header, _, _ := bytes.Cut(large, []byte("\r\n\r\n"))
	if !m.TooLarge || m.Raw != nil || m.Size != int64(len(large)) || !bytes.Equal(bytes.TrimSpace(m.Header), header) {
		t.Errorf("too large: %v, %d raw bytes, size %d, header %q", m.TooLarge, len(m.Raw), m.Size, m.Header)
	}
}

func expungedSkipped(t *testing.T, b *bench) {
	p := b.poller()
	b.poll(p)
	client := b.client()
	for _, subject := range []string{"one", "two", "three"} {
		b.appendTo(client, "INBOX", mail(subject), day(0))
	}
	if _, err := client.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	set := imap.UIDSetNum(2)
	deleted := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
	if err := client.Store(set, deleted, nil).Close(); err != nil {
		t.Fatal(err)
	}
	if err := client.Expunge().Close(); err != nil {
		t.Fatal(err)
	}
	b.poll(p)
	b.want("one", "three")
}

func failingStore(t *testing.T, b *bench) {
	p := b.poller()
	b.poll(p)
	b.append("INBOX", mail("kept"), day(0))
	b.memory.FailNext(1)
	if err := p.PollOnce(b.context()); err == nil || !strings.Contains(err.Error(), ErrStore.Error()) {
		t.Fatalf("a failing store gave %v", err)
	}
	if status := p.Status(); !strings.Contains(status.LastError, ErrStore.Error()) || status.LastErrorAt.IsZero() {
		t.Errorf("status = %+v", status)
	}
	if flags := b.view("INBOX")["kept"]; slices.Contains(flags, fetch.Keyword) {
		t.Error("a mail that was not stored was flagged")
	}
	b.poll(p)
	b.want("kept")
	if status := p.Status(); status.LastError != "" {
		t.Errorf("the error stays after a good poll: %q", status.LastError)
	}
}

func uidValidityChanged(t *testing.T, b *bench) {
	if b.SetUIDValidity == nil {
		t.Skip("the UIDVALIDITY of this server cannot be changed")
	}
	client := b.client()
	b.appendTo(client, "INBOX", mail("history"), day(30))
	from := day(5)
	p := b.poller(func(s *fetch.Settings) { s.Since = &from })
	b.poll(p)
	b.appendTo(client, "INBOX", mail("first"), time.Now())
	b.poll(p)
	b.want("first")
	for _, uidValidity := range []uint32{3_000_000_000, 7} { // up and down
		b.SetUIDValidity(t, uidValidity)
		b.append("INBOX", mail(fmt.Sprint("under ", uidValidity)), time.Now())
		if err := p.PollOnce(b.context()); err != nil { // the old connection may be gone
			b.poll(p)
		}
		cursor, _, _ := b.memory.Cursor(t.Context(), "")
		if cursor.UIDValidity != uidValidity {
			t.Fatalf("cursor = %+v, want UIDVALIDITY %d", cursor, uidValidity)
		}
	}
	b.want("first", "under 3000000000", "under 7")
}
