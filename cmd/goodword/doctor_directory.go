package main

import (
	"context"
	"fmt"
	"time"

	"goodword/internal/config"
	"goodword/internal/service"
)

// sourcePatience is how long reading a whole directory may take: as long as the
// schedule's read. A second for each page of 500 are ten minutes for 300,000 people.
const sourcePatience = 20 * time.Minute

// checkSource reads the directory of the schedule, and changes nothing.
func checkSource(e *environment, c *config.Config) (string, error) {
	source, err := service.DirectorySource(c, c.Directory.Source)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(e.ctx, sourcePatience)
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
