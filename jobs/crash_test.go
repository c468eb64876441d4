package jobs

import (
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/fetch"
)

// TestEveryJobTwice: what runs again changes nothing.
func TestEveryJobTwice(t *testing.T) {
	o := newOffice(t)
	o.twice = true
	_, request := nominated(o)
	o.none()
	o.reply(request, "also nick@corp.example\nApproved. Both were wonderful.")
	o.next("max", "Nick")
	o.next("dana", "approved")
	o.next("dana", "approved")
	o.none()
	o.until("Mon 07:30")
	o.next("cora", "Nina")
	o.none()
	o.until("Mon 13:00")
	o.next("nina", "two hours")
	o.next("nick", "two hours")
	o.next("dana", "Nina")
	o.next("dana", "Nick")
	o.none()
	o.wantState(1, recognition.Thanked)
	o.wantState(2, recognition.Thanked)
}

// TestReadingTheMailboxAgain: any number of times, by new UIDs too, changes nothing.
func TestReadingTheMailboxAgain(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.skip()
	rows, err := o.desk.Pool.Query(t.Context(), "select i.uid, b.raw from inbound i join inbound_bytes b on b.inbound_id = i.id order by i.id")
	if err != nil {
		t.Fatal(err)
	}
	var mails []fetch.Mail
	for rows.Next() {
		var uid int64
		var m fetch.Mail
		if err := rows.Scan(&uid, &m.Raw); err != nil {
			t.Fatal(err)
		}
		m.UID, m.Size, m.InternalDate = uint32(uid), int64(len(m.Raw)), o.clock
		mails = append(mails, m)
	}
	decided := o.count("select count(*) from effects")
	for validity := range uint32(3) {
		batch := fetch.Batch{UIDValidity: 3 - validity, Mails: mails, Cursor: &fetch.Cursor{UIDValidity: 3 - validity, LastUID: 1}}
		for range 2 {
			if err := o.desk.Inbox().Receive(t.Context(), "nominations", batch); err != nil {
				t.Fatal(err)
			}
			o.run()
		}
	}
	o.none()
	if n := o.count("select count(*) from effects"); n != decided {
		t.Errorf("%d effects followed from reading again", n-decided)
	}
	if n := o.count("select count(*) from inbound where disposition <> 'duplicate'"); n != len(mails) {
		t.Errorf("%d mails were taken for more than duplicates, there were %d", n, len(mails))
	}
}

// TestCrashBeforeTheOutcome: the relay took the letter, and the database was
// gone before that was recorded. A thank-you is not sent again; a person decides.
func TestCrashBeforeTheOutcome(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 12:50")
	o.skip()
	o.exec(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'gone' using errcode = '57P01'; end $$`)
	o.exec(`create trigger fail before update on letters for each row when (new.state = 'accepted') execute function fail()`)
	o.clock = o.clock.Add(10 * time.Minute)
	thanks := int64(o.count("select id from letters where kind = 'thank_you'"))
	for range 3 {
		_ = o.desk.deliver(t.Context(), thanks) // the queue tries again
	}
	o.exec("drop trigger fail on letters")
	o.next("nina", "two hours")
	for range 5 {
		o.advance(2 * time.Minute)
	}
	o.wantState(1, recognition.Stuck)
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "nina") {
			t.Error("a second thank-you")
		}
	}
	o.skip()
	if err := o.desk.Resolve(t.Context(), 1001, true, "operator"); err != nil {
		t.Fatal(err)
	}
	o.run()
	o.wantState(1, recognition.Thanked)
	o.next("dana", "Nina") // who took part is told, as if it had been known at once
	o.none()
}

// TestCrashInReading: a mail whose effects could not all be written has none.
func TestCrashInReading(t *testing.T) {
	for _, table := range []string{"nominations", "asks", "letters", "effects", "audit", "inbound"} {
		t.Run(table, func(t *testing.T) {
			o := newOffice(t)
			o.exec(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'gone' using errcode = '57P01'; end $$`)
			when := "insert"
			if table == "inbound" {
				when = "update of disposition"
			}
			id := o.stored(answerlessMail(o.clock))
			o.pending = nil
			o.exec("create trigger fail before " + when + " on " + table + " for each row execute function fail()")
			if err := o.desk.read(t.Context(), id); err == nil {
				t.Fatal("reading did not fail")
			}
			if n := o.count("select (select count(*) from nominations) + (select count(*) from letters) + (select count(*) from effects) + (select count(*) from audit)"); n != 0 {
				t.Errorf("%d rows were left by half a reading", n)
			}
			o.exec("drop trigger fail on " + table)
			if err := o.desk.read(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			o.pending = nil
			o.advance(time.Minute) // and where its jobs were lost, the tick finds them
			o.next("max", "number 1")
			o.next("dana", "Nina")
			o.none()
		})
	}
}

func answerlessMail(at time.Time) string {
	return strings.ReplaceAll(proven, "%s", "corp.example") + "From: dana@corp.example\r\nTo: " + nominations + "\r\nSubject: Nina\r\nMessage-ID: <crash@corp.example>\r\nDate: " +
		at.Format(time.RFC1123Z) + "\r\n\r\nfor: nina@corp.example\r\n\r\nShe found ring number 1 in the drain and brought it to the station.\r\n"
}

// TestWordsUnderWayAreKept: retention forgets nothing that somebody still needs.
func TestWordsUnderWayAreKept(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.RawDays, o.desk.Settings.NominationYears = 1, 0
	_, request := nominated(o)
	o.advance(26 * time.Hour)
	o.skip()
	o.reply(request, "Approved.")
	o.until("Wed 07:30")
	o.next("cora", "her shift")
	o.until("Wed 13:00")
	o.next("nina", "two hours")
	o.advance(26 * time.Hour)
	o.skip()
	if n := o.count("select count(*) from nominations where compliment <> ''"); n != 0 {
		t.Errorf("%d nominations hold words after their time", n)
	}
	if n := o.count("select count(*) from inbound i where (length(raw) > 0 or from_address is not null or exists (select from inbound_bytes where inbound_id = i.id)) and stored_at < '2026-11-17'"); n != 0 {
		t.Errorf("%d mails hold words after their time", n)
	}
}
