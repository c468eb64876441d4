package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"goodword/internal/config"
	"goodword/internal/directory"
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
	return sourceFound(c, list)
}

// sourceFound says what a directory gave. One in which nobody has a manager would
// send every nomination to the Chief People Officer, and no import would look broken.
func sourceFound(c *config.Config, list directory.List) (string, error) {
	managed := slices.ContainsFunc(list.People, func(p directory.Person) bool { return p.Manager != "" })
	if !managed && len(list.People) > 1 {
		return "", fmt.Errorf("%d people were read, and none of them has a manager, so every nomination would go to the CPO: see in %s which attribute names the manager "+
			"(attributes = [\"manager=…\"]), whether those managers are among the people that are read, and whether goodword's account may read it",
			len(list.People), "[directory."+string(c.Directory.Source)+"]")
	}
	said := fmt.Sprintf("%d people, read every %s", len(list.People), c.Directory.Every)
	if len(list.Notices) > 0 {
		said += fmt.Sprintf("; %d values were left out, which goodword people import --from %s --dry-run names", len(list.Notices), c.Directory.Source)
	}
	return said, nil
}
