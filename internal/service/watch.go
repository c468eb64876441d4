package service

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"goodword/internal/config"
	"goodword/mail/fetch"
)

// watcher reads what arrives in a mailbox from now on, in the folder that is
// read and in the one that read mails are moved to. It touches nothing.
type watcher struct {
	pollers []*fetch.Poller
	inboxes []*inbox
}

// inbox keeps in memory what a poller reads; it fulfils fetch.Receiver.
type inbox struct {
	place fetch.Cursor
	mails [][]byte
}

// watch opens the mailbox; mail that is there already is not read.
func watch(ctx context.Context, c *config.Config, m config.Mailbox, now func() time.Time) (*watcher, error) {
	w := &watcher{}
	folders := []string{m.Folder}
	if m.After == config.AfterMove {
		folders = append(folders, m.MoveTo)
	}
	for _, folder := range folders {
		settings, err := Mailbox(c, m, now)
		if err != nil {
			return nil, err
		}
		settings.Folder, settings.After, settings.MoveTo = folder, fetch.Nothing, ""
		report, err := fetch.Check(ctx, settings)
		if err != nil {
			return nil, err
		}
		in := &inbox{place: fetch.Cursor{UIDValidity: report.UIDValidity, LastUID: report.UIDNext - min(report.UIDNext, 1), LastTime: now()}}
		p, err := fetch.New(settings, in)
		if err != nil {
			return nil, err
		}
		w.pollers, w.inboxes = append(w.pollers, p), append(w.inboxes, in)
	}
	return w, nil
}

// await polls until a mail with each of the marks is there, and gives what
// there is by mark when the time is over.
func (w *watcher) await(ctx context.Context, marks []string, patience time.Duration) (map[string][]byte, error) {
	over, again := time.NewTimer(patience), time.NewTicker(min(patience/20+time.Millisecond, 2*time.Second))
	defer over.Stop()
	defer again.Stop()
	defer w.stop()
	found := map[string][]byte{}
	for {
		for i, p := range w.pollers {
			if err := p.PollOnce(ctx); err != nil {
				return nil, fmt.Errorf("read the mails of the probe back: %w", err)
			}
			for _, raw := range w.inboxes[i].mails {
				for _, mark := range marks {
					if bytes.Contains(raw, []byte(mark)) {
						found[mark] = raw
					}
				}
			}
		}
		if len(found) == len(marks) {
			return found, nil
		}
		select {
		case <-again.C:
		case <-over.C:
			return found, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (w *watcher) stop() {
	for _, p := range w.pollers {
		p.Stop()
	}
}

// Cursor fulfils fetch.Receiver.
func (i *inbox) Cursor(context.Context, string) (fetch.Cursor, bool, error) {
	return i.place, true, nil
}

// Receive fulfils fetch.Receiver.
func (i *inbox) Receive(_ context.Context, _ string, b fetch.Batch) error {
	for _, m := range b.Mails {
		i.mails = append(i.mails, m.Raw)
	}
	if b.Cursor != nil {
		i.place = *b.Cursor
	}
	return nil
}

// Stored fulfils fetch.Receiver.
func (i *inbox) Stored(context.Context, string, uint32, []uint32) ([]uint32, error) { return nil, nil }

// Latest fulfils fetch.Receiver.
func (i *inbox) Latest(context.Context, string, uint32, uint32, int) ([]fetch.Kept, error) {
	return nil, nil
}
