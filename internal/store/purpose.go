package store

import (
	"context"
	"time"
)

// Purpose is what the processes of a database work for.
type Purpose struct {
	Dry    bool      `json:"-"`
	SentTo string    `json:"sent_to"` // of a dry run: the address or folder that has its letters
	Since  time.Time `json:"since"`
}

// DryRun says whether the database is a dry run's, and which.
func DryRun(ctx context.Context, tx Tx) (Purpose, bool, error) {
	list, err := many[Purpose](ctx, tx, "what the database is for", "select dry, sent_to, since from purpose where dry")
	if err != nil || len(list) == 0 {
		return Purpose{}, false, err
	}
	return list[0], true, nil
}

// TakePurpose gives a database its purpose, once and for good, and gives the one
// that it has. Where mails were stored before there was any, it was no dry run.
// The place that a dry run's letters go to is the last that was named.
func TakePurpose(ctx context.Context, tx Tx, p Purpose) (Purpose, error) {
	if err := exec(ctx, tx, "say what the database is for", `
		insert into purpose (dry, sent_to, since) values ($1 and not exists (select from inbound) and not exists (select from mailboxes), $2, $3)
		on conflict (one) do update set sent_to = case when purpose.dry and $1 then excluded.sent_to else purpose.sent_to end`,
		p.Dry, p.SentTo, p.Since); err != nil {
		return p, err
	}
	return one[Purpose](ctx, tx, "what the database is for", "select dry, sent_to, since from purpose")
}
