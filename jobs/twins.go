package jobs

import (
	"crypto/sha256"
	"io"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse"
)

// contentHash is the same for the same mail over another way: what a person
// reads, and the Message-ID.
func contentHash(m *parse.Message) []byte {
	h := sha256.New()
	from := ""
	if len(m.From) > 0 {
		from = address.Fold(m.From[0].Address)
	}
	for _, part := range []string{m.MessageID, from, m.Subject, m.Date.UTC().String(), m.Text} {
		_, _ = io.WriteString(h, part+"\x00")
	}
	if m.Forwarded != nil {
		_, _ = io.WriteString(h, m.Forwarded.Body)
	}
	return h.Sum(nil)
}

// again tells a mail that came before. One mail acts once, whichever way it comes again.
func (w work) again(m mail, content []byte) (verdict, bool, error) {
	if m.in.ReadmittedAt != nil { // a person brought it back
		return w.replayed(m)
	}
	// The same mail may be read twice at the same time: the second waits for the first.
	if !w.twinsLocked {
		if err := store.LockTwins(w.ctx, w.tx, twinKey(m.msg, content)); err != nil {
			return verdict{}, false, err
		}
	}
	twin, found, err := store.ReadTwin(w.ctx, w.tx, m.in.ID, m.in.SHA256, content, clean(m.msg.MessageID))
	if err != nil {
		return verdict{}, false, err
	}
	if !found {
		return w.replayed(m)
	}
	if twin.SameAll {
		return taken(recognition.TakenDuplicate, "the same as mail %d", twin.ID), true, nil
	}
	return aside("it bears the Message-ID of mail %d, but says something else", twin.ID), true, nil
}

// twinKey is the same for a mail that comes again.
func twinKey(m *parse.Message, content []byte) []byte {
	if m.MessageID == "" {
		return content
	}
	return []byte(m.MessageID)
}

// replayed tells a mail whose sender is proven by a signature alone, and whose
// Message-ID came before: also in a mail that is forgotten by now, and also when
// a person brings it back, who cannot see what it was first.
func (w work) replayed(m mail) (verdict, bool, error) {
	if !m.Sender.SignatureAlone || m.msg.MessageID == "" {
		return verdict{}, false, nil
	}
	first, err := store.SeenMessageID(w.ctx, w.tx, m.in.ID, clean(m.msg.MessageID))
	if err != nil || first == 0 {
		return verdict{}, false, err
	}
	return aside("its Message-ID came before, in mail %d, and only a signature proves its sender: one mail acts once", first), true, nil
}
