package main

import (
	"context"
	"fmt"

	"goodword/internal/config"
	"goodword/internal/service"
)

// checkSource reads the directory of the schedule, and changes nothing.
func checkSource(e *environment, c *config.Config) (string, error) {
	source, err := service.DirectorySource(c, c.Directory.Source)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(e.ctx, checkPatience)
	defer cancel()
	list, err := source.People(ctx)
	if err != nil {
		return "", err
	}
	said := fmt.Sprintf("%d people, read every %s", len(list.People), c.Directory.Every)
	if len(list.Notices) > 0 {
		said += fmt.Sprintf("; %d values were left out, which goodword people import --from %s --dry-run names", len(list.Notices), c.Directory.Source)
	}
	return said, nil
}
