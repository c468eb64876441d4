package jobs

import (
	"fmt"
	"testing"

	"goodword/internal/store"
)

// TestSeenVerdicts: what stands on top of the mails that came is counted by
// server, and goodword's own mails and those that are proven are left out.
func TestSeenVerdicts(t *testing.T) {
	o := newOffice(t)
	want := func(all string) {
		t.Helper()
		if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
			seen, err := o.desk.SeenVerdicts(t.Context(), tx)
			if got := fmt.Sprint(seen); got != all {
				t.Errorf("seen %s, want %s", got, all)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	want("{0 0 0 []}")
	mail := func(top string) {
		o.deliver("compliments", top, "tom@shop.test", "To: x\r\nSubject: Thanks\r\n", "Nina was wonderful at the desk.")
	}
	const other, evil = "Authentication-Results: mx2.corp.example; dmarc=pass header.from=%s\r\n", "Authentication-Results: Evil.test; x=none (%s)\r\n"
	mail("X-Top: %s\r\n")
	mail(other)
	mail(other)
	mail(evil)
	mail("Authentication-Results : mx.corp.example; dmarc=pass header.from=%s\r\n")
	mail("X-Goodword: letter-1\r\n" + other)
	want("{0 5 2 [{mx2.corp.example 2 3} {evil.test 1 4}]}")
	o.deliver("compliments", proven, "tom@shop.test", "To: x\r\nSubject: Thanks\r\n", "Nina was wonderful at the desk.")
	want("{1 5 2 [{mx2.corp.example 2 3} {evil.test 1 4}]}")
}
