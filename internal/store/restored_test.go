package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
)

// TestQuarantineHoldsLetters: whatever had not left for certain when the backup
// was made waits for the operator, in the Chief People Officer's name as in
// goodword's own; what had left stays as it was.
func TestQuarantineHoldsLetters(t *testing.T) {
	pool := open(t)
	days := []string{"2026-11-15", "2026-11-16"}
	var got []string
	if err := in(t, pool, func(tx store.Tx) error {
		for _, over := range []string{"cpo", "goodword"} {
			for _, state := range []string{"queued", "sending", "accepted", "refused"} {
				id, _, err := store.QueueLetter(t.Context(), tx, store.Letter{Kind: "reached", Slot: over + state, OverName: over, ToAddress: state + "@" + over + ".example", NotBefore: noon, QueuedAt: noon})
				if err != nil {
					return err
				}
				if _, err := tx.Exec(t.Context(), `update letters set state = $2, message_id = slot, raw = 'x', sending_at = case when $2 <> 'queued' then queued_at end,
					ended_at = case when $2 in ('accepted', 'refused') then queued_at end where id = $1`, id, state); err != nil {
					return err
				}
			}
		}
		if err := store.Quarantine(t.Context(), tx, "op@corp.example", noon, noon.Add(time.Hour), days); err != nil {
			return err
		}
		for _, leader := range []recognition.Leader{recognition.CEO, recognition.CPO} {
			for _, day := range append(days, "2026-11-17") {
				decided, err := store.DigestDecided(t.Context(), tx, leader, day)
				if err != nil {
					return err
				}
				got = append(got, fmt.Sprintf("%s %s %v", leader, day, decided))
			}
		}
		due, err := store.DueLetters(t.Context(), tx, noon.AddDate(1, 0, 0), 100)
		got = append(got, fmt.Sprintf("%d due", len(due)))
		if err != nil {
			return err
		}
		rows, err := store.WaitingSince(t.Context(), tx)
		for _, r := range rows {
			l, wrong := store.LetterByID(t.Context(), tx, *r.LetterID)
			if wrong != nil {
				return wrong
			}
			got = append(got, fmt.Sprintf("%s %s waits", r.Of, l.State))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	want := "ceo 2026-11-15 true|ceo 2026-11-16 true|ceo 2026-11-17 false|cpo 2026-11-15 true|cpo 2026-11-16 true|cpo 2026-11-17 false|0 due|" +
		"queued@cpo.example queued waits|sending@cpo.example queued waits|queued@goodword.example queued waits|sending@goodword.example queued waits"
	if said := strings.Join(got, "|"); said != want {
		t.Errorf("got  %s\nwant %s", said, want)
	}
}
