package bench

import (
	"fmt"
	"net"
	"strconv"
	"sync"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/jackc/pgx/v5/pgxpool"
)

// bare is the least that does what intake does: it logs in, fetches 500 mails at
// a time with the library that goodword uses, and two writers commit the same rows
// and jobs. It keeps no place, takes no lease, looks for no mail that is there
// already, and sets no flag.
func (r *run) bare(pool *pgxpool.Pool, box *postbox) {
	r.Helper()
	set := box.settings(box.Port)
	client, err := imapclient.DialInsecure(net.JoinHostPort(set.Host, strconv.Itoa(set.Port)), nil)
	if err != nil {
		r.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	password, err := set.Password()
	if err != nil {
		r.Fatal(err)
	}
	if err := client.Login(set.User, password).Wait(); err != nil {
		r.Fatal(err)
	}
	if _, err := client.Select("INBOX", nil).Wait(); err != nil {
		r.Fatal(err)
	}
	mails := make([][]byte, r.mails)
	const batch, perJob = 500, 50
	parts, errs := make(chan int), make(chan error, 3)
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() {
			for from := range parts {
				if err := copyPart(r.ctx, pool, mails, from, min(from+batch, len(mails)), perJob); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	section := &imap.FetchItemBodySection{Peek: true}
	for from := 0; from < len(mails) && len(errs) == 0; from += batch {
		to := min(from+batch, len(mails))
		var set imap.SeqSet
		set.AddRange(uint32(from+1), uint32(to))
		got, err := client.Fetch(set, &imap.FetchOptions{UID: true, InternalDate: true, RFC822Size: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
		if err == nil && len(got) != to-from {
			err = fmt.Errorf("%d mails came of %d", len(got), to-from)
		}
		if err != nil {
			errs <- err
			break
		}
		for i, m := range got {
			mails[from+i] = m.FindBodySection(section)
		}
		select {
		case parts <- from:
		case <-r.ctx.Done():
		}
	}
	close(parts)
	writers.Wait()
	select {
	case err := <-errs:
		r.Fatal(err)
	default:
	}
}
