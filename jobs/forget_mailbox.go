package jobs

import (
	"context"
	"net/textproto"
	"strings"
	"time"

	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/fetch"
	"goodword/mail/send"
)

// Box is how a mailbox is reached when mails are looked for in it.
type Box struct {
	Settings fetch.Settings
	Folders  []string // where mails that were read may lie
	Sent     string   // where the server keeps what is sent; "" when not known
}

// Expunged counts what was removed from a mailbox.
type Expunged struct {
	Mailbox string `json:"mailbox"`
	Wanted  int    `json:"wanted"`  // mails that were to be removed
	Removed int    `json:"removed"` // of those found and removed; the others were not there any more
	Unknown int    `json:"unknown"` // the server never gave them, so they cannot be told from others: they stay
	Copies  int    `json:"copies"`  // of our letters, in the Sent folder
}

// expungeCopies removes the copies of forgotten letters, each known by the
// secret it carries.
func (d *Desk) expungeCopies(ctx context.Context, box Box) (int, error) {
	var failed error
	n, err := fetch.Copies(ctx, box.Settings, box.Sent, time.Time{}, []string{send.MarkHeader, returnHeader}, func(h textproto.MIMEHeader) bool {
		secret, ok := d.secretOf(h.Get(returnHeader))
		if !ok || failed != nil {
			return false
		}
		forgotten := false
		failed = store.InTx(ctx, d.Pool, func(tx store.Tx) (err error) {
			forgotten, err = store.LetterForgotten(ctx, tx, hashed(secret))
			return err
		})
		return forgotten
	})
	if failed != nil {
		err = failed
	}
	return n, err
}

// secretOf reads the secret from the return address that our letters carry.
func (d *Desk) secretOf(value string) (string, bool) {
	base, detail, ok := address.SplitPlus(strings.TrimSpace(value))
	detail = strings.ToLower(detail)
	if !ok || !address.Same(base, d.Settings.ReturnPath) || len(detail) != tokenLength+1 || !strings.HasPrefix(detail, returnMark) {
		return "", false
	}
	return detail[1:], true
}
