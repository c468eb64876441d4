package jobs

import (
	"cmp"
	"context"
	"slices"

	"goodword/internal/store"
	"goodword/mail/parse/part"
	"goodword/mail/parse/vouch"
	"goodword/mail/send"
)

// Verdicts is which servers' verdicts stand on top of the last stored mails.
type Verdicts struct {
	Ours   int             // mails that bear one of a server of the settings
	Mails  int             // that bear none of these, and that nothing else proves either
	None   int             // of these, that bear no verdict, or one that cannot be read
	Others []ServerVerdict // of these, by other servers; the most first
}

// ServerVerdict is one name that stands in Authentication-Results. Where the
// company's server writes none, a mail's sender may have written it.
type ServerVerdict struct {
	Name    string
	Mails   int
	Example int64 // the newest of them
}

// mostHeads is how many of the last mails are looked at for verdicts.
const mostHeads = 200

// SeenVerdicts looks whether the servers of the settings (trust.authserv_ids)
// are those that write verdicts into the mails that came: a misspelled name shows
// nowhere but here, and then nobody is proven.
func (d *Desk) SeenVerdicts(ctx context.Context, tx store.Tx) (Verdicts, error) {
	var seen Verdicts
	heads, err := store.LastHeads(ctx, tx, mostHeads)
	if err != nil {
		return seen, err
	}
	for _, h := range heads {
		root, _ := part.ParseLimited(h.Head, part.Limits{Parts: 1})
		if len(h.Head) == 0 || root.Get(send.MarkHeader) != "" {
			continue
		}
		name, ours := vouch.Server(h.Head, d.Settings.Trust.AuthservIDs)
		switch {
		case ours:
			seen.Ours++
		case h.Vouched != nil && *h.Vouched: // by a signature, or the company's mark
		case name == "":
			seen.Mails++
			seen.None++
		default:
			seen.Mails++
			seen.other(name, h.ID)
		}
	}
	slices.SortStableFunc(seen.Others, func(a, b ServerVerdict) int { return cmp.Compare(b.Mails, a.Mails) })
	return seen, nil
}

func (v *Verdicts) other(name string, mail int64) {
	at := slices.IndexFunc(v.Others, func(o ServerVerdict) bool { return o.Name == name })
	if at < 0 {
		at = len(v.Others)
		v.Others = append(v.Others, ServerVerdict{Name: name, Example: mail})
	}
	v.Others[at].Mails++
}
