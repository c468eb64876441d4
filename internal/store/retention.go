package store

import (
	"context"
	"fmt"
	"time"
)

// DropRaw forgets mails stored before a moment, with what followed from them,
// and letters queued before it; the rows stay. It gives how many mails it
// forgot. From the mailboxes named, they are to be removed too. Bytes that are stored by
// month go with their month, or with alone at once.
func DropRaw(ctx context.Context, tx Tx, before time.Time, limit int, alone bool, mailboxes []string, now time.Time) (int64, error) {
	mails, err := column[int64](ctx, tx, "old mails", `select id from inbound where stored_at < $1 and forgotten_at is null
		and disposition is not null order by stored_at limit $2`, before, limit)
	if err != nil {
		return 0, err
	}
	if len(mails) > 0 {
		if alone {
			if err := deleteBytes(ctx, tx, mails); err != nil {
				return 0, err
			}
		}
		if err := forgetMails(ctx, tx, mails, true, false, now); err != nil {
			return 0, err
		}
		if err := exec(ctx, tx, "have old mails removed", `update inbound set expunge_at = $3 where id = any($1) and mailbox = any($2)
			and expunge_at is null`, mails, mailboxes, now); err != nil {
			return 0, err
		}
	}
	letters, err := column[int64](ctx, tx, "old letters", `select id from letters where queued_at < $1 and forgotten_at is null
		and state in ('accepted', 'refused', 'bounced', 'cancelled') order by queued_at limit $2`, before, limit)
	if err != nil || len(letters) == 0 {
		return int64(len(mails)), err
	}
	_, err = ForgetLetters(ctx, tx, letters, now)
	return int64(len(mails)), err
}

// DropBytes forgets the bytes of letters that have ended and in which no
// question can be answered any more: most carry a token.
func DropBytes(ctx context.Context, tx Tx, limit int, now time.Time) (int64, error) {
	tag, err := tx.Exec(ctx, `update letters set raw = null, bytes_until = null where id in (select id from letters where raw is not null and bytes_until < $1
		and state in ('accepted', 'refused', 'bounced', 'cancelled') order by bytes_until limit $2)`, now, limit)
	if err != nil {
		return 0, fmt.Errorf("forget the bytes of letters: %w", err)
	}
	return tag.RowsAffected(), nil
}

// DropWords forgets what customers said in nominations that ended before a moment.
func DropWords(ctx context.Context, tx Tx, before time.Time, limit int, now time.Time) (int64, error) {
	old, err := column[int64](ctx, tx, "old nominations", `select id from nominations where opened_at < $1 and forgotten_at is null
		and state in ('thanked', 'declined', 'lapsed', 'withdrawn', 'ineligible') order by opened_at limit $2`, before, limit)
	if err != nil || len(old) == 0 {
		return 0, err
	}
	return int64(len(old)), ForgetNominations(ctx, tx, old, now)
}

// DropAudit seals who did it, and in what words, in entries of before a moment.
func DropAudit(ctx context.Context, tx Tx, before time.Time, limit int) (int64, error) {
	tag, err := tx.Exec(ctx, `update audit set who = '', who_salt = null, detail = '', detail_salt = null where id in
		(select id from audit where (who_salt is not null or detail_salt is not null) and happened_at < $1 and id <= (
			select coalesce(max(id), 0) from (select id from audit where who_salt is not null or detail_salt is not null order by id limit $2) oldest))`, before, limit)
	if err != nil {
		return 0, fmt.Errorf("seal old entries of the audit log: %w", err)
	}
	return tag.RowsAffected(), nil
}
