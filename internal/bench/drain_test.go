package bench

import (
	"crypto/sha256"
	"fmt"
	"time"

	"goodword/internal/check/day"
	"goodword/jobs"
	"goodword/mail/fetch"
	"goodword/mail/mailtest"
)

// mixture is mail as it comes to such a mailbox: forwards, colleagues' words,
// customers, critics, copies, machines, bounces and attacks, each with the
// verdict of the company's own server on top.
func mixture(seed uint64, n int) [][]byte {
	d := day.NewLarge(seed, n, time.Now())
	mails := make([][]byte, 0, n)
	for i, m := range d.Mails {
		verdict := "none"
		switch m.Verdict {
		case mailtest.Pass:
			verdict = "pass"
		case mailtest.Fail:
			verdict = "fail"
		}
		domain := m.From[max(0, len(m.From)-len(day.Domain)):]
		head := fmt.Sprintf("Authentication-Results: %s; dmarc=%s header.from=%s\r\nReceived: from a.test by %s with ESMTP id %d; %s\r\n",
			authserv, verdict, domain, authserv, i, time.Now().Format(time.RFC1123Z))
		mails = append(mails, append([]byte(head), m.Raw...))
	}
	return mails[:min(n, len(mails))]
}

// receive stores mails as a poller would hand them over.
func (r *run) receive(desk *jobs.Desk, mailbox string, mails [][]byte) {
	r.Helper()
	inbox := desk.Inbox()
	const batch = 500
	for from := 0; from < len(mails); from += batch {
		var list []fetch.Mail
		for i := from; i < min(from+batch, len(mails)); i++ {
			list = append(list, fetch.Mail{UID: uint32(i + 1), InternalDate: time.Now(), Size: int64(len(mails[i])), Raw: mails[i]})
		}
		if err := inbox.Receive(r.ctx, mailbox, fetch.Batch{UIDValidity: validity(mails), Mails: list}); err != nil {
			r.Fatal(err)
		}
	}
}

// validity is another for other mails.
func validity(mails [][]byte) uint32 {
	sum := sha256.Sum256(mails[0])
	return uint32(sum[0])<<16 | uint32(sum[1])<<8 | uint32(sum[2]) | 1
}
