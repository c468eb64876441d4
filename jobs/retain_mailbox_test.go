package jobs

import (
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"goodword/mail/fetch"
	"goodword/mail/mailtest"
)

// full is an office whose mailbox holds so many mails that are to be removed,
// and one that stays.
func full(t *testing.T, mails int) (*office, *mailtest.Server) {
	t.Helper()
	server, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: map[string]string{nominations: "tide"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	o := newOffice(t)
	o.desk.Boxes = map[string]Box{"nominations": {Folders: []string{"INBOX"}, Settings: fetch.Settings{Mailbox: "nominations", Host: "127.0.0.1", Port: server.IMAP().Port,
		TLS: fetch.NoTLS, User: nominations, Password: func() (string, error) { return "tide", nil }}}}
	if _, err := o.desk.Pool.Exec(t.Context(), "insert into mailboxes (name, uid_validity, last_uid, last_time, stored_at) values ('nominations', 1, 0, now(), now()) on conflict do nothing"); err != nil {
		t.Fatal(err)
	}
	for i := range mails + 1 {
		m, err := server.Deliver("ruth@customer.test", nominations, []byte(fmt.Sprintf("Subject: number %d\r\n\r\nThank you.\r\n", 100+i)), mailtest.Pass)
		if err != nil {
			t.Fatal(err)
		}
		sum, problem := sha256.Sum256(m.Raw), ""
		if i == mails { // one of its size never came: nothing is known of that but the size
			sum, problem = sha256.Sum256(nil), "it does not come"
		}
		if _, err := o.desk.Pool.Exec(t.Context(), `insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, problem, raw, disposition, reason, read_at, forgotten_at, expunge_at)
			values ('nominations', 1, $1, $2, $3, $4, $5, '', 'set_aside', 'forgotten', $3, $3, $3)`, i+1, sum[:], o.clock, len(m.Raw), problem); err != nil {
			t.Fatal(err)
		}
	}
	return o, server
}

const stillToGo = "select count(*)::int from inbound where expunge_at is not null and expunged_at is null and problem = ''"

// TestRemovingGoesOn: what was removed before the connection broke is noted, the
// mailbox is left alone for a while, and then the rest goes, and nothing else.
func TestRemovingGoesOn(t *testing.T) {
	const mails = 45
	o, server := full(t, mails)
	server.CutFetch(1 << 30) // the first step's answer comes whole
	server.CutFetch(0)
	if err := o.desk.expungeDue(t.Context()); err == nil {
		t.Fatal("the connection broke, and nobody says so")
	}
	if n := o.count(stillToGo); n != mails-20 {
		t.Fatalf("%d mails are still to go", n)
	}
	for range 2 { // it is left alone
		if err := o.desk.expungeDue(t.Context()); err != nil || o.count(stillToGo) != mails-20 {
			t.Fatalf("it did not wait: %v", err)
		}
		o.clock = o.clock.Add(4 * time.Second)
	}
	o.clock = o.clock.Add(3 * time.Second)
	for range 10 { // the time of one may end first
		if err := o.desk.expungeDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := o.count(stillToGo); n != 0 {
		t.Fatalf("%d mails are still to go", n)
	}
	if o.count("select expunge_failures::int from mailboxes where name = 'nominations'") != 0 {
		t.Error("the failure is not forgotten")
	}
	e, err := o.desk.Expunge(t.Context(), "nominations", o.desk.Boxes["nominations"], false)
	if err != nil || e.Wanted != 0 || e.Unknown != 1 {
		t.Errorf("then %+v: %v", e, err)
	}
	if report, err := fetch.Check(t.Context(), o.desk.Boxes["nominations"].Settings); err != nil || report.Messages != 1 {
		t.Errorf("the mailbox holds %d mails, want the one that was never to be removed: %v", report.Messages, err)
	}
	o.skip()
}

// TestRemovingBacksOff: a mailbox that cannot be reached is asked ever more
// seldom, once an hour in the end.
func TestRemovingBacksOff(t *testing.T) {
	o, server := full(t, 1)
	server.RefuseLogins(-1)
	tries := 0
	box := o.desk.Boxes["nominations"]
	box.Settings.Password = func() (string, error) { tries++; return "tide", nil }
	o.desk.Boxes["nominations"] = box
	begin := o.clock
	for o.clock.Sub(begin) < 6*time.Hour {
		_ = o.desk.expungeDue(t.Context())
		o.clock = o.clock.Add(10 * time.Second)
		if tries > 20 {
			break
		}
		if next := o.count("select extract(epoch from expunge_after - '" + o.clock.UTC().Format(time.RFC3339Nano) + "')::int from mailboxes where name = 'nominations'"); next > 0 {
			o.clock = o.clock.Add(time.Duration(next) * time.Second)
		}
	}
	// 10, 20, 40, 80 seconds, … 2,560 and then 3,600: after 85 minutes hourly.
	if tries < 13 || tries > 15 {
		t.Errorf("in six hours it was tried %d times", tries)
	}
	server.ClearFaults()
	o.clock = o.clock.Add(time.Hour)
	if err := o.desk.expungeDue(t.Context()); err != nil || o.count(stillToGo) != 0 {
		t.Errorf("%d mails are still to go: %v", o.count(stillToGo), err)
	}
	o.skip()
}
