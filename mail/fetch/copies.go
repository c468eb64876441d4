package fetch

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/textproto"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
)

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
		for batch := range slices.Chunk(uids, listAtOnce) {
			var gone []imap.UID
			if err := ses.fields(batch, fields, func(uid imap.UID, h textproto.MIMEHeader) {
				if see(h) {
					gone = append(gone, uid)
				}
			}); err != nil {
				return err
			}
			if err := ses.expunge(imap.UIDSetNum(gone...)); err != nil {
				return err
			}
			removed += len(gone)
		}
		return nil
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
