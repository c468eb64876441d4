package service

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/config"
	"goodword/internal/recognition/story"
	"goodword/internal/store"
	"goodword/internal/web"
	"goodword/jobs"
)

// storiesLimit is how long the database may take to answer the stories page.
const storiesLimit = 5 * time.Second

// archive reads stories for the page, each time anew: what may not be told any
// more is gone with the next look.
type archive struct{ pool *pgxpool.Pool }

// Stories fulfils web.Archive.
func (a archive) Stories(ctx context.Context, w web.Wanted) (list []store.Story, changed time.Time, err error) {
	ctx, cancel := context.WithTimeout(ctx, storiesLimit)
	defer cancel()
	err = store.InTx(ctx, a.pool, func(tx store.Tx) error {
		if changed, err = store.StoriesChanged(ctx, tx, w.Edition); err != nil {
			return err
		}
		if w.Words != "" {
			list, err = store.SearchStories(ctx, tx, w.Edition, w.Words, w.Offset, w.Limit)
		} else {
			list, err = store.Stories(ctx, tx, w.Edition, w.Offset, w.Limit)
		}
		return err
	})
	return list, changed, err
}

// Story fulfils web.Archive.
func (a archive) Story(ctx context.Context, ref string) (found store.Story, err error) {
	ctx, cancel := context.WithTimeout(ctx, storiesLimit)
	defer cancel()
	err = store.InTx(ctx, a.pool, func(tx store.Tx) error {
		found, err = store.StoryByRef(ctx, tx, ref)
		return err
	})
	return found, err
}

// startStories serves the stories page on its own address, where the settings
// name one. A process that only delivers letters leaves it to the others.
func (s *Service) startStories(c *config.Config) (err error) {
	if c.Stories.Listen == "" || !s.options.Part.Reads() {
		return nil
	}
	s.stories, err = web.StartStories(c.Stories.Listen, web.Stories(web.StoriesSite{Archive: archive{s.Pool}, Company: c.Company.Name, Domain: c.Company.Domains[0],
		Address: c.Stories.Address, Languages: storyLanguages(c), Behaviour: s.behaviourIn, Now: s.options.Now, Log: s.options.Log}), s.options.Log)
	return err
}

// behaviourIn names a behaviour of the catalogue; "" for none.
func (s *Service) behaviourIn(id, lang string) string {
	b, ok := s.Desk.Catalogue.ByID(id)
	if !ok {
		return ""
	}
	return b.NameIn(lang)
}

// storyLanguages lists the editions: the company's languages that have one, and
// then the others, in which stories may be told as well.
func storyLanguages(c *config.Config) []string {
	var list []string
	for _, l := range append(slices.Clone(c.Company.Languages), story.Editions()...) {
		if slices.Contains(story.Editions(), l) && !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	return list
}

// StoriesHTTP is where the stories page is served, as ADDRESS:PORT, or "".
func (s *Service) StoriesHTTP() string {
	if s.stories == nil {
		return ""
	}
	return s.stories.Address()
}

// storyLists are the lists that get the weekly stories letter.
func storyLists(c *config.Config) (lists []jobs.StoryList) {
	for _, l := range []struct {
		language  string
		addresses []string
	}{{"en", c.Stories.English}, {"de", c.Stories.German}, {"fr", c.Stories.French}, {"es", c.Stories.Spanish}} {
		for _, a := range l.addresses {
			lists = append(lists, jobs.StoryList{Address: a, Language: l.language})
		}
	}
	return lists
}

// storiesPage is where readers of the weekly letter find the page; "" for nowhere.
func storiesPage(c *config.Config) string {
	if c.Stories.Listen == "" {
		return ""
	}
	return c.Stories.Address
}
