package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/emersion/go-imap/v2"
)

// Known is a stored mail that is to be removed from where it came from. It is
// known by its size and its hash, so that no other mail is, wherever it was moved.
type Known struct {
	Size       int64
	SHA256     []byte
	HeaderOnly bool // the hash is that of the header: the mail was over MaxSize
	// UIDValidity and UID are the place it was read at; 0 when not known. It is
	// looked for there and everywhere else.
	UIDValidity, UID uint32
}

// errNoExpunge says that a server can only expunge all or nothing.
var errNoExpunge = errors.New("the server cannot remove single mails (no UIDPLUS): they are marked as deleted; let a mail program expunge the folder")

// removeAtOnce is how many mails are removed and told of before the next.
const removeAtOnce = 20

// Step is what came of some mails, by their places in what Remove was given.
type Step struct {
	Gone   []int // found, and expunged
	Absent []int // in none of the folders
	Unsure []int // the server has a mail that may be it, and does not give it to look at
}

// Remove deletes these mails from folders of the mailbox, and expunges them
// alone, in steps of some twenty: done is told of each before the next begins,
// and may end the work by an error. So does the end of ctx; what was told stays
// done. Once all steps are done, an error tells of mails that were not given.
func Remove(ctx context.Context, settings Settings, folders []string, mails []Known, done func(Step) error) error {
	settings = settings.withDefaults()
	if len(mails) == 0 {
		return nil
	}
	return inSession(ctx, settings, func(ses *session) error {
		var kept []error
		for first := 0; first < len(mails); first += removeAtOnce {
			r := removal{mails: mails[first:min(first+removeAtOnce, len(mails))]}
			r.gone, r.unsure = make([]bool, len(r.mails)), make([]bool, len(r.mails))
			for _, folder := range folders {
				if err := r.from(ses, settings, folder); err != nil {
					return err
				}
			}
			kept = append(kept, r.kept...)
			if err := done(r.step(first)); err != nil {
				return err
			}
		}
		return errors.Join(kept...)
	})
}

// inSession logs in, works and says good-bye.
func inSession(ctx context.Context, s Settings, do func(*session) error) error {
	if err := s.validate(); err != nil {
		return err
	}
	ses, err := connect(ctx, s)
	if err != nil {
		return fmt.Errorf("mailbox %q: %w", s.Mailbox, err)
	}
	defer ses.leave()
	defer ses.bind(ctx)()
	if err := do(ses); err != nil {
		return fmt.Errorf("mailbox %q: %w", s.Mailbox, err)
	}
	return nil
}

// removal is one step of Remove, through all folders.
type removal struct {
	mails  []Known
	gone   []bool
	unsure []bool // the server has a mail that may be it, and does not give it
	kept   []error
}

// step tells what came of the mails, the first of which has this place.
func (r *removal) step(first int) (s Step) {
	for i := range r.mails {
		switch {
		case r.unsure[i]: // even where a copy of it is gone
			s.Unsure = append(s.Unsure, first+i)
		case r.gone[i]:
			s.Gone = append(s.Gone, first+i)
		default:
			s.Absent = append(s.Absent, first+i)
		}
	}
	return s
}

func (r *removal) from(ses *session, s Settings, folder string) error {
	s.Folder = folder
	if err := ses.selectFolder(s); err != nil {
		return err
	}
	if ses.selected.NumMessages == 0 {
		return nil
	}
	list, err := r.candidates(ses)
	if err != nil {
		return err
	}
	var uids imap.UIDSet
	var matched []int
	for _, group := range grouped(list) {
		got, err := ses.fetch(group, s.MaxSize)
		if err != nil && !ses.alive() {
			return err
		}
		for _, f := range group {
			mail, err := ses.given(f, got, len(group), s.MaxSize)
			if err != nil && !ses.alive() {
				return err
			}
			if err != nil {
				r.doubt(f, fmt.Errorf("folder %q: %w", folder, err))
			}
			if i := r.which(f, mail); i >= 0 {
				uids.AddNum(f.uid)
				matched = append(matched, i)
			}
		}
	}
	if err := ses.expunge(uids); err != nil {
		return err
	}
	for _, i := range matched {
		r.gone[i] = true
	}
	return nil
}

// candidates lists the mails of the selected folder that may be among those
// wanted: at the place they were read at, and of their size, which the server
// searches for, so that a large folder is not listed again and again.
func (r *removal) candidates(ses *session) ([]found, error) {
	uids, sizes := map[imap.UID]bool{}, map[int64]bool{}
	for _, k := range r.mails {
		if k.UID > 0 && k.UIDValidity == ses.selected.UIDValidity {
			uids[imap.UID(k.UID)] = true
		}
		if sizes[k.Size] {
			continue
		}
		sizes[k.Size] = true
		same, err := ses.search(&imap.SearchCriteria{Larger: k.Size - 1, Smaller: k.Size + 1})
		if err != nil {
			return nil, fmt.Errorf("search for mails of %d bytes: %w", k.Size, err)
		}
		for _, uid := range same {
			uids[uid] = true
		}
	}
	var list []found
	for some := range slices.Chunk(slices.Sorted(maps.Keys(uids)), listAtOnce) {
		part, err := ses.list(imap.UIDSetNum(some...))
		if err != nil {
			return nil, err
		}
		for _, f := range part {
			if uids[f.uid] {
				list = append(list, f)
			}
		}
	}
	return list, nil
}

// given is a mail of a group that was fetched. What did not come with others is
// asked for alone. It is the zero one where the folder has it no more, and where
// it does not come, which the error tells.
func (ses *session) given(f found, got map[imap.UID]fetched, asked int, maxSize int64) (fetched, error) {
	if mail, ok := got[f.uid]; ok {
		return mail, nil
	}
	if asked > 1 {
		alone, err := ses.fetch([]found{f}, maxSize)
		if mail, ok := alone[f.uid]; ok || err != nil {
			return mail, err
		}
	}
	there, err := ses.exists(f.uid)
	if err == nil && there {
		err = fmt.Errorf("the server lists the mail with UID %d, %d bytes, but does not give it, so whether it is to be removed cannot be seen", f.uid, f.size)
	}
	return fetched{}, err
}

// which gives the mail that this one is, or -1. No bytes are no mail's: they are
// what is kept of one that the server did not give.
func (r *removal) which(f found, mail fetched) int {
	raw := mail.Raw
	if mail.TooLarge {
		raw = mail.Header
	}
	if len(raw) == 0 {
		return -1
	}
	sum := sha256.Sum256(raw)
	return slices.IndexFunc(r.mails, func(k Known) bool {
		return k.HeaderOnly == mail.TooLarge && (!k.HeaderOnly || k.Size == f.size || k.Size == mail.Size) && bytes.Equal(sum[:], k.SHA256)
	})
}

// doubt notes that any of the mails this one may be is not known to be gone. One
// reason of a step is enough.
func (r *removal) doubt(f found, why error) {
	if len(r.kept) == 0 {
		r.kept = append(r.kept, why)
	}
	for i, k := range r.mails {
		if k.Size == f.size || k.UID == uint32(f.uid) {
			r.unsure[i] = true
		}
	}
}

// expunge deletes mails of the selected folder for good, and no others.
func (ses *session) expunge(uids imap.UIDSet) error {
	if len(uids) == 0 {
		return nil
	}
	if err := ses.store(uids, imap.FlagDeleted); err != nil {
		return fmt.Errorf("mark mails %s as deleted: %w", uids.String(), err)
	}
	if !ses.caps.Has(imap.CapUIDPlus) && !ses.caps.Has(imap.CapIMAP4rev2) {
		return errNoExpunge
	}
	err := ses.do(int64(smallAnswer+64*batchMails), func() error { return ses.client.UIDExpunge(uids).Close() })
	if err != nil {
		return fmt.Errorf("expunge mails %s: %w", uids.String(), err)
	}
	return nil
}
