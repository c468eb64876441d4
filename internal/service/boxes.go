package service

import (
	"errors"
	"fmt"
	"time"

	"goodword/internal/config"
	"goodword/jobs"
)

// Boxes tells how each mailbox is looked into, by name: to remove from it what
// is forgotten, and to find traces of letters. Those of which a setting cannot
// be read are left out and told of.
func Boxes(c *config.Config, now func() time.Time) (map[string]jobs.Box, error) {
	boxes := map[string]jobs.Box{}
	var errs []error
	for _, m := range c.Mailboxes {
		settings, err := Mailbox(c, m, now)
		if err != nil {
			errs = append(errs, fmt.Errorf("mailbox %s: %w", m.Name, err))
			continue
		}
		box := jobs.Box{Settings: settings, Folders: []string{m.Folder}, Sent: m.Sent}
		if m.After == config.AfterMove {
			box.Folders = append(box.Folders, m.MoveTo)
		}
		boxes[m.Name] = box
	}
	return boxes, errors.Join(errs...)
}
