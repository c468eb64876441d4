// Package fetchtest tries a fetch.Poller against an IMAP server: the same
// suite runs on the server inside the process and on Dovecot. It also holds a
// fetch.Receiver that keeps everything in memory. Tests alone use it.
package fetchtest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"

	"goodword/mail/fetch"
)

// Memory is a Receiver as jobs would be one: it takes no mail twice, and a
// batch wholly or not at all.
type Memory struct {
	mutex   sync.Mutex
	cursor  *fetch.Cursor
	uids    map[key]bool
	order   []fetch.Mail
	hashes  map[[32]byte]bool
	batches []fetch.Batch
	fail    int    // how many calls of Receive still fail
	before  func() // called by Receive before it stores
	changed chan struct{}
}

type key struct{ uidValidity, uid uint32 }

// NewMemory makes an empty one.
func NewMemory() *Memory {
	return &Memory{uids: map[key]bool{}, hashes: map[[32]byte]bool{}, changed: make(chan struct{})}
}

// ErrStore is what Receive returns when it was told to fail.
var ErrStore = errors.New("the database is down")

// FailNext lets the next n calls of Receive fail.
func (m *Memory) FailNext(n int) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.fail = n
}

// Before sets what Receive calls before it stores.
func (m *Memory) Before(f func()) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.before = f
}

// Cursor returns the stored cursor.
func (m *Memory) Cursor(context.Context, string) (fetch.Cursor, bool, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.cursor == nil {
		return fetch.Cursor{}, false, nil
	}
	return *m.cursor, true, nil
}

// Receive stores a batch.
func (m *Memory) Receive(ctx context.Context, _ string, b fetch.Batch) error {
	m.mutex.Lock()
	before := m.before
	m.mutex.Unlock()
	if before != nil {
		before()
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.fail > 0 {
		m.fail--
		return ErrStore
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if c := b.Cursor; c != nil && m.cursor != nil && !b.Anew && c.UIDValidity == m.cursor.UIDValidity && c.LastUID < m.cursor.LastUID {
		return fmt.Errorf("the cursor would move back from %d to %d", m.cursor.LastUID, c.LastUID)
	}
	for _, mail := range b.Mails {
		hash := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s", mail.Raw, mail.Header, mail.Problem))
		if !m.hashes[hash] {
			m.order = append(m.order, mail)
		}
		m.uids[key{b.UIDValidity, mail.UID}], m.hashes[hash] = true, true
	}
	if b.Cursor != nil {
		cursor := *b.Cursor
		m.cursor = &cursor
	}
	m.batches = append(m.batches, b)
	close(m.changed)
	m.changed = make(chan struct{})
	return nil
}

// Stored returns which of the UIDs are there.
func (m *Memory) Stored(_ context.Context, _ string, uidValidity uint32, uids []uint32) ([]uint32, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	var stored []uint32
	for _, uid := range uids {
		if m.uids[key{uidValidity, uid}] {
			stored = append(stored, uid)
		}
	}
	return stored, nil
}

// Latest returns what was received under the highest UIDs.
func (m *Memory) Latest(_ context.Context, _ string, uidValidity, upTo uint32, most int) ([]fetch.Kept, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	var kept []fetch.Kept
	for _, b := range m.batches {
		for _, mail := range b.Mails {
			if b.UIDValidity != uidValidity || mail.UID > upTo {
				continue
			}
			raw := mail.Raw
			if mail.TooLarge {
				raw = mail.Header
			}
			sum := sha256.Sum256(raw)
			kept = append(kept, fetch.Kept{UID: mail.UID, InternalDate: mail.InternalDate, Size: mail.Size, SHA256: sum[:], HeaderOnly: mail.TooLarge})
		}
	}
	slices.SortStableFunc(kept, func(a, b fetch.Kept) int { return int(int64(b.UID) - int64(a.UID)) })
	return kept[:min(most, len(kept))], nil
}

// Mails returns the mails in the order in which they first came, each once,
// however often it was handed over.
func (m *Memory) Mails() []fetch.Mail {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return slices.Clone(m.order)
}

// Batches returns what Receive took, in order.
func (m *Memory) Batches() []fetch.Batch {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return slices.Clone(m.batches)
}

// WaitMails returns when at least n mails are there, or the error of ctx.
func (m *Memory) WaitMails(ctx context.Context, n int) error {
	for {
		m.mutex.Lock()
		have, changed := len(m.order), m.changed
		m.mutex.Unlock()
		if have >= n {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for %d mails, have %d: %w", n, have, ctx.Err())
		}
	}
}
