package fetch

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/emersion/go-imap/v2"
)

// Report is what Check found, for `goodword doctor`.
type Report struct {
	Messages     uint32
	UIDValidity  uint32
	UIDNext      uint32
	Capabilities []string
	Idle         bool   // new mails are noticed at once
	Mark         string // the flag that Flag sets; empty when the folder keeps none
	SafeMove     bool   // MOVE, or COPY with UID EXPUNGE
	ReadOnly     bool   // the account may not change the folder: nothing in it can be marked or moved
}

// heard listens for a folder that is opened read-only: go-imap does not tell the
// code of an answer that is OK (RFC 9051 section 7.1). It keeps nothing of what
// passes but its last bytes, as an answer may come in pieces.
type heard struct {
	mutex    sync.Mutex
	last     []byte
	readOnly bool
}

// Write never fails; requests and answers both come here.
func (h *heard) Write(b []byte) (int, error) {
	const code = "[READ-ONLY]"
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.last = bytes.ToUpper(append(h.last, b...))
	h.readOnly = h.readOnly || bytes.Contains(h.last, []byte(code))
	h.last = bytes.Clone(h.last[max(0, len(h.last)-len(code)+1):])
	return len(b), nil
}

func (h *heard) toldReadOnly() bool {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.readOnly
}

// Check logs in, opens the folder, and looks for the folder to move
// to. It changes no mail; its errors say what to do.
func Check(ctx context.Context, settings Settings) (Report, error) {
	settings = settings.withDefaults()
	settings.heard = &heard{}
	if err := settings.validate(); err != nil {
		return Report{}, err
	}
	report, err := check(ctx, settings)
	if err != nil {
		err = fmt.Errorf("mailbox %q: %w", settings.Mailbox, err)
	}
	return report, err
}

func check(ctx context.Context, s Settings) (Report, error) {
	ses, err := connect(ctx, s)
	if err != nil {
		return Report{}, err
	}
	defer ses.leave()
	defer ses.bind(ctx)()
	if s.After == Move {
		err := ses.do(smallAnswer, func() error {
			_, err := ses.client.Status(s.MoveTo, &imap.StatusOptions{NumMessages: true}).Wait()
			return err
		})
		if err != nil {
			return Report{}, ses.folderError(s, s.MoveTo, err)
		}
	}
	// QUIRK: EXAMINE answers with an empty PERMANENTFLAGS on Dovecot and
	// others (RFC 9051 section 6.3.3), so the folder is selected to learn what
	// can be set.
	if err := ses.selectFolder(s); err != nil {
		return Report{}, err
	}
	report := Report{
		Messages:    ses.selected.NumMessages,
		UIDValidity: ses.selected.UIDValidity,
		UIDNext:     uint32(ses.selected.UIDNext),
		Idle:        ses.canIdle(),
		Mark:        string(ses.mark()),
		SafeMove:    ses.caps.Has(imap.CapMove) || ses.caps.Has(imap.CapUIDPlus),
		ReadOnly:    s.heard.toldReadOnly(),
	}
	for capability := range ses.caps {
		report.Capabilities = append(report.Capabilities, strings.ToUpper(string(capability)))
	}
	slices.Sort(report.Capabilities)
	return report, nil
}
