package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"goodword/internal/config"
	"goodword/internal/store"
	"goodword/jobs"
	"goodword/mail/address"
	"goodword/mail/send"
)

// Dry is where all letters of a dry run go: an address, or a folder, which is
// everything without an @ or with a separator. Empty is no dry run.
type Dry string

// Whole names a folder from the root on, so that status, wherever it is asked, says
// where the letters are.
func (d Dry) Whole() Dry {
	if folder, ok := d.folder(); ok {
		if whole, err := filepath.Abs(string(folder)); err == nil {
			return Dry(whole)
		}
	}
	return d
}

// Secrets are what the settings of a process must name: letters that go into a
// folder need no relay.
func (d Dry) Secrets(p Part) config.Secrets {
	s := p.Secrets()
	if _, ok := d.folder(); ok {
		s.Relay = false
	}
	return s
}

// folder is the way out of a dry run that writes its letters into a folder.
func (d Dry) folder() (dryFolder, bool) {
	return dryFolder(d), d != "" && (!strings.Contains(string(d), "@") || strings.ContainsRune(string(d), filepath.Separator))
}

// relay gives a dry run's letters to its address, whomever they are for.
func (d Dry) relay(s *send.Submitter) jobs.Submitter {
	if d == "" {
		return s
	}
	return dryRelay{s, string(d)}
}

// check refuses places that customers' words do not belong in.
func (d Dry) check(c *config.Config) error {
	if d == "" {
		return nil
	}
	if folder, ok := d.folder(); ok {
		if err := os.MkdirAll(string(folder), 0o700); err != nil {
			return fmt.Errorf("make the folder for a dry run's letters: %w", err)
		}
		return nil
	}
	switch to := string(d); {
	case !address.Valid(to):
		return fmt.Errorf("%q is no address that a dry run's letters could go to; a folder is named with a slash, as ./%s", to, to)
	case !slices.ContainsFunc(c.Company.Domains, func(own string) bool { return strings.EqualFold(own, address.Domain(to)) }):
		return fmt.Errorf("a dry run's letters hold what customers wrote, and %s is in none of the company's domains (%s)", to, strings.Join(c.Company.Domains, ", "))
	case slices.ContainsFunc(c.Mailboxes, func(m config.Mailbox) bool { return address.Same(m.Address, to) }):
		return fmt.Errorf("a dry run's letters cannot go to %s, a mailbox that goodword reads itself", to)
	}
	return nil
}

// settings are those of a dry run: no mailbox is changed, and no copy of a
// letter is looked for.
func (d Dry) settings(c *config.Config) *config.Config {
	if d == "" {
		return c
	}
	dry := *c
	dry.Mailboxes = slices.Clone(c.Mailboxes)
	for i := range dry.Mailboxes {
		dry.Mailboxes[i].After, dry.Mailboxes[i].Sent = config.AfterNothing, ""
	}
	dry.Letters.CopyToSelf, dry.Retention.Mailboxes = false, false
	return &dry
}

// takePurpose keeps a dry run and a real one from each other's database: a real
// run would miss the mails that a dry run has read. It refuses a database that
// is not whole.
func (s *Service) takePurpose(ctx context.Context) error {
	dry := s.options.Dry
	return store.InTx(ctx, s.Pool, func(tx store.Tx) error {
		if err := store.Whole(ctx, tx); err != nil {
			return err
		}
		p, err := store.TakePurpose(ctx, tx, store.Purpose{Dry: dry != "", SentTo: string(dry), Since: s.options.Now()})
		switch {
		case err != nil:
			return err
		case p.Dry && dry == "":
			return errors.New("this database is a dry run's, and a real run on it would miss the mails that were read dry: let data_dir or database.url name another, or go on with --dry-run")
		case !p.Dry && dry != "":
			return errors.New("this database is a real run's, and a dry run on it would take its mails: give the dry run settings of its own (--config) in which data_dir or database.url names another")
		}
		return nil
	})
}

// dryMark says in a letter's first field whom it is for.
func dryMark(to string, raw []byte) []byte {
	return append([]byte("X-Goodword-Dry-Run: for "+to+"\r\n"), raw...)
}

// dryRelay hands every letter to one address.
type dryRelay struct {
	submitter *send.Submitter
	to        string
}

// Submit fulfils jobs.Submitter.
func (d dryRelay) Submit(ctx context.Context, from, to string, raw []byte) send.Outcome {
	return d.submitter.Submit(ctx, from, d.to, dryMark(to, raw))
}

// dryFolder keeps every letter as a file.
type dryFolder string

// Submit fulfils jobs.Submitter. The same letter is the same file, however often
// it is submitted.
func (d dryFolder) Submit(_ context.Context, _, to string, raw []byte) send.Outcome {
	hash := sha256.Sum256(append([]byte(to+"\n"), raw...))
	name := filepath.Join(string(d), fmt.Sprintf("%s-%x.eml", fileName(to), hash[:6]))
	if err := writeWhole(name, bytes.ReplaceAll(dryMark(to, raw), []byte("\r\n"), []byte("\n"))); err != nil {
		return send.Outcome{Result: send.Temporary, Verb: send.Dot, Server: string(d), Text: err.Error() + ": mend the folder of --dry-run; the letter waits"}
	}
	return send.Outcome{Result: send.Accepted, Verb: send.Dot, Server: string(d), Text: "written into the dry run's folder"}
}

// writeWhole writes a file that is there whole or not at all.
func writeWhole(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".letter-*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// fileName keeps of an address what no file system minds.
func fileName(to string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("@+-_.", r):
			return r
		}
		return '_'
	}, to)
	return strings.TrimLeft(name[:min(len(name), 100)], ".")
}
