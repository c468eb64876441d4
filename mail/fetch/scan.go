package fetch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// rescanBack is how much before the last known mail a folder is read again
// when its UIDVALIDITY changed: clocks differ, and mails arrive out of order.
const rescanBack = 24 * time.Hour

// rescanBlind is how far back a rescan goes when nothing is known of the time.
const rescanBlind = 7 * 24 * time.Hour

// listAtOnce is of how many mails at most a list is asked for by number.
const listAtOnce = 500

// scan is what a Poller remembers beyond the cursor, all of it under one
// UIDVALIDITY. Losing it costs time and no mail.
type scan struct {
	uidValidity uint32
	uidNext     imap.UID
	handed      map[imap.UID]bool    // received, though the cursor is still below
	trouble     map[imap.UID]trouble // mails the server did not give
	another     bool                 // UIDs mean other mails than were received; they are read anew
	compared    *session             // in which UIDs were seen to mean the mails that were received
}

// trouble counts the attempts at one mail.
type trouble struct {
	attempts int
	first    time.Time
}

// under forgets what was known when the UIDs begin to mean other mails.
func (s *scan) under(uidValidity uint32, uidNext imap.UID) {
	if s.uidValidity != uidValidity || uidNext < s.uidNext || s.handed == nil {
		*s = newScan(uidValidity, uidNext)
	}
	s.uidNext = uidNext
}

func newScan(uidValidity uint32, uidNext imap.UID) scan {
	return scan{uidValidity: uidValidity, uidNext: uidNext, handed: map[imap.UID]bool{}, trouble: map[imap.UID]trouble{}}
}

// found is one mail as the list tells it, before its bytes are asked for.
type found struct {
	uid  imap.UID
	date time.Time
	size int64
}

// poll brings the Receiver up to date with the folder as it is now.
func (p *Poller) poll(ctx context.Context) error {
	ses, s := p.session, p.settings
	if err := ses.selectFolder(s); err != nil {
		return err
	}
	cursor, known, err := p.receiver.Cursor(ctx, s.Mailbox)
	if err != nil {
		return fmt.Errorf("read the cursor: %w", err)
	}
	now := ses.selected
	p.scan.under(now.UIDValidity, now.UIDNext)
	// QUIRK: a mailbox restored from a backup may keep its UIDVALIDITY and give
	// UIDs again, against RFC 9051 section 2.3.1.1; UIDNEXT below our cursor
	// shows it.
	reused := known && now.UIDNext > 0 && uint32(now.UIDNext)-1 < cursor.LastUID
	if known && cursor.UIDValidity == now.UIDValidity && !reused {
		if err := p.compare(ctx, cursor); err != nil {
			return err
		}
		if !p.scan.another {
			p.touchLeftovers(ctx, imap.UID(cursor.LastUID))
			return p.readNew(ctx, cursor)
		}
	}
	last, err := ses.lastUID()
	switch {
	case err != nil:
		return err
	case known:
		if err := p.reread(ctx, p.rescanFrom(cursor), cursor, last); err != nil {
			return err
		}
		p.scan.another, p.scan.compared = false, ses
		return nil
	case s.Since != nil:
		return p.reread(ctx, *s.Since, Cursor{LastTime: *s.Since}, last)
	}
	start := &Cursor{UIDValidity: now.UIDValidity, LastUID: uint32(last), LastTime: s.Now()}
	return p.receive(ctx, Batch{UIDValidity: now.UIDValidity, Cursor: start})
}

func (p *Poller) rescanFrom(cursor Cursor) time.Time {
	switch {
	case !cursor.LastTime.IsZero():
		return cursor.LastTime.Add(-rescanBack)
	case p.settings.Since != nil:
		return *p.settings.Since
	}
	return p.settings.Now().Add(-rescanBlind)
}

// readNew reads every mail above the cursor.
func (p *Poller) readNew(ctx context.Context, cursor Cursor) error {
	above := imap.UIDSet{{Start: imap.UID(cursor.LastUID) + 1, Stop: 0}}
	list, err := p.session.list(above)
	if err != nil {
		return err
	}
	// QUIRK: `UID FETCH n+1:*` answers with the last mail when there is none
	// above n, as "*" is the highest UID whatever it is (RFC 9051 section 9,
	// seq-range); every server does it.
	list = slices.DeleteFunc(list, func(f found) bool { return uint32(f.uid) <= cursor.LastUID })
	if len(list) == 0 {
		return nil
	}
	reading := p.newReading(list, cursor)
	reading.top = max(list[len(list)-1].uid, imap.UID(cursor.LastUID))
	reading.stepwise = true
	return reading.run(ctx)
}

// reread reads the mails up to UID last that the server received from a time
// on, and stores a cursor only when all were handed over: should goodword stop
// in between, it starts again instead of taking the rest for new.
func (p *Poller) reread(ctx context.Context, from time.Time, cursor Cursor, last imap.UID) error {
	var list []found
	if last > 0 {
		uids, err := p.session.since(from, last)
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(uids, listAtOnce) {
			part, err := p.session.list(imap.UIDSetNum(chunk...))
			if err != nil {
				return err
			}
			list = append(list, part...)
		}
	}
	list = slices.DeleteFunc(list, func(f found) bool { return f.uid > last || f.date.Before(from) })
	cursor.UIDValidity = p.session.selected.UIDValidity
	reading := p.newReading(list, cursor)
	reading.top = last
	if len(reading.pending) == 0 {
		return p.receive(ctx, Batch{UIDValidity: cursor.UIDValidity, Cursor: reading.cursor(), Anew: true})
	}
	return reading.run(ctx)
}

// receive hands over a batch.
func (p *Poller) receive(ctx context.Context, b Batch) error {
	if err := p.receiver.Receive(ctx, p.settings.Mailbox, b); err != nil {
		return fmt.Errorf("store %d mails: %w", len(b.Mails), err)
	}
	p.show(func(s *Status) { s.Mails += int64(len(b.Mails)) })
	return nil
}

// lastUID is the highest UID the folder ever gave.
func (ses *session) lastUID() (imap.UID, error) {
	if next := ses.selected.UIDNext; next > 0 {
		return next - 1, nil
	}
	// QUIRK: UIDNEXT in the answer to SELECT was optional in RFC 2060, and
	// some old servers leave it out; the highest UID present must do.
	uids, err := ses.search(&imap.SearchCriteria{})
	if err != nil {
		return 0, fmt.Errorf("search for the last mail: %w", err)
	}
	last := imap.UID(0)
	for _, uid := range uids {
		last = max(last, uid)
	}
	return last, nil
}

// list asks for UID, flags, date and size alone: an odd ENVELOPE or
// BODYSTRUCTURE would make go-imap give up the connection, every time. It
// answers in ascending order; mails that were not asked for are left out.
func (ses *session) list(uids imap.UIDSet) ([]found, error) {
	byUID := map[imap.UID]found{}
	err := ses.do(smallAnswer+512*int64(ses.selected.NumMessages), func() error {
		options := &imap.FetchOptions{UID: true, Flags: true, InternalDate: true, RFC822Size: true}
		cmd := ses.client.Fetch(uids, options)
		defer cmd.Close()
		for msg := cmd.Next(); msg != nil; msg = cmd.Next() {
			f := found{size: -1}
			for item := msg.Next(); item != nil; item = msg.Next() {
				switch item := item.(type) {
				case imapclient.FetchItemDataUID:
					f.uid = item.UID
				case imapclient.FetchItemDataInternalDate:
					f.date = item.Time
				case imapclient.FetchItemDataRFC822Size:
					f.size = item.Size
				}
			}
			if f.uid != 0 && f.size >= 0 {
				byUID[f.uid] = f
			}
		}
		return cmd.Close()
	})
	if err != nil {
		return nil, fmt.Errorf("list the mails of the folder: %w", err)
	}
	return slices.SortedFunc(maps.Values(byUID), func(a, b found) int { return int(int64(a.uid) - int64(b.uid)) }), nil
}

// since searches for mails up to UID last, received on the day before from or
// later: SEARCH SINCE knows dates only, in the server's time zone.
func (ses *session) since(from time.Time, last imap.UID) ([]imap.UID, error) {
	uids, err := ses.search(&imap.SearchCriteria{
		UID:   []imap.UIDSet{{{Start: 1, Stop: last}}},
		Since: from.Add(-rescanBack),
	})
	if err != nil {
		return nil, fmt.Errorf("search for mails since %s: %w", from.Format(time.DateOnly), err)
	}
	return uids, nil
}

// exists tells whether a mail is still in the folder.
func (ses *session) exists(uid imap.UID) (bool, error) {
	uids, err := ses.search(&imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(uid)}})
	return slices.Contains(uids, uid), err
}

func (ses *session) search(criteria *imap.SearchCriteria) (uids []imap.UID, err error) {
	err = ses.do(smallAnswer+16*int64(ses.selected.NumMessages), func() error {
		data, err := ses.client.UIDSearch(criteria, nil).Wait()
		if err == nil {
			uids = data.AllUIDs()
		}
		return err
	})
	return uids, err
}
