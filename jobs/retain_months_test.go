package jobs

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/store"
)

// retainOn sets the clock to noon of a day and retains, and does nothing else.
func (o *office) retainOn(day string) {
	o.t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		o.t.Fatal(err)
	}
	o.clock = at.Add(12 * time.Hour)
	if err := o.desk.retain(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

// bytesOf gives what goodword finds as a mail's bytes.
func (o *office) bytesOf(mail int64) string {
	o.t.Helper()
	var in store.Inbound
	if err := store.InTx(o.t.Context(), o.desk.Pool, func(tx store.Tx) (err error) {
		in, err = store.InboundByID(o.t.Context(), tx, mail)
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return string(in.Raw)
}

// TestMonthGoes: a month goes once all its mails are past their time, without waiting for who
// reads in it, and with nothing else; what nobody read stays, and so does the next month.
func TestMonthGoes(t *testing.T) {
	o := newOffice(t)
	const november = "select count(*) from pg_class where relname = 'inbound_bytes_2026_11'"
	old := o.forward("dana", "for: otto@corp.example", "Wilma Stern <wilma@other.test>", "Otto Brandt cooked rice pudding long after the kitchen had closed.")
	unread := o.stored("From: Wilma <wilma@other.test>\r\nSubject: Unread\r\n\r\nNobody read this.\r\n")
	o.pending = nil // its job is lost
	o.retainOn("2026-12-02")
	next := o.forward("dana", "for: nick@corp.example", "Tom <"+tom+">", "Nick Tanner found my ring in the drain and brought it to the station.")
	if o.count("select count(*) from inbound_bytes_2026_12") != 1 || o.count("select count(*) from inbound_bytes_2026_11") != 2 {
		t.Fatal("mails are not stored in their months")
	}

	o.retainOn("2027-12-25")
	if o.bytesOf(old) != "" || o.bytesOf(next) == "" || o.count("select count(*) from inbound_bytes_2026_11") != 2 {
		t.Error("a mail past its time is shown, or one before it is not, or bytes went before their month was over")
	}
	reader, err := o.desk.Pool.BeginTx(t.Context(), pgx.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := reader.Exec(t.Context(), "lock table inbound_bytes in access share mode"); err != nil {
		t.Fatal(err)
	}
	o.retainOn("2028-01-06")
	if o.count(november) != 1 {
		t.Error("a month went although somebody reads in it")
	}
	if err := reader.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.retainOn("2028-01-06")
	if o.count(november) != 0 {
		t.Error("a month past its time is still there")
	}
	if o.bytesOf(next) == "" || o.bytesOf(old) != "" || o.bytesOf(unread) == "" {
		t.Error("the bytes of a later mail are gone, or of one that nobody read")
	}
	if n := o.count("select count(*) from inbound where bytes_in is null and length(raw) > 0"); n != 1 {
		t.Errorf("%d mails were kept in their rows", n)
	}
	if err := o.desk.read(t.Context(), unread); err != nil {
		t.Error(err)
	}
	o.wantTaken(unread, "set_aside")
	o.run()
	o.skip()
}

// TestForgottenWithinAMonth: whoever is forgotten is so at once, in bytes too whose mail is
// past its time while its month is not; other mails of the month stay.
func TestForgottenWithinAMonth(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "for: otto@corp.example", "Tom Weatherby <"+tom+">", "Otto Brandt cooked rice pudding long after the kitchen had closed.")
	o.retainOn("2026-11-28")
	later := o.forward("dana", "for: nick@corp.example", "Wilma Stern <wilma@other.test>", "Nick Tanner found my ring in the drain and brought it to the station.")
	o.retainOn("2027-12-24") // the first is past its time
	if len(o.holding(tom)) == 0 {
		t.Fatal("there is nothing to forget")
	}
	if _, err := o.desk.Forget(t.Context(), tom, "operator", false, false); err != nil {
		t.Fatal(err)
	}
	for _, place := range o.holding(tom, "rice pudding") {
		t.Errorf("after forgetting, %s", place)
	}
	if o.bytesOf(later) == "" || o.count("select count(*) from inbound_bytes") != 1 {
		t.Error("another mail of the month is gone")
	}
	o.run()
	o.skip()
}

// TestShortRetention: where mails are kept for weeks, their bytes do not wait for the end of a month.
func TestShortRetention(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.RawDays = 7
	o.forward("dana", "for: otto@corp.example", "Wilma Stern <wilma@other.test>", "Otto Brandt cooked rice pudding long after the kitchen had closed.")
	o.retainOn("2026-11-24")
	if n := o.count("select count(*) from inbound_bytes"); n != 0 {
		t.Errorf("%d mails have bytes past their time", n)
	}
	o.run()
	o.skip()
}

// TestNoMonth: mails for which no month was made are told of, and go when their time is over.
func TestNoMonth(t *testing.T) {
	o := newOffice(t)
	o.clock = monday.AddDate(-2, 0, 0) // a clock that is wrong
	o.forward("dana", "for: otto@corp.example", "Wilma Stern <wilma@other.test>", "Otto Brandt cooked rice pudding long after the kitchen had closed.")
	o.clock = monday
	const troubles = "select count(*) from troubles where about = 'bytes of mails'"
	o.retainOn("2026-11-17")
	if o.count(troubles) != 1 {
		t.Error("nobody is told of a mail in no month")
	}
	o.retainOn("2026-11-17")
	if o.count("select count(*) from inbound_bytes") != 0 || o.count(troubles) != 0 {
		t.Error("its bytes are kept past their time, or it is told of for ever")
	}
	o.run()
	o.skip()
}
