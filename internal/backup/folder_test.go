package backup

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// TestThin: the newest backups stay, and whatever was not named by goodword.
func TestThin(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 12, 30, 23, 59, 58, 0, time.FixedZone("", 3600))
	for _, c := range []struct{ there, keep, gone int }{{0, 3, 0}, {3, 3, 0}, {5, 3, 2}, {5, 1, 4}, {5, 0, 0}} {
		folder := t.TempDir()
		others := []string{"goodword.zip", "goodword-20261230T225958Z.zip.gpg", ".goodword-backup-1", "goodword-before-the-move.zip"}
		for _, name := range others {
			if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var all []string
		for day := range c.there {
			all = append(all, InFolder(folder, start.AddDate(0, 0, day)))
			if err := os.WriteFile(all[day], nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		gone, err := Thin(folder, c.keep)
		if err != nil || !slices.Equal(gone, all[:c.gone]) {
			t.Errorf("%d there, %d to keep: %q went, %v", c.there, c.keep, gone, err)
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) != len(others)+c.there-c.gone {
			t.Errorf("%d there, %d to keep: %v are left, %v", c.there, c.keep, left, err)
		}
	}
	if _, err := Thin(filepath.Join(t.TempDir(), "none"), 1); err == nil {
		t.Error("a folder that is not there was thinned")
	}
}

// TestSweep: what killed backups left goes; what may be written at this moment, and
// what has another name, stays.
func TestSweep(t *testing.T) {
	t.Parallel()
	folder, now := t.TempDir(), time.Date(2026, 12, 31, 3, 0, 0, 0, time.UTC)
	for name, age := range map[string]time.Duration{".goodword-backup-17": 24 * time.Hour, ".goodword-backup-18": time.Hour, ".goodword-backup-mine": 24 * time.Hour,
		"goodword-20261230T225958Z.zip": 24 * time.Hour} {
		file := filepath.Join(folder, name)
		if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Chtimes(file, now.Add(-age), now.Add(-age))); err != nil {
			t.Fatal(err)
		}
	}
	gone, err := Sweep(folder, now)
	if err != nil || !slices.Equal(gone, []string{filepath.Join(folder, ".goodword-backup-17")}) {
		t.Errorf("%q went, %v", gone, err)
	}
	if again, err := Sweep(folder, now); err != nil || len(again) != 0 {
		t.Errorf("%q went the second time, %v", again, err)
	}
	if _, err := Sweep(filepath.Join(folder, "none"), now); err == nil {
		t.Error("a folder that is not there was swept")
	}
}

// TestPlace: also where there are no hard links, a backup gets its name once it is
// whole, and never that of another file.
func TestPlace(t *testing.T) {
	t.Parallel()
	for _, refusal := range []error{nil, syscall.EPERM, syscall.EOPNOTSUPP} {
		link := func(whole, name string) error {
			if refusal != nil {
				return &os.LinkError{Op: "link", Old: whole, New: name, Err: refusal}
			}
			return os.Link(whole, name)
		}
		folder := t.TempDir()
		whole, name := filepath.Join(folder, "whole"), filepath.Join(folder, "name")
		for n := range 2 {
			if err := os.WriteFile(whole, []byte("first second"[6*n:6*n+6]), 0o600); err != nil {
				t.Fatal(err)
			}
			err := place(whole, name, link)
			if n == 0 && err != nil || n == 1 && !errors.Is(err, os.ErrExist) {
				t.Errorf("%v, time %d: %v", refusal, n, err)
			}
		}
		if text, err := os.ReadFile(name); err != nil || string(text) != "first " {
			t.Errorf("%v: %q, %v", refusal, text, err)
		}
	}
	name := InFolder(t.TempDir(), time.Time{})
	err := place(name+".gone", name, func(string, string) error { return syscall.EPERM })
	if _, there := os.Lstat(name); err == nil || !errors.Is(there, os.ErrNotExist) {
		t.Errorf("what could not be placed: %v, and in its place %v", err, there)
	}
	if err := place("nothing", "", func(string, string) error { return syscall.EIO }); !errors.Is(err, syscall.EIO) {
		t.Errorf("a disk that fails: %v", err)
	}
}
