package jobs

import (
	"context"

	"goodword/internal/store"
	"goodword/mail/fetch"
)

// Latest fulfils fetch.Receiver.
func (i Inbox) Latest(ctx context.Context, mailbox string, uidValidity, upTo uint32, most int) (kept []fetch.Kept, err error) {
	err = store.InTx(ctx, i.desk.Pool, func(tx store.Tx) error {
		stored, err := store.LatestUIDs(ctx, tx, mailbox, int64(uidValidity), int64(upTo), most)
		for _, m := range stored {
			k := fetch.Kept{UID: uint32(m.UID), Size: m.Size, SHA256: m.SHA256, HeaderOnly: m.TooLarge}
			if m.InternalDate != nil {
				k.InternalDate = *m.InternalDate
			}
			kept = append(kept, k)
		}
		return err
	})
	return kept, err
}
