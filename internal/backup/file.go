package backup

import (
	"archive/zip"
	"compress/flate"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// manifestName is the entry that says what the others are; it is written last, so
// a file that ends too early has none.
const manifestName = "goodword-backup.json"

func entryName(t Table) string { return "tables/" + t.Name + ".copy" }

// Write writes a snapshot into a file that only its owner can read, and that is
// there whole or not at all. A file that is there already is left as it is.
func Write(ctx context.Context, s *Snapshot, name string) (m Manifest, err error) {
	if _, err := os.Lstat(name); err == nil {
		return m, fmt.Errorf("%s is there already, and stays as it is: name another file", name)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".goodword-backup-*") // 0600
	if err != nil {
		return m, fmt.Errorf("write the backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write the backup %s: %w", name, err), f.Close(), os.Remove(f.Name()))
		}
	}()
	if m, err = writeTo(ctx, s, f); err != nil {
		return m, err
	}
	if err = f.Sync(); err != nil {
		return m, err
	}
	if err = place(f.Name(), name, os.Link); err != nil {
		return m, err
	}
	return m, f.Close()
}

func writeTo(ctx context.Context, s *Snapshot, w io.Writer) (Manifest, error) {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, t := range s.Manifest().Tables {
		entry, err := z.Create(entryName(t))
		if err != nil {
			return Manifest{}, err
		}
		if err := s.Copy(ctx, t, entry); err != nil {
			return Manifest{}, err
		}
	}
	entry, err := z.Create(manifestName)
	if err != nil {
		return Manifest{}, err
	}
	text := json.NewEncoder(entry)
	text.SetIndent("", "  ")
	if err := text.Encode(s.Manifest()); err != nil {
		return Manifest{}, err
	}
	return s.Manifest(), z.Close()
}

// File is a backup in a file.
type File struct {
	name     string
	zip      *zip.ReadCloser
	manifest Manifest
}

// Read opens a backup. Each entry carries a checksum, which Copy compares.
func Read(name string) (f *File, err error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, fmt.Errorf("read the backup %s: %w (is it whole, and made by `goodword backup`?)", name, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("read the backup %s: %w", name, err), z.Close())
		}
	}()
	entry, err := z.Open(manifestName)
	if err != nil {
		return nil, fmt.Errorf("it is not one made by `goodword backup`: %w", err)
	}
	defer func() { _ = entry.Close() }()
	f = &File{name: name, zip: z}
	if err = json.NewDecoder(entry).Decode(&f.manifest); err != nil {
		return nil, err
	}
	if f.manifest.Format != format {
		return nil, fmt.Errorf("it has form %d, and this goodword knows form %d: use the version that wrote it (%s), or a newer one", f.manifest.Format, format, f.manifest.Program)
	}
	return f, nil
}

// Manifest fulfils Source.
func (f *File) Manifest() Manifest { return f.manifest }

// Copy fulfils Source. It fails on an entry whose checksum does not fit.
func (f *File) Copy(_ context.Context, t Table, w io.Writer) error {
	entry, err := f.zip.Open(entryName(t))
	if err != nil {
		return fmt.Errorf("read table %s of %s: %w", t.Name, f.name, err)
	}
	defer func() { _ = entry.Close() }()
	if _, err := io.Copy(w, entry); err != nil {
		return fmt.Errorf("read table %s of %s: %w", t.Name, f.name, err)
	}
	return nil
}

// Close closes the file.
func (f *File) Close() error { return f.zip.Close() }
