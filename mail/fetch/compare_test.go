package fetch_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
	"goodword/mail/mailtest"
)

// A mailbox is restored under the same UIDVALIDITY, and before the next poll so
// much new mail comes that UIDNEXT has passed the cursor again: the mails under
// the old UIDs are others, and all are read.
func TestUIDsUsedAgainUnseen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		frozen bool // all mails come within one second, and have the same size
		move   bool
		kept   int // of the eight mails so many are in the backup
		fails  bool
	}{
		"other dates":                       {kept: 5},
		"the same second and size":          {kept: 5, frozen: true},
		"nothing was in the backup":         {frozen: true},
		"mails are moved":                   {move: true, frozen: true},
		"the reading is interrupted":        {kept: 5, fails: true},
		"it is interrupted, by equal mails": {kept: 2, frozen: true, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var clock atomic.Int64
			clock.Store(time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC).Unix())
			now := func() time.Time {
				if c.frozen {
					return time.Unix(clock.Load(), 0)
				}
				return time.Unix(clock.Add(1), 0)
			}
			server, settings := start(t, func(config *mailtest.Config) { config.Now = now })
			settings.Now = now
			if c.move {
				settings.After, settings.MoveTo = fetch.Move, "Done"
				if err := server.CreateFolder(address, "Done"); err != nil {
					t.Fatal(err)
				}
			}
			memory := fetchtest.NewMemory()
			p := newPoller(t, settings, memory)
			poll(t, p)
			for i := range 8 {
				deliver(t, server, fmt.Sprint("before ", i))
			}
			poll(t, p)
			uidValidity := memory.Batches()[0].UIDValidity
			n := 0
			if err := server.SetUIDValidity(address, uidValidity, func(mailtest.Mail) bool { n++; return n <= c.kept }); err != nil {
				t.Fatal(err)
			}
			for i := range 12 {
				deliver(t, server, fmt.Sprint("after ", i%10, i/10)) // of equal length
			}
			if c.fails {
				memory.FailNext(1)
			}
			pollUntilGood(t, p)
			wantEqual(t, server, memory)
			if got, want := lastUID(t, memory), uint32(c.kept+12); got != want {
				t.Errorf("cursor at %d, want %d", got, want)
			}
			handed := len(memory.Batches())
			server.DropConnections()
			pollUntilGood(t, p)
			if again := memory.Batches()[handed:]; len(again) != 0 {
				t.Errorf("the next connection reads again: %d batches", len(again))
			}
		})
	}
}

// What is compared after a connect costs a list and one mail, and a server that
// tells other dates than before, or does not give a mail, is believed by what it gives.
func TestComparingIsNoRescan(t *testing.T) {
	t.Parallel()
	const body = "Subject: kept\r\n\r\nas it was\r\n"
	for name, c := range map[string]struct {
		date, body string
		listedSize int
		another    bool
	}{
		"the same":                             {"09-Mar-2026 08:30:00 +0100", body, len(body), false},
		"another date, the same bytes":         {"09-Mar-2026 09:30:00 +0100", body, len(body), false},
		"another size, the same bytes":         {"09-Mar-2026 08:30:00 +0100", body, len(body) + 9, false},
		"the same date, other bytes":           {"09-Mar-2026 08:30:00 +0100", strings.ToUpper(body), len(body), true},
		"the same date, other bytes each time": {"09-Mar-2026 08:30:00 +0100", "Subject: kept\r\n\r\nas it w%s\r\n", len(body), false},
		"the same date, not given":             {"09-Mar-2026 08:30:00 +0100", "", len(body), false},
		"another date, and not given":          {"10-Mar-2026 08:30:00 +0100", "", len(body), true},
		"another date, other bytes":            {"10-Mar-2026 08:30:00 +0100", strings.ToUpper(body), len(body), true},
		"the mail is there no more":            {"", "", 0, false},
		"the same in another zone's time":      {"09-Mar-2026 07:30:00 +0000", body, len(body), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			memory := known(t)
			first := fetch.Mail{UID: 10, InternalDate: time.Date(2026, 3, 9, 7, 30, 0, 0, time.UTC), Size: int64(len(body)), Raw: []byte(body)}
			if err := memory.Receive(t.Context(), "", fetch.Batch{UIDValidity: 9, Mails: []fetch.Mail{first}}); err != nil {
				t.Fatal(err)
			}
			var fetches atomic.Int32
			server := &script{answer: func(command string) (string, string) {
				switch {
				case isList(command) && c.date != "" && strings.HasPrefix(command, "UID FETCH 10 "):
					return fmt.Sprintf("* 1 FETCH (UID 10 FLAGS () INTERNALDATE %q RFC822.SIZE %d)\r\n", c.date, c.listedSize), "OK listed"
				case isBody(command) && c.body != "":
					return given(10, strings.Replace(c.body, "%s", fmt.Sprintf("%02d", fetches.Add(1)), 1)), "OK fetched"
				}
				return "", ""
			}}
			settings := server.serve(t)
			p := newPoller(t, settings, memory)
			poll(t, p)
			poll(t, p)
			if seen := server.commands(); strings.Contains(seen, "SINCE") != c.another {
				t.Errorf("read anew is not %t:\n%s", c.another, seen)
			} else if n := strings.Count(seen, "UID FETCH 10 "); !c.another && n > 3 {
				t.Errorf("the mail was asked for %d times:\n%s", n, seen)
			}
		})
	}
}
