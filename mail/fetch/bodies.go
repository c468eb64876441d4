package fetch

import (
	"bytes"
	"fmt"
	"io"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// headerLimit is how much of a header section is read of a mail over MaxSize.
const headerLimit = 256 << 10

// fetched is one mail with its bytes.
type fetched struct {
	Mail
}

// exact tells whether the bytes are as many as the list said.
func (m fetched) exact(f found) bool {
	return m.UID != 0 && (m.TooLarge || m.Problem != "" || int64(len(m.Raw)) == f.size)
}

// same tells whether two answers gave the same bytes.
func (m fetched) same(other fetched) bool {
	return m.UID != 0 && m.UID == other.UID && m.Raw != nil && bytes.Equal(m.Raw, other.Raw)
}

// mail is what is told of a mail that could not be had.
func (f found) mail(why error) Mail {
	return Mail{UID: uint32(f.uid), InternalDate: f.date, Size: f.size, Problem: why.Error()}
}

// fetch asks for the bytes of a group, which is either small mails or a single
// one. It returns what came whole, also when an error ended the command.
func (ses *session) fetch(group []found, maxSize int64) (map[imap.UID]fetched, error) {
	asked := map[imap.UID]found{}
	var (
		uids  imap.UIDSet
		total int64
	)
	for _, f := range group {
		asked[f.uid] = f
		uids.AddNum(f.uid)
		total += limit(f) + 1024
	}
	section := &imap.FetchItemBodySection{Peek: true}
	if tooLarge := len(group) == 1 && group[0].size > maxSize; tooLarge {
		section.Specifier = imap.PartSpecifierHeader
		section.Partial = &imap.SectionPartial{Offset: 0, Size: headerLimit}
		total = 2 * headerLimit
	}
	mails := map[imap.UID]fetched{}
	err := ses.do(smallAnswer+total, func() error {
		cmd := ses.client.Fetch(uids, &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}})
		defer cmd.Close()
		for msg := cmd.Next(); msg != nil; msg = cmd.Next() {
			if err := ses.take(msg, section, asked, mails, maxSize); err != nil {
				ses.giveUp(err)
				return err
			}
		}
		return cmd.Close()
	})
	if err != nil {
		return mails, fmt.Errorf("fetch %d mails from UID %d: %w", len(group), group[0].uid, err)
	}
	return mails, nil
}

// limit is how long the literal of a mail may be; sizes may be estimates.
func limit(f found) int64 { return 2*f.size + 1<<20 }

// giveUp closes the connection and waits until the client's reader has seen it:
// go-imap reads the rest of an unfinished literal in cmd.Close, at the same
// time as its own reader, were that still alive.
func (ses *session) giveUp(err error) {
	ses.wire.fail(err)
	<-ses.client.Closed()
}

// take reads one answer to FETCH. An error means that the connection cannot be
// trusted any further.
func (ses *session) take(msg *imapclient.FetchMessageData, section *imap.FetchItemBodySection,
	asked map[imap.UID]found, mails map[imap.UID]fetched, maxSize int64) error {
	var (
		uid  imap.UID
		body []byte
	)
	for item := msg.Next(); item != nil; item = msg.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			uid = item.UID
		case imapclient.FetchItemDataBodySection:
			f, ok := asked[uid]
			if !ok || item.Literal == nil || !item.MatchCommand(section) {
				continue
			}
			size := item.Literal.Size()
			if size > limit(f) || section.Partial != nil && size > headerLimit {
				err := fmt.Errorf("the server announced %d bytes for the mail with UID %d, which it had listed with %d", size, uid, f.size)
				ses.wire.fail(err)
				_, _ = io.Copy(io.Discard, item.Literal) // lets the reader go on
				return err
			}
			body = make([]byte, size)
			if _, err := io.ReadFull(item.Literal, body); err != nil {
				return fmt.Errorf("the mail with UID %d was cut off: %w", uid, err)
			}
		}
	}
	f, ok := asked[uid]
	if !ok || body == nil {
		return nil
	}
	mail := Mail{UID: uint32(uid), InternalDate: f.date, Size: f.size}
	switch {
	case section.Specifier == imap.PartSpecifierHeader:
		mail.TooLarge, mail.Header = true, body
	case int64(len(body)) > maxSize:
		mail.TooLarge, mail.Size, mail.Header = true, int64(len(body)), headerOf(body)
	default:
		mail.Raw = body
	}
	mails[uid] = fetched{Mail: mail}
	return nil
}

// headerOf is the header section of a mail, with the empty line that ends it.
func headerOf(raw []byte) []byte {
	end := len(raw)
	if i := bytes.Index(raw, []byte("\r\n\r\n")); i >= 0 {
		end = i + 4
	}
	return bytes.Clone(raw[:min(end, headerLimit)])
}
