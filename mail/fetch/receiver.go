package fetch

import (
	"context"
	"time"
)

// Receiver stores what a Poller reads. Its methods are called from one
// goroutine at a time per mailbox. An error from any of them ends the poll;
// the mailbox stays as it is and the same mails are offered again later.
type Receiver interface {
	// Cursor returns how far the mailbox was read. found is false for a
	// mailbox never seen before.
	Cursor(ctx context.Context, mailbox string) (c Cursor, found bool, err error)

	// Receive stores the mails of b and, where b.Cursor is not nil, the
	// cursor, in one transaction. Only after it returns nil may the mailbox be
	// touched. The same mail may come again, after a crash or a rescan, under
	// the same key (mailbox, UIDVALIDITY, UID) or under a new UIDVALIDITY; the
	// Receiver must not take it twice. Another mail may come under a key it
	// has, from a mailbox restored from a backup; that one it must take. A batch may have no mails and a cursor
	// only, or mails and no cursor.
	Receive(ctx context.Context, mailbox string, b Batch) error

	// Stored returns which of these UIDs were received. A Poller asks it after
	// it connects, to touch mails that a crash left untouched, and to leave
	// alone what was in the folder before goodword came.
	Stored(ctx context.Context, mailbox string, uidValidity uint32, uids []uint32) ([]uint32, error)

	// Latest returns what was received under the highest UIDs up to one, at most
	// so many mails, in any order; several under one UID where it was given again.
	// A Poller asks it after it connects, to see whether UIDs still mean the same mails.
	Latest(ctx context.Context, mailbox string, uidValidity, upTo uint32, most int) ([]Kept, error)
}

// Kept is what a Receiver knows of a mail it received.
type Kept struct {
	UID          uint32
	InternalDate time.Time // as it was received
	Size         int64     // as it was received
	SHA256       []byte    // of Raw, of Header when HeaderOnly, of nothing where there was a Problem
	HeaderOnly   bool
}

// Cursor is how far a mailbox was read: every mail with a UID up to LastUID
// under UIDValidity was received or found to be gone.
type Cursor struct {
	UIDValidity uint32 // RFC 9051 section 2.3.1.1; never 0 once stored
	LastUID     uint32 // 0 when the folder had no mail yet
	// LastTime is the newest INTERNALDATE handed over, or the time of the
	// first connect. Should UIDVALIDITY change, the folder is read again from
	// a day before it.
	LastTime time.Time
}

// Batch is a few mails of one folder, in ascending order of UID.
type Batch struct {
	UIDValidity uint32 // of the mails' UIDs
	Mails       []Mail
	// Cursor is to be stored with the mails; nil leaves the stored one as it
	// is (a first read by Settings.Since, or a rescan, that is not yet done).
	Cursor *Cursor
	// Anew says that the folder was read again from a time on: the Cursor may
	// stand below the stored one. Without it, it never does.
	Anew bool
}

// Mail is one mail as the server holds it.
type Mail struct {
	UID          uint32
	InternalDate time.Time // when the server received it (RFC 9051 section 2.3.3)
	Size         int64     // bytes, as the server told it
	Raw          []byte    // the whole mail; nil when TooLarge or Problem is set
	TooLarge     bool      // over Settings.MaxSize: only Header was read
	Header       []byte    // the header section, when TooLarge
	// Problem says why the server could not be made to give this mail after
	// several attempts on its own; then there are no bytes. Empty otherwise.
	Problem string
}
