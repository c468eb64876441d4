package demo

import (
	"fmt"
	"os"
	"path/filepath"
)

// writeBoxes writes every mail of every mailbox as a file, one folder for each
// mailbox, and gives how many there are. The folder is made anew: what an
// earlier run left in it is removed, but nothing else.
func (o outcome) writeBoxes(dir string) (int, error) {
	if err := clearBoxes(dir); err != nil {
		return 0, err
	}
	count := 0
	for box, list := range o.boxes {
		if len(list) == 0 {
			continue
		}
		folder := filepath.Join(dir, box)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return count, fmt.Errorf("make a folder for the letters: %w", err)
		}
		for i, l := range list {
			kind := l.Kind
			if kind == "" {
				kind = "mail"
			}
			name := filepath.Join(folder, fmt.Sprintf("%03d-%s.eml", i+1, kind))
			if err := os.WriteFile(name, l.Raw, 0o644); err != nil {
				return count, fmt.Errorf("write a letter: %w", err)
			}
			count++
		}
	}
	return count, nil
}

// clearBoxes removes the .eml files of mailboxes in dir.
func clearBoxes(dir string) error {
	old, err := filepath.Glob(filepath.Join(dir, "*@*", "[0-9][0-9][0-9]-*.eml"))
	if err != nil {
		return fmt.Errorf("look for letters of an earlier run: %w", err)
	}
	for _, name := range old {
		if err := os.Remove(name); err != nil {
			return fmt.Errorf("remove a letter of an earlier run: %w", err)
		}
	}
	return nil
}
