package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
)

const (
	compareMails = 100 // are looked at after a connect, by date and size
	compareBytes = 20  // of those at most are fetched, where these leave a doubt
)

// compare looks, once per connection, whether UIDs up to the cursor still mean
// the mails that were received under them, and notes it in the scan when not.
//
// QUIRK: a mailbox restored from a backup may keep its UIDVALIDITY and give UIDs
// again, against RFC 9051 section 2.3.1.1. Once so much mail came in that
// UIDNEXT has passed the cursor again, nothing but the mails themselves shows it.
func (p *Poller) compare(ctx context.Context, cursor Cursor) error {
	ses := p.session
	if p.scan.compared == ses || p.scan.another {
		return nil
	}
	kept, err := p.receiver.Latest(ctx, p.settings.Mailbox, cursor.UIDValidity, cursor.LastUID, compareMails)
	if err != nil {
		return fmt.Errorf("read what was stored last: %w", err)
	}
	same, err := ses.means(kept, p.settings.MaxSize)
	if err != nil {
		return err
	}
	if same {
		p.scan.compared = ses
		return nil
	}
	p.scan = newScan(cursor.UIDValidity, p.scan.uidNext)
	p.scan.another = true
	return nil
}

// means says whether the mails that now lie under these UIDs are among those
// that were received under them. Those that are gone say nothing.
func (ses *session) means(kept []Kept, maxSize int64) (bool, error) {
	known := map[imap.UID][]Kept{}
	var uids []imap.UID
	for _, k := range kept {
		uid := imap.UID(k.UID)
		if known[uid] == nil {
			uids = append(uids, uid)
		}
		known[uid] = append(known[uid], k)
	}
	if len(uids) == 0 {
		return true, nil
	}
	list, err := ses.list(imap.UIDSetNum(uids...))
	if err != nil {
		return false, err
	}
	list = slices.DeleteFunc(list, func(f found) bool { return known[f.uid] == nil })
	slices.Reverse(list)
	var doubtful []found
	for i, f := range list {
		// Mails of one length may come in one second, so the newest is read in any case.
		if newest := i == 0 && f.size <= smallMail; newest || !slices.ContainsFunc(known[f.uid], f.looksLike) {
			doubtful = append(doubtful, f)
		}
	}
	doubtful = doubtful[:min(compareBytes, len(doubtful))]
	for _, group := range grouped(doubtful) {
		mails, err := ses.fetch(group, maxSize)
		if err != nil && !ses.alive() {
			return false, err
		}
		for _, f := range group {
			mail := mails[f.uid]
			if slices.ContainsFunc(known[f.uid], func(k Kept) bool { return mail.is(f, k) }) {
				continue
			}
			if settled, err := ses.settled(f, mail, known[f.uid], maxSize); settled || err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// settled says whether bytes that are not those received show another mail.
//
// QUIRK: a server that makes the bytes anew for each FETCH, with other boundaries,
// shows nothing by them: Exchange does for mail that it keeps in a form of its own.
// So of a mail with the date and the size of before they must come the same twice.
func (ses *session) settled(f found, mail fetched, known []Kept, maxSize int64) (bool, error) {
	if !slices.ContainsFunc(known, f.looksLike) {
		return true, nil
	}
	again, err := ses.fetch([]found{f}, maxSize)
	if err != nil && !ses.alive() {
		return false, err
	}
	return mail.same(again[f.uid]), nil
}

// looksLike tells whether a listed mail has the date and the size of one that
// was received.
func (f found) looksLike(k Kept) bool {
	return f.size == k.Size && f.date.Truncate(time.Second).Equal(k.InternalDate.Truncate(time.Second))
}

// nothing is the hash of a mail that never came.
var nothing = sha256.Sum256(nil) // never changed

// is tells whether these are the bytes that were received. Where they do not
// come, or did not when the mail was received, date and size must do.
func (m fetched) is(f found, k Kept) bool {
	if m.UID == 0 || bytes.Equal(k.SHA256, nothing[:]) {
		return f.looksLike(k)
	}
	raw := m.Raw
	if m.TooLarge {
		raw = m.Header
	}
	sum := sha256.Sum256(raw)
	return m.TooLarge == k.HeaderOnly && bytes.Equal(sum[:], k.SHA256)
}
