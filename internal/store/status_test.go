package store_test

import (
	"fmt"
	"testing"
	"time"

	"goodword/internal/store"
)

// TestPresences: who reads, ticks and delivers is told by signs that only a
// running process makes, and who is gone by their age.
func TestPresences(t *testing.T) {
	pool := open(t)
	look := func(want string) {
		t.Helper()
		var parts []store.Presence
		if err := in(t, pool, func(tx store.Tx) (err error) {
			parts, err = store.Presences(t.Context(), tx)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range parts {
			if p.Gone {
				got += fmt.Sprintf("%s %v; ", p.Part, p.At != nil)
			}
		}
		if got != want {
			t.Errorf("absent are %q, want %q", got, want)
		}
	}
	do := func(sql string) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	look("deliver letters false; look after what is due false; read mailboxes false; ")
	if err := in(t, pool, func(tx store.Tx) error {
		_, _, err := store.TakeLease(t.Context(), tx, "nominations", "here", time.Minute)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	do("insert into river_queue (name, updated_at) values ('deliver', clock_timestamp())")
	do("insert into river_job (kind, args, max_attempts, state, finalized_at) values ('tick', '{}', 1, 'completed', clock_timestamp())")
	look("")
	do("update mailbox_leases set expires_at = clock_timestamp() - interval '1 second'")
	do("update river_queue set updated_at = clock_timestamp() - interval '13 minutes'")
	do("update river_job set finalized_at = clock_timestamp() - interval '2 minutes'")
	look("deliver letters true; look after what is due true; read mailbox nominations true; ")
	do("insert into river_job (kind, args, max_attempts, state, attempted_at) values ('deliver', '{}', 1, 'running', clock_timestamp())")
	do("update mailbox_leases set expires_at = '-infinity'")
	look("look after what is due true; read mailbox nominations false; ")
	var letters int
	if err := in(t, pool, func(tx store.Tx) (err error) {
		letters, _, err = store.Overdue(t.Context(), tx, time.Minute)
		return err
	}); err != nil || letters != 0 {
		t.Errorf("%d letters are overdue (%v)", letters, err)
	}
}
