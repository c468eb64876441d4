package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"goodword/internal/recognition/story"
	"goodword/internal/store"
)

type storiesCommand struct {
	List   storiesListCommand   `cmd:"" help:"List what is told, newest first."`
	Search storiesSearchCommand `cmd:"" help:"Find stories by words."`
	Unpub  storiesUnpubCommand  `cmd:"" name:"unpublish" help:"Take a story down, or leave it out before it is told."`
}

type storiesListCommand struct {
	Language string `help:"Only the stories of this edition: en, de, fr or es." enum:"en,de,fr,es,all" default:"all"`
	Most     int    `help:"List so many of each edition at most." default:"50"`
}

// Help shows examples.
func (storiesListCommand) Help() string {
	return `Examples:
  goodword stories list
  goodword stories list --language de`
}

// Run lists what is told.
func (c storiesListCommand) Run(e *environment) error {
	return eachEdition(e, c.Language, func(o *office, tx store.Tx, edition string) ([]store.Story, error) {
		return store.Stories(e.ctx, tx, edition, 0, max(c.Most, 1))
	})
}

type storiesSearchCommand struct {
	Words    []string `arg:"" help:"The words; in quotes they stand together, and a minus before one keeps stories with it out."`
	Language string   `help:"Only the stories of this edition: en, de, fr or es." enum:"en,de,fr,es,all" default:"all"`
	Most     int      `help:"List so many of each edition at most." default:"20"`
}

// Help shows examples.
func (storiesSearchCommand) Help() string {
	return `Words are matched in the language of each story: "walk" finds walked, too.

Examples:
  goodword stories search pharmacy night
  goodword stories search '"front desk" -train' --language en`
}

// Run prints the stories in which the words stand.
func (c storiesSearchCommand) Run(e *environment) error {
	return eachEdition(e, c.Language, func(o *office, tx store.Tx, edition string) ([]store.Story, error) {
		return store.SearchStories(e.ctx, tx, edition, strings.Join(c.Words, " "), 0, max(c.Most, 1))
	})
}

// eachEdition prints what is found in one edition or in all.
func eachEdition(e *environment, language string, find func(*office, store.Tx, string) ([]store.Story, error)) error {
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			found := 0
			for _, edition := range story.Editions() {
				if language != "all" && language != edition {
					continue
				}
				list, err := find(o, tx, edition)
				if err != nil {
					return err
				}
				for i := range list {
					writeStory(e.out, &list[i])
				}
				found += len(list)
			}
			if found == 0 {
				fmt.Fprintln(e.out, "No story was found.")
			}
			return nil
		})
	})
}

func writeStory(out io.Writer, s *store.Story) {
	fmt.Fprintf(out, "GW-%d  %s  %s, %s  /stories/%s/%s\n", s.Number, s.PublishedAt.Format(time.DateOnly), s.Name, s.Site, s.Edition, s.Ref)
	for _, part := range []string{s.Situation, s.Action, s.Result} {
		if part != "" {
			fmt.Fprintf(out, "    %s\n", strings.Join(strings.Fields(part), " "))
		}
	}
}

type storiesUnpubCommand struct {
	Number string `arg:"" help:"The nomination, such as GW-1042."`
}

// Help shows examples.
func (storiesUnpubCommand) Help() string {
	return `The story is gone from page and feed at once, and from every letter that has
not left; its words are forgotten. The audit log keeps that it was taken down.

Examples:
  goodword stories unpublish GW-1042`
}

// Run takes a story down.
func (c storiesUnpubCommand) Run(e *environment) error {
	number, err := strconv.ParseInt(strings.TrimPrefix(strings.ToUpper(c.Number), "GW-"), 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no number of a nomination such as GW-1042", c.Number)
	}
	return e.with(func(o *office) error {
		done, err := o.desk.Unpublish(e.ctx, number, operator())
		if err != nil {
			return err
		}
		if !done {
			return errors.New("the story was taken down or left out before")
		}
		_, err = fmt.Fprintf(e.out, "The story of GW-%d is told nowhere.\n", number)
		return err
	})
}
