package web

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"goodword/internal/store"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// shelf is an archive in memory.
type shelf struct {
	mu      sync.Mutex
	stories []store.Story // newest first
	changed time.Time
	fails   bool
	asked   Wanted
}

func (s *shelf) Stories(_ context.Context, w Wanted) ([]store.Story, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked = w; s.fails {
		return nil, time.Time{}, errors.New("password=hunter2")
	}
	var list []store.Story
	for _, t := range s.stories {
		if t.Edition == w.Edition && strings.Contains(t.Situation+t.Action+t.Result, w.Words) {
			list = append(list, t)
		}
	}
	list = list[min(w.Offset, len(list)):]
	return list[:min(w.Limit, len(list))], s.changed, nil
}

func (s *shelf) Story(_ context.Context, ref string) (store.Story, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.stories {
		if t.Ref == ref {
			return t, nil
		}
	}
	return store.Story{}, fmt.Errorf("the story: %w", store.ErrNotFound)
}

// take takes a story down.
func (s *shelf) take(ref string, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, t := range s.stories {
		if t.Ref == ref {
			s.stories, s.changed = append(s.stories[:i:i], s.stories[i+1:]...), at
			return
		}
	}
}

func aStory(n int, edition string) store.Story {
	return store.Story{Ref: fmt.Sprintf("ref%04d", n), Edition: edition, Language: edition, Name: "Jana Weber", Given: "Jana", Title: "Night porter", Site: "Zürich", Behaviour: "own",
		Situation: "We arrived at two in the morning, after a cancelled train, with a feverish child.",
		Action: "Jana at your front desk had already put a kettle and a thermometer in our room. She found the one pharmacy that was open, and when her shift " +
			"ended at three she walked there herself.", Result: "My son slept.\n\nIn the end, so did I.", ManagerLine: "She never mentioned the pharmacy. That is Jana.",
		Lesson: "Keep a thermometer at every desk.", PublishedAt: noon.AddDate(0, 0, -n), UpdatedAt: noon.AddDate(0, 0, -n)}
}

func newShelf() *shelf {
	s := &shelf{changed: noon.AddDate(0, 0, -1)}
	for n := 1; n <= 23; n++ {
		s.stories = append(s.stories, aStory(n, "en"))
	}
	de := aStory(40, "de")
	de.Situation, de.Action, de.Result = "Der Zug fiel aus.", "Jana fuhr uns selbst nach Hause.", ""
	s.stories = append(s.stories, de)
	return s
}

func site(a Archive, log *slog.Logger) http.Handler {
	return Stories(StoriesSite{Archive: a, Company: "Halden Hotels", Domain: "halden.example", Address: "https://stories.halden.example", Languages: []string{"en", "de", "fr", "es"},
		Behaviour: func(id, lang string) string {
			return map[string]string{"own en": "Makes the guest’s problem their own", "own de": "Macht das Problem des Gastes zum eigenen"}[id+" "+lang]
		},
		Now: func() time.Time { return noon }, Log: log})
}

func ask(h http.Handler, path string, head ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestStoriesLanguages: a browser is led to its language; every page leads to the others.
func TestStoriesLanguages(t *testing.T) {
	t.Parallel()
	h := site(newShelf(), slog.New(slog.DiscardHandler))
	for accept, want := range map[string]string{"": "en", "de-CH, en;q=0.5": "de", "it, fr;q=0.8": "fr", "ja": "en", "es-419": "es", "en;q=0.2, de;q=0.9": "de", "q=;;;": "en"} {
		for _, path := range []string{"/", "/stories", "/stories/feed"} {
			w := ask(h, path, "Accept-Language", accept)
			if got := w.Header().Get("Location"); w.Code != http.StatusFound || !strings.HasPrefix(got, "/stories/"+want) || w.Header().Get("Vary") != "Accept-Language" {
				t.Errorf("%s of a reader of %q: %d to %q, want %s", path, accept, w.Code, got, want)
			}
		}
	}
	w := ask(h, "/stories/de", "Accept-Language", "en")
	for _, want := range []string{`<html lang="de">`, "Was Jana getan hat", "Macht das Problem des Gastes zum eigenen", "17. Oktober 2026", `href="/stories/en"`, `href="/stories/fr"`, `href="/stories/es"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the German page has no %q:\n%s", want, w.Body)
		}
	}
	if strings.Contains(w.Body.String(), "kettle") || w.Header().Get("Content-Language") != "de" {
		t.Errorf("the German page tells English stories, in %q", w.Header().Get("Content-Language"))
	}
}

// TestStoriesHeaders: whatever is asked, nothing is executed, framed, remembered,
// indexed or fetched from elsewhere.
func TestStoriesHeaders(t *testing.T) {
	t.Parallel()
	h := site(newShelf(), slog.New(slog.DiscardHandler))
	remote := regexp.MustCompile(`(?i)<script|<img|<iframe|https?://|url\(|@import|style=|\son\w+=|src=`)
	for path, status := range map[string]int{"/": 302, "/stories": 302, "/stories/en": 200, "/stories/en?page=3": 200, "/stories/en?q=kettle": 200, "/stories/en/ref0001": 200,
		"/stories/en/feed": 200, "/stories/style.css": 200, "/stories/it": 404, "/stories/en/nothing": 404, "/stories/en?page=0": 404, "/stories/en?page=x": 404, "/robots.txt": 404, "/healthz": 404, "/stories/en/a/b": 404} {
		w := ask(h, path)
		if w.Code != status {
			t.Errorf("%s: %d, want %d", path, w.Code, status)
		}
		for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Set-Cookie": "", "Cache-Control": "private, no-cache"} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		// The feed's own addresses are followed by readers, and never fetched with it.
		body := strings.NewReplacer("http://www.w3.org/2005/Atom", "", "https://stories.halden.example/stories/", "").Replace(w.Body.String())
		if bad := remote.FindString(body); bad != "" {
			t.Errorf("%s holds %q", path, bad)
		}
		if html := w.Header().Get("Content-Type"); strings.HasPrefix(html, "text/html") && status != 302 && !strings.Contains(body, `<meta name="robots" content="noindex, nofollow`) {
			t.Errorf("%s may be indexed", path)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, "/stories/en", nil))
		if w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, w.Code)
		}
	}
}

// TestStoriesPaging: every story stands on exactly one page.
func TestStoriesPaging(t *testing.T) {
	t.Parallel()
	h, seen, pages := site(newShelf(), slog.New(slog.DiscardHandler)), map[string]int{}, 0
	next := regexp.MustCompile(`rel="next" class="older" href="([^"]+)"`)
	for at := "/stories/en"; at != ""; pages++ {
		body := ask(h, at).Body.String()
		for _, m := range regexp.MustCompile(`/stories/en/(ref\d+)"`).FindAllStringSubmatch(body, -1) {
			seen[m[1]]++
		}
		at = ""
		if m := next.FindStringSubmatch(body); m != nil {
			at = html.UnescapeString(m[1])
		}
	}
	if pages != 3 || len(seen) != 23 {
		t.Errorf("%d pages with %d stories", pages, len(seen))
	}
	for ref, n := range seen {
		if n != 1 {
			t.Errorf("%s stands on %d pages", ref, n)
		}
	}
	if body := ask(h, "/stories/en?page=2&q=kettle").Body.String(); !strings.Contains(body, `href="/stories/en?page=3&amp;q=kettle"`) || !strings.Contains(body, `href="/stories/en?q=kettle"`) {
		t.Errorf("a search has no pages:\n%s", body)
	}
}

// TestStoriesUnchanged: who has a page is told so until it changes, and a story
// taken down is gone at once, whatever a reader kept.
func TestStoriesUnchanged(t *testing.T) {
	t.Parallel()
	s := newShelf()
	h := site(s, slog.New(slog.DiscardHandler))
	for _, path := range []string{"/stories/en", "/stories/en/feed", "/stories/en/ref0001"} {
		first := ask(h, path)
		tag, modified := first.Header().Get("ETag"), first.Header().Get("Last-Modified")
		if tag == "" || modified != noon.AddDate(0, 0, -1).Format(http.TimeFormat) {
			t.Errorf("%s: ETag %q, Last-Modified %q", path, tag, modified)
		}
		if w := ask(h, path, "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("%s with its ETag: %d", path, w.Code)
		}
		if w := ask(h, path, "If-Modified-Since", modified); w.Code != http.StatusNotModified {
			t.Errorf("%s with its date: %d", path, w.Code)
		}
		if w := ask(h, path, "If-None-Match", `"other"`, "If-Modified-Since", modified); w.Code != http.StatusOK {
			t.Errorf("%s with another ETag: %d", path, w.Code)
		}
	}
	tag := ask(h, "/stories/en").Header().Get("ETag")
	s.take("ref0001", noon.Add(-10*time.Second))
	if w := ask(h, "/stories/en", "If-None-Match", tag); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "ref0001") {
		t.Errorf("what is taken down is still there: %d", w.Code)
	}
	if w := ask(h, "/stories/en", "If-Modified-Since", noon.Add(-10*time.Second).Format(http.TimeFormat)); w.Code != http.StatusOK {
		t.Errorf("a change of this very minute: %d", w.Code)
	}
	if w := ask(h, "/stories/en/ref0001"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "This story is not told, or no longer.") {
		t.Errorf("its own page: %d", w.Code)
	}
	if w := ask(h, "/stories/en/feed"); strings.Contains(w.Body.String(), "ref0001") {
		t.Error("it is still in the feed")
	}
}

// TestStoriesHostile: words never become markup, and a search is only words.
func TestStoriesHostile(t *testing.T) {
	t.Parallel()
	bad := `</p><script>alert(1)</script>"'><img src=x onerror=alert(1)> & <!-- ]]> {{.Company}}`
	s := newShelf()
	s.stories[0].Action, s.stories[0].ManagerLine, s.stories[0].Name, s.stories[0].Language = bad, bad, bad, `en" onclick="x`
	h := site(s, slog.New(slog.DiscardHandler))
	for _, path := range []string{"/stories/en", "/stories/en/ref0001", "/stories/en?q=%3Cscript%3Ealert(1)%3C/script%3E%22%20onfocus=x"} {
		root, err := html.Parse(strings.NewReader(ask(h, path).Body.String()))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Data == "script" || n.Data == "img" || n.Type == html.CommentNode {
				t.Errorf("%s: words became <%s>", path, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: words became %s", path, a.Key)
				}
			}
		}
	}
	if w := ask(h, "/stories/en?q="+strings.Repeat("%00%ffx", 900)); w.Code != http.StatusOK || len([]rune(s.asked.Words)) > mostSearched || strings.ContainsAny(s.asked.Words, "\x00") {
		t.Errorf("%d, searched for %q", w.Code, s.asked.Words)
	}
	var logged strings.Builder
	s.fails = true
	h = site(s, slog.New(slog.NewTextHandler(&logged, nil)))
	if w := ask(h, "/stories/en"); w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "hunter2") || !strings.Contains(logged.String(), "hunter2") {
		t.Errorf("without a database: %d %s; logged %s", w.Code, w.Body, logged.String())
	}
}

// TestFeed: the feed is valid by RFC 4287, and its ids stay.
func TestFeed(t *testing.T) {
	t.Parallel()
	s := newShelf()
	s.stories[2].Action = "a \x01 control & a < sign"
	h := site(s, slog.New(slog.DiscardHandler))
	w := ask(h, "/stories/en/feed")
	if got := w.Header().Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
	feed := valid(t, w.Body.String())
	if len(feed.Entries) != 23 || feed.Entries[0].Title != "Jana Weber: Makes the guest’s problem their own" || !strings.Contains(feed.Entries[0].Content.Text, "What Jana did\n\nJana at your front desk") {
		t.Errorf("the feed has %d entries, the first: %+v", len(feed.Entries), feed.Entries[0])
	}
	again := valid(t, ask(site(s, slog.New(slog.DiscardHandler)), "/stories/en/feed").Body.String())
	s.take("ref0001", noon.Add(-time.Hour))
	later := valid(t, ask(h, "/stories/en/feed").Body.String())
	if again.ID != feed.ID || later.ID != feed.ID || later.Entries[0].ID != feed.Entries[1].ID || later.Updated <= feed.Updated {
		t.Errorf("ids do not stay: %s, %s, %s; updated %s, then %s", feed.ID, later.ID, later.Entries[0].ID, feed.Updated, later.Updated)
	}
	if empty := valid(t, ask(h, "/stories/es/feed").Body.String()); len(empty.Entries) != 0 {
		t.Errorf("nothing is told in Spanish, and there is %+v", empty)
	}
	if broken := strings.Replace(w.Body.String(), "<updated>", "<when>", 1); wrong(broken) == "" {
		t.Error("a feed without what is required goes unseen")
	}
}

type readFeed struct {
	XMLName xml.Name
	ID      string `xml:"http://www.w3.org/2005/Atom id"`
	Title   string `xml:"http://www.w3.org/2005/Atom title"`
	Updated string `xml:"http://www.w3.org/2005/Atom updated"`
	Author  []struct {
		Name string `xml:"http://www.w3.org/2005/Atom name"`
	} `xml:"http://www.w3.org/2005/Atom author"`
	Links   []readLink `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID        string     `xml:"http://www.w3.org/2005/Atom id"`
		Title     string     `xml:"http://www.w3.org/2005/Atom title"`
		Updated   string     `xml:"http://www.w3.org/2005/Atom updated"`
		Published string     `xml:"http://www.w3.org/2005/Atom published"`
		Links     []readLink `xml:"http://www.w3.org/2005/Atom link"`
		Content   struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"http://www.w3.org/2005/Atom content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

type readLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

func valid(t *testing.T, text string) (f readFeed) {
	t.Helper()
	if why := wrong(text); why != "" {
		t.Fatalf("%s:\n%s", why, text)
	}
	if err := xml.Unmarshal([]byte(text), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

var tagID = regexp.MustCompile(`^tag:halden\.example,2026:\S+$`) // RFC 4151

// wrong says what of RFC 4287, sections 4.1.1 and 4.1.2, a feed breaks: each of
// id, title and updated exactly once, an author, dates of RFC 3339, ids that are
// IRIs and no two alike, one alternate link of a type, content of a known type.
func wrong(text string) string {
	var f readFeed
	if err := xml.Unmarshal([]byte(text), &f); err != nil {
		return err.Error()
	}
	if f.XMLName.Space != "http://www.w3.org/2005/Atom" || f.XMLName.Local != "feed" {
		return "the root is no Atom feed"
	}
	date := func(s string) bool { _, err := time.Parse(time.RFC3339, s); return err == nil }
	if !tagID.MatchString(f.ID) || f.Title == "" || !date(f.Updated) || len(f.Author) != 1 || f.Author[0].Name == "" {
		return "the feed lacks one of id, title, updated and author"
	}
	if strings.Count(text, "<id>") != 1+len(f.Entries) || strings.Count(text, "<title>") != 1+len(f.Entries) || strings.Count(text, "<updated>") != 1+len(f.Entries) {
		return "one of id, title and updated stands twice, or not at all"
	}
	rels := map[string]int{}
	for _, l := range f.Links {
		rels[l.Rel]++
		if !strings.HasPrefix(l.Href, "https://stories.halden.example/stories/") {
			return "the feed leads to " + l.Href
		}
	}
	if rels["self"] != 1 || rels["alternate"] != 1 {
		return "the feed leads nowhere, or twice"
	}
	ids := map[string]bool{f.ID: true}
	for _, e := range f.Entries {
		if !tagID.MatchString(e.ID) || ids[e.ID] || e.Title == "" || !date(e.Updated) || !date(e.Published) || e.Updated < e.Published {
			return "an entry lacks one of id, title, published and updated, or is not the only one of its id: " + e.ID
		}
		ids[e.ID] = true
		if len(e.Links) != 1 || e.Links[0].Rel != "alternate" || !strings.HasPrefix(e.Links[0].Href, "https://stories.halden.example/stories/") || e.Content.Type != "text" || strings.TrimSpace(e.Content.Text) == "" {
			return "an entry without link or words: " + e.ID
		}
	}
	return ""
}
