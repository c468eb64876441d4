package fetch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Known is a stored mail that is to be removed from where it came from. It is
// known by its size and its hash, so that no other mail is, wherever it was moved.
type Known struct {
	Size       int64
	SHA256     []byte
	HeaderOnly bool // the hash is that of the header: the mail was over MaxSize
}

// errNoExpunge says that a server can only expunge all or nothing.
var errNoExpunge = errors.New("the server cannot remove single mails (no UIDPLUS): they are marked as deleted; let a mail program expunge the folder")

// Remove deletes these mails from folders of the mailbox, and expunges them
// alone. removed says of each whether it was found in one of them and is gone;
// an error tells of the first folder that could not be searched to its end.
func Remove(ctx context.Context, settings Settings, folders []string, mails []Known) (removed []bool, err error) {
	settings = settings.withDefaults()
	removed = make([]bool, len(mails))
	if len(mails) == 0 {
		return removed, nil
	}
	err = inSession(ctx, settings, func(ses *session) error {
		for _, folder := range folders {
			if err := ses.removeKnown(settings, folder, mails, removed); err != nil {
				return err
			}
		}
		return nil
	})
	return removed, err
}

// inSession logs in, works and says good-bye.
func inSession(ctx context.Context, s Settings, do func(*session) error) error {
	if err := s.validate(); err != nil {
		return err
	}
	ses, err := connect(ctx, s)
	if err != nil {
		return fmt.Errorf("mailbox %q: %w", s.Mailbox, err)
	}
	defer ses.leave()
	defer ses.bind(ctx)()
	if err := do(ses); err != nil {
		return fmt.Errorf("mailbox %q: %w", s.Mailbox, err)
	}
	return nil
}

func (ses *session) removeKnown(s Settings, folder string, mails []Known, removed []bool) error {
	s.Folder = folder
	if err := ses.selectFolder(s); err != nil {
		return err
	}
	if ses.selected.NumMessages == 0 {
		return nil
	}
	present, err := ses.list(imap.UIDSet{{Start: 1, Stop: 0}})
	if err != nil {
		return err
	}
	var gone imap.UIDSet
	var matched []int
	for _, f := range present {
		which := slices.IndexFunc(mails, func(k Known) bool { return k.Size == f.size })
		if which < 0 {
			continue
		}
		got, err := ses.fetch([]found{f}, s.MaxSize)
		if err != nil {
			return err
		}
		sum := hashOf(got[f.uid])
		for i, k := range mails {
			if k.Size == f.size && bytes.Equal(sum, k.SHA256) {
				gone.AddNum(f.uid)
				matched = append(matched, i)
				break
			}
		}
	}
	if err := ses.expunge(gone); err != nil {
		return err
	}
	for _, i := range matched {
		removed[i] = true
	}
	return nil
}

// hashOf is the hash under which a mail was stored.
func hashOf(m fetched) []byte {
	raw := m.Raw
	if m.TooLarge {
		raw = m.Header
	}
	sum := sha256.Sum256(raw)
	return sum[:]
}

// expunge deletes mails of the selected folder for good, and no others.
func (ses *session) expunge(uids imap.UIDSet) error {
	if len(uids) == 0 {
		return nil
	}
	if err := ses.store(uids, imap.FlagDeleted); err != nil {
		return fmt.Errorf("mark mails %s as deleted: %w", uids.String(), err)
	}
	if !ses.caps.Has(imap.CapUIDPlus) && !ses.caps.Has(imap.CapIMAP4rev2) {
		return errNoExpunge
	}
	err := ses.do(int64(smallAnswer+64*batchMails), func() error { return ses.client.UIDExpunge(uids).Close() })
	if err != nil {
		return fmt.Errorf("expunge mails %s: %w", uids.String(), err)
	}
	return nil
}

// copiesAtOnce is of how many mails the header fields are asked for at once.
const copiesAtOnce = 500

// Copies looks at the mails of a folder that bear the first of these header
// fields and came on the day of since or later (zero: all), and shows see the
// values of the fields, by canonical name. Those for which it says so are
// removed; it gives how many those were.
func Copies(ctx context.Context, settings Settings, folder string, since time.Time, fields []string, see func(fields textproto.MIMEHeader) (remove bool)) (removed int, err error) {
	settings = settings.withDefaults()
	settings.Folder = folder
	err = inSession(ctx, settings, func(ses *session) error {
		if err := ses.selectFolder(settings); err != nil {
			return err
		}
		criteria := &imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: fields[0]}}}
		if !since.IsZero() {
			criteria.Since = since.Add(-rescanBack)
		}
		uids, err := ses.search(criteria)
		if err != nil {
			return fmt.Errorf("search folder %q for mails with %s: %w", folder, fields[0], err)
		}
		var gone imap.UIDSet
		for batch := range slices.Chunk(uids, copiesAtOnce) {
			if err := ses.fields(batch, fields, func(uid imap.UID, h textproto.MIMEHeader) {
				if see(h) {
					gone.AddNum(uid)
					removed++
				}
			}); err != nil {
				return err
			}
		}
		return ses.expunge(gone)
	})
	return removed, err
}

// fields fetches some header fields of mails.
func (ses *session) fields(uids []imap.UID, names []string, each func(imap.UID, textproto.MIMEHeader)) error {
	section := &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, HeaderFields: names, Peek: true}
	err := ses.do(smallAnswer+int64(len(uids))*(4<<10), func() error {
		messages, err := ses.client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
		for _, m := range messages {
			raw := m.FindBodySection(section)
			if !slices.Contains(uids, m.UID) || raw == nil {
				continue
			}
			// What could be read of a broken header is enough: it is compared with what we wrote.
			h, _ := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(raw, "\r\n"...)))).ReadMIMEHeader()
			each(m.UID, h)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("fetch header fields: %w", err)
	}
	return nil
}
