package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
	"time"
)

// inFolder is the form of the names that InFolder gives. They sort as their times do.
var inFolder = regexp.MustCompile(`^goodword-\d{8}T\d{6}Z\.zip$`)

// InFolder names a backup of a moment within a folder of backups.
func InFolder(folder string, at time.Time) string {
	return filepath.Join(folder, "goodword-"+at.UTC().Format("20060102T150405Z")+".zip")
}

// Thin removes the oldest backups of a folder but for keep of them, and says which
// went. Files that are not named as InFolder names them stay. With keep below 1
// all stay.
func Thin(folder string, keep int) (gone []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("look which backups are old: %w", err)
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && inFolder.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	if keep < 1 || len(names) <= keep {
		return nil, nil
	}
	slices.Sort(names)
	for _, name := range names[:len(names)-keep] {
		name = filepath.Join(folder, name)
		if err := os.Remove(name); err != nil {
			return gone, fmt.Errorf("remove an old backup: %w (the new one is there)", err)
		}
		gone = append(gone, name)
	}
	return gone, nil
}

// unfinished is the form of the names of backups that are being written.
var unfinished = regexp.MustCompile(`^\.goodword-backup-\d+$`)

// abandoned is how long nothing was written to a file that nobody writes any more:
// a backup writes all the time, but for a table that is locked or a share that hangs.
const abandoned = 6 * time.Hour

// Sweep removes what killed backups left in a folder, and says which files went.
// What another backup may be writing at this moment stays.
func Sweep(folder string, now time.Time) (gone []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("look for what killed backups left: %w", err)
	}
	for _, e := range entries {
		info, broken := e.Info()
		if broken != nil || !info.Mode().IsRegular() || !unfinished.MatchString(e.Name()) || now.Sub(info.ModTime()) < abandoned {
			continue // broken: it has gone meanwhile
		}
		name := filepath.Join(folder, e.Name())
		if broken := os.Remove(name); broken != nil {
			err = errors.Join(err, fmt.Errorf("remove what a killed backup left: %w", broken))
			continue
		}
		gone = append(gone, name)
	}
	return gone, err
}

// place gives a file that is whole its name, unless that is taken by now.
func place(whole, name string, link func(whole, name string) error) error {
	err := link(whole, name)
	if err == nil {
		return os.Remove(whole)
	}
	if !errors.Is(err, syscall.EPERM) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	// QUIRK: Linux gives no hard links on FAT and on shares by SMB, such as those of
	// Azure Files (link(2): EPERM, EOPNOTSUPP). An empty file claims the name there;
	// whoever reads it meanwhile finds no backup in it.
	claim, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(claim.Close(), os.Rename(whole, name)); err != nil {
		return errors.Join(err, os.Remove(name)) // what claims the name is no backup, and must not count as one
	}
	return nil
}
