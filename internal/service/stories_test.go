package service

import (
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/internal/postgres/pgtest"
	"goodword/internal/recognition/behaviour"
	"goodword/jobs"
	"goodword/migrations"
)

// TestStoriesServed: the page is served from the database on an address of its
// own, and what may not be told any more is gone with the next look.
func TestStoriesServed(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	pool, err := migrations.Pool(t.Context(), pgtest.Database(t, migrated), 4)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	if _, err := pool.Exec(t.Context(), `insert into people (address, name, given, site) values ('nina@corp.example', 'Nina Okafor', 'Nina', 'Leeds');
		insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw, disposition, reason, read_at) values ('m', 1, 1, '\x01', now(), 1, '', 'compliment', '', now());
		insert into nominations (state, inbound_id, nominee_id, proof, compliment, compliment_hash, opened_at, changed_at, asked_at, lapse_at, decided_at, thanked_at)
			select 'thanked', i.id, p.id, 'colleague', 'x', '\x01', now(), now(), now(), now(), now(), now() from inbound i, people p;
		insert into story_consents (nomination_id, inbound_id, agreed, given_at) select n.id, n.inbound_id, true, now() from nominations n;
		insert into stories (ref, nomination_id, edition, language, action, published_at, updated_at)
			select 'abc234', id, 'en', 'en', 'She walked to the pharmacy herself.', now(), now() from nominations`); err != nil {
		t.Fatal(err)
	}
	s := &Service{Pool: pool, Desk: &jobs.Desk{Catalogue: behaviour.Default()}, options: Options{Log: log, Now: time.Now}}
	c := &config.Config{Company: config.Company{Name: "Corp", Domains: []string{"corp.example"}, Languages: []string{"de", "it"}}}
	if err := s.startStories(c); err != nil || s.StoriesHTTP() != "" {
		t.Fatalf("without a setting it is served on %q: %v", s.StoriesHTTP(), err)
	}
	c.Stories.Listen = "127.0.0.1:0"
	if err := s.startStories(c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.stories.Stop(); err != nil {
			t.Error(err)
		}
	})
	look := func(path string, status int, has string) {
		t.Helper()
		answer, err := http.Get("http://" + s.StoriesHTTP() + path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != status || !strings.Contains(string(body), has) {
			t.Errorf("%s: %d, %v; nothing about %q in\n%s", path, answer.StatusCode, err, has, body)
		}
	}
	look("/stories/en", 200, "Nina Okafor")
	look("/stories/en?q=walking", 200, "She walked to the pharmacy")
	look("/stories/en?q=taxi", 200, "There is nothing here yet.")
	look("/stories/en/feed", 200, "tag:corp.example,2026:story/abc234")
	look("/stories", 200, `<html lang="de">`)
	look("/stories/it", 404, "nicht erzählt")
	if _, err := pool.Exec(t.Context(), "update people set private = true"); err != nil {
		t.Fatal(err)
	}
	look("/stories/en", 200, "There is nothing here yet.")
	look("/stories/en/abc234", 404, "not told")
	look("/stories/en/feed", 200, "<updated>")
}
