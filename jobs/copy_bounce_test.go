package jobs

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
)

// TestOurOwnCopyBounces: the copy to ourselves shares the letter's return
// address; that it could not be delivered says nothing of the letter.
func TestOurOwnCopyBounces(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.CopyTo = nominations
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.until("Mon 13:00")
	o.wantState(1, recognition.Thanked)
	thanks := o.next("nina", "")
	o.skip()
	copied := thanks
	copied.to = nominations
	o.wantTaken(o.put("nominations", bounceOf(copied)), recognition.TakenBounce)
	o.wantState(1, recognition.Thanked)
	o.none()
	o.wantTaken(o.put("nominations", bounceOf(thanks)), recognition.TakenBounce)
	o.wantState(1, recognition.Stuck)
}

// TestSlowMail: a mail that takes too long is given up, and told as such.
func TestSlowMail(t *testing.T) {
	t.Parallel()
	raw := []byte("From: a@b.example\r\n\r\n" + strings.Repeat("hello ", 1<<16))
	if _, err := understandWithin(t.Context(), time.Nanosecond, raw, Reading{Now: monday}); err == nil || !strings.Contains(err.Error(), "longer than 1ns") {
		t.Errorf("a mail that takes too long gives %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := understandWithin(ended, time.Hour, raw, Reading{Now: monday}); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("a process that ends gives %v", err)
	}
	if u, err := understandWithin(t.Context(), time.Hour, raw, Reading{Now: monday}); err != nil || u.Message == nil {
		t.Errorf("a mail in time gives %v", err)
	}
}
