package jobs

import "testing"

// TestAFailedCommandLeavesNothingBehind: a command that fails after it wrote its
// letter and its line for the audit log undoes both, and not the pause beside it.
func TestAFailedCommandLeavesNothingBehind(t *testing.T) {
	o := newHearing(t)
	o.stock(25, 80)
	o.wrote(proven, customer, herWords)
	o.reply(o.cpoLetter("Mon 07:30"), "delight 1: 80 EUR: A weekend with us.")
	o.next("pia", "is more than you give by yourself")
	o.skip()
	o.until("Tue 07:30")
	digest := o.next("cora", "80 EUR for Ruth Abel")
	o.skip()
	if _, err := o.desk.Pool.Exec(t.Context(), `create function fails() returns trigger language plpgsql as $$ begin raise exception 'fails' using errcode = 'check_violation'; end $$;
		create trigger fails before update on delights for each row execute function fails()`); err != nil {
		t.Fatal(err)
	}
	const gifts = "(select count(*) from audit where what like '%release%' or what like '%voucher%' or what like '%delight%')"
	var before, paused, after int
	if err := o.desk.Pool.QueryRow(t.Context(), "select "+gifts).Scan(&before); err != nil {
		t.Fatal(err)
	}
	o.reply(digest, "pause\nrelease 1")
	var disposition string
	if err := o.desk.Pool.QueryRow(t.Context(), `select (select count(*) from pauses), `+gifts+`, (select disposition from inbound order by id desc limit 1)`).Scan(&paused, &after, &disposition); err != nil {
		t.Fatal(err)
	}
	if paused != 1 || disposition != "command" {
		t.Errorf("%d pauses, and the mail is %s", paused, disposition)
	}
	if after != before {
		t.Errorf("the audit log has %d lines of what did not happen", after-before)
	}
	o.skip()
}
