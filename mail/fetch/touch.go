package fetch

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
)

const (
	// touchAtOnce is how many stored mails may wait to be touched. A server pays for
	// the command more than for the mail: Dovecot reads a Maildir's whole folder
	// again for each, and nothing is fetched meanwhile.
	touchAtOnce = 4 * batchMails

	// leftoverSpan is how many UIDs below the cursor are looked at after a connect.
	// That is more than can be stored and not yet touched.
	leftoverSpan = touchAtOnce + 5*batchMails

	// touchLine is how long a set of UIDs may be in a command: servers cut lines off
	// at 8,000 bytes and more (RFC 7162 section 4).
	touchLine = 4000
)

// touch flags or moves mails that were received. What goes wrong is shown and
// not retried at once: it changes nothing of what was received.
func (p *Poller) touch(uids imap.UIDSet) {
	if len(uids) == 0 || p.settings.After == Nothing || !p.session.alive() {
		return
	}
	var err error
	if p.settings.After == Move {
		for _, some := range cut(uids, batchMails) { // each is copied by many a server
			err = errors.Join(err, p.session.move(some, p.settings))
		}
	} else {
		for _, some := range cut(uids, touchAtOnce) {
			err = errors.Join(err, p.session.flag(some))
		}
	}
	p.show(func(s *Status) {
		s.Untouched = ""
		if err != nil {
			s.Untouched = err.Error()
		}
	})
}

// cut cuts a set into sets of so many mails at most, each short enough for a command.
func cut(uids imap.UIDSet, most int) (sets []imap.UIDSet) {
	var (
		room int // how many mails the present set still takes
		line int // and its length in a command
	)
	for _, r := range uids {
		for first, stop := int64(r.Start), int64(r.Stop); first <= stop; {
			if room == 0 || line > touchLine {
				sets, room, line = append(sets, nil), most, 0
			}
			last := min(stop, first+int64(room)-1)
			sets[len(sets)-1] = append(sets[len(sets)-1], imap.UIDRange{Start: imap.UID(first), Stop: imap.UID(last)})
			room -= int(last-first) + 1
			line += len("4294967295:4294967295,")
			first = last + 1
		}
	}
	return sets
}

// span is how many UIDs there are from the first to the last of a set. In a folder
// that mails were filed out of these are more than its mails.
func span(uids imap.UIDSet) int {
	if len(uids) == 0 {
		return 0
	}
	return int(uids[len(uids)-1].Stop-uids[0].Start) + 1
}

// mails counts the mails of a set.
func mails(uids imap.UIDSet) (n int) {
	for _, r := range uids {
		n += int(r.Stop-r.Start) + 1
	}
	return n
}

// mark is the flag that says a mail was read: our keyword, or the next best
// one where the server keeps no new keywords. It is empty where none is kept.
func (ses *session) mark() imap.Flag {
	kept := ses.selected.PermanentFlags
	// RFC 9051 section 7.1: without PERMANENTFLAGS all can be changed for good.
	// go-imap makes no difference between none and an empty list; the server
	// then refuses the STORE, which is shown.
	if len(kept) == 0 || slices.Contains(kept, imap.FlagWildcard) {
		return Keyword
	}
	for _, flag := range []imap.Flag{Keyword, imap.FlagFlagged, imap.FlagSeen} {
		if slices.Contains(kept, flag) {
			return flag
		}
	}
	return ""
}

func (ses *session) flag(uids imap.UIDSet) error {
	mark := ses.mark()
	if mark == "" {
		return fmt.Errorf("the server keeps no flags in this folder: give the account the right to set flags, or set after = \"nothing\"")
	}
	if err := ses.store(uids, mark); err != nil {
		return fmt.Errorf("flag mails %s as read: %w", uids.String(), err)
	}
	return nil
}

func (ses *session) store(uids imap.UIDSet, flag imap.Flag) error {
	return ses.do(smallAnswer+512*int64(mails(uids)+batchMails), func() error {
		add := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{flag}}
		return ses.client.Store(uids, add, nil).Close()
	})
}

// move moves mails so that none can be lost: by MOVE where the server has it,
// else by a COPY that is known to have worked before anything is deleted, and
// a deletion that names the UIDs. go-imap's own Move sends all three at once,
// and deletes also when the copy failed.
func (ses *session) move(uids imap.UIDSet, s Settings) error {
	fail := func(err error) error {
		return fmt.Errorf("move mails %s to folder %q: %w; check that the folder exists and that %s may write to it", uids.String(), s.MoveTo, err, s.User)
	}
	budget := int64(smallAnswer + 64*batchMails)
	if ses.caps.Has(imap.CapMove) {
		err := ses.do(budget, func() error {
			_, err := ses.client.Move(uids, s.MoveTo).Wait()
			return err
		})
		if err != nil {
			return fail(err)
		}
		return nil
	}
	err := ses.do(budget, func() error {
		_, err := ses.client.Copy(uids, s.MoveTo).Wait()
		return err
	})
	if err != nil {
		return fail(err)
	}
	if err := ses.store(uids, imap.FlagDeleted); err != nil {
		return fail(err)
	}
	if !ses.caps.Has(imap.CapUIDPlus) {
		return nil // a bare EXPUNGE would remove other people's mails too
	}
	return ses.do(budget, func() error { return ses.client.UIDExpunge(uids).Close() })
}

// touchLeftovers touches mails that were received before a crash and not
// touched after it. It looks once per connection, at the latest UIDs.
func (p *Poller) touchLeftovers(ctx context.Context, last imap.UID) {
	ses := p.session
	if !ses.retouch || p.settings.After == Nothing || last == 0 {
		return
	}
	ses.retouch = false
	uids, err := ses.untouched(last, p.settings.After)
	if err != nil || len(uids) == 0 {
		return
	}
	stored, err := p.receiver.Stored(ctx, p.settings.Mailbox, ses.selected.UIDValidity, uids)
	if err != nil {
		return // the poll that follows meets the same database
	}
	var set imap.UIDSet
	for _, uid := range stored {
		if slices.Contains(uids, uid) {
			set.AddNum(imap.UID(uid))
		}
	}
	p.touch(set)
}

// untouched searches below the cursor for mails that bear no sign of us.
func (ses *session) untouched(last imap.UID, after After) (uids []uint32, err error) {
	first := imap.UID(1)
	if last > leftoverSpan {
		first = last - leftoverSpan
	}
	criteria := &imap.SearchCriteria{
		UID:     []imap.UIDSet{{{Start: first, Stop: last}}},
		NotFlag: []imap.Flag{imap.FlagDeleted},
	}
	if mark := ses.mark(); after == Flag && mark != "" {
		criteria.NotFlag = append(criteria.NotFlag, mark)
	}
	list, err := ses.search(criteria)
	for _, uid := range list {
		uids = append(uids, uint32(uid))
	}
	return uids, err
}
