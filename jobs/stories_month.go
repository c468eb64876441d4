package jobs

import (
	"errors"
	"slices"
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/recognition/story"
	"goodword/internal/store"
	"goodword/mail/reply"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// monthConsent hears in the answer to a monthly letter whether others may read
// of what it asks about: all of it, or what the answer names by number. It
// follows the rules of storyConsent: a yes is plain and in time, and a no counts
// whenever it comes, whatever is said beside it.
func (w work) monthConsent(m mail, t store.Token, facts recognition.Answer) (lines []templates.Line, what string, err error) {
	said, which := story.ConsentsTo(m.own())
	if said == story.Nothing {
		return nil, "", nil
	}
	facts.TokenLive = facts.TokenLive || said == story.Refuses
	if ok, _ := facts.Counts(); !ok || said == story.Agrees && (!w.Settings.Stories || len(which) == 0 && !w.plainYes(m)) {
		return nil, "", nil
	}
	l, err := store.LetterByID(w.ctx, w.tx, t.LetterID)
	if err != nil {
		return nil, "", err
	}
	args, err := decodeArgs[monthArgs](&l)
	if err != nil {
		return nil, "", err
	}
	meant, ok := named(args.Ask, which)
	if !ok {
		return nil, "", nil
	}
	heard := 0
	for _, id := range meant {
		n, err := store.LockNomination(w.ctx, w.tx, id)
		if err != nil {
			return nil, "", err
		}
		if n.NomineeID == nil || *n.NomineeID != m.sender.ID {
			continue
		}
		if stands, err := store.StoryConsentOf(w.ctx, w.tx, id); !w.Settings.Stories && (errors.Is(err, store.ErrNotFound) || err == nil && !stands.Agreed) {
			continue // stories are off, and there is nothing to take back
		} else if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, "", err
		}
		if err := w.keepStoryConsent(&n, m.sender.Address, said == story.Agrees); err != nil {
			return nil, "", err
		}
		heard++
	}
	switch {
	case heard == 0:
		return nil, "", nil
	case said == story.Agrees:
		return []templates.Line{{Did: templates.DidStoryYes}}, "agrees to be told of in stories", nil
	}
	return []templates.Line{{Did: templates.DidStoryNo}}, "does not want to be told of in stories", nil
}

// named gives, in the order in which everybody locks them, the nominations that
// numbers mean, all of them without a number; false where one means nothing.
func named(asked []int64, which []int) ([]int64, bool) {
	meant := slices.Clone(asked)
	if len(which) > 0 {
		meant = nil
	}
	for _, n := range which {
		if n < 1 || n > len(asked) {
			return nil, false
		}
		meant = append(meant, asked[n-1])
	}
	slices.Sort(meant)
	return slices.Compact(meant), true
}

// plainYes says that an answer is a yes without a condition, a number or anything beside it.
func (w work) plainYes(m mail) bool {
	read := reply.ReadForms(m.msg.Lines, m.msg.Forms, decision.Options{Role: decision.Approver, Language: m.sender.Language,
		Names: []string{m.sender.Name, m.sender.Given}}).Result()
	return read.Decision == decision.Approve && len(read.Commands) == 0 && strings.TrimSpace(read.Comment) == "" && !strings.ContainsAny(m.own(), "0123456789")
}
