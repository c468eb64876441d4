package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed" // the page's template and style
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"goodword/internal/store"
)

// Wanted says which stories of an edition to give.
type Wanted struct {
	Edition string
	Words   string // searched for; "" gives all, newest first
	Offset  int
	Limit   int
}

// Archive has the stories that may be told at the moment they are asked for.
type Archive interface {
	// Stories also says when something of the edition last changed, takedowns included.
	Stories(context.Context, Wanted) ([]store.Story, time.Time, error)
	// Story gives one by its public name; store.ErrNotFound for none.
	Story(ctx context.Context, ref string) (store.Story, error)
}

// StoriesSite is what the stories page is made from.
type StoriesSite struct {
	Archive   Archive
	Company   string
	Domain    string   // of the company: the feed's ids are made with it, and must stay
	Address   string   // how readers reach the page, as https://HOST; "" where nobody said
	Languages []string // editions with a page, the first for readers of other languages
	Behaviour func(id, lang string) string
	Now       func() time.Time
	Log       *slog.Logger
}

const (
	storiesOnPage = 10
	storiesInFeed = 30
	mostPage      = 1000
	mostSearched  = 200 // characters of a search
)

//go:embed stories.html
var storiesSource string

//go:embed stories.css
var storiesStyle []byte

// Stories serves the stories page and its Atom feed, by language. It only reads;
// it sets no cookie, runs no script, and fetches nothing from elsewhere.
func Stories(site StoriesSite) http.Handler {
	s := &storiesPage{StoriesSite: site, page: template.Must(template.New("stories").Parse(storiesSource))}
	tags := make([]language.Tag, len(site.Languages))
	for i, l := range site.Languages {
		tags[i] = language.Make(l)
	}
	s.match = language.NewMatcher(tags)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.toReader("/stories/%s"))
	mux.HandleFunc("GET /stories", s.toReader("/stories/%s"))
	mux.HandleFunc("GET /stories/{$}", s.toReader("/stories/%s"))
	mux.HandleFunc("GET /stories/feed", s.toReader("/stories/%s/feed"))
	mux.HandleFunc("GET /stories/style.css", func(w http.ResponseWriter, r *http.Request) {
		s.send(w, r, "text/css; charset=utf-8", "", time.Time{}, storiesStyle)
	})
	mux.HandleFunc("GET /stories/{lang}", s.list)
	mux.HandleFunc("GET /stories/{lang}/feed", s.feed)
	mux.HandleFunc("GET /stories/{lang}/{ref}", s.one)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.missing(w, r) })
	return guarded(mux)
}

// guarded sets what holds for every answer: nothing is executed, framed, sent
// on, kept by a cache unasked, or found by a search engine.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Robots-Tag", "noindex, nofollow, noarchive, nosnippet")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "private, no-cache")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.Set("Allow", "GET, HEAD")
			answer(w, http.StatusMethodNotAllowed, "read only\n")
			return
		}
		next.ServeHTTP(w, r)
	})
}

type storiesPage struct {
	StoriesSite
	page  *template.Template
	match language.Matcher
}

// reader gives the language of the reader's browser that there is a page in.
func (s *storiesPage) reader(r *http.Request) string {
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(wanted) == 0 {
		return s.Languages[0]
	}
	_, i, _ := s.match.Match(wanted...)
	return s.Languages[i]
}

func (s *storiesPage) toReader(path string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept-Language")
		http.Redirect(w, r, fmt.Sprintf(path, s.reader(r)), http.StatusFound)
	}
}

// shown is what the template shows.
type shown struct {
	Words        storyWords
	Lang         string
	Company      string
	Others       []otherPage
	Query        string
	Stories      []shownStory
	Newer, Older string // addresses, "" for none
	One, Missing bool
}

type otherPage struct{ Lang, Name string }

type shownStory struct {
	Ref, Name, Given, Place, Behaviour, Date, Stamp, Lang string
	Situation, Action, Result                             []string // paragraphs
	Line, Lesson                                          string
	Manager, Teacher                                      string // who wrote them; Teacher "" where Manager was named
}

func (s *storiesPage) frame(lang string) shown {
	v := shown{Words: wordsOfStories(lang), Lang: lang, Company: s.Company}
	for _, l := range s.Languages {
		if l != lang {
			v.Others = append(v.Others, otherPage{l, wordsOfStories(l).Name})
		}
	}
	return v
}

func (s *storiesPage) shownStory(t store.Story, lang string) shownStory {
	v := shownStory{Ref: t.Ref, Name: t.Name, Given: t.Given, Behaviour: s.Behaviour(t.Behaviour, lang), Date: dayIn(lang, t.PublishedAt),
		Stamp: t.PublishedAt.UTC().Format(time.RFC3339), Lang: tagOf(t.Language, lang), Line: t.ManagerLine, Lesson: t.Lesson,
		Situation: paragraphs(t.Situation), Action: paragraphs(t.Action), Result: paragraphs(t.Result)}
	if v.Given == "" {
		v.Given = t.Name
	}
	if v.Line != "" {
		v.Manager = t.LineName
	}
	if v.Teacher = t.LessonName; v.Teacher == v.Manager {
		v.Teacher = ""
	}
	v.Place = strings.Join(slices.DeleteFunc([]string{t.Title, t.Site}, func(p string) bool { return p == "" }), ", ")
	return v
}

// tagOf gives a language fit for an attribute.
func tagOf(tag, otherwise string) string {
	if t, err := language.Parse(tag); err == nil && tag != "" {
		return t.String()
	}
	return otherwise
}

func paragraphs(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n\n"), func(p string) bool { return strings.TrimSpace(p) == "" })
}

// list shows a page of an edition, or of what was searched for in it.
func (s *storiesPage) list(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	page, err := pageOf(r.URL.Query().Get("page"))
	if !slices.Contains(s.Languages, lang) || err != nil {
		s.missing(w, r)
		return
	}
	v := s.frame(lang)
	v.Query = searched(r.URL.Query().Get("q"))
	found, changed, err := s.Archive.Stories(r.Context(), Wanted{Edition: lang, Words: v.Query, Offset: (page - 1) * storiesOnPage, Limit: storiesOnPage + 1})
	if err != nil {
		s.failed(w, r, err)
		return
	}
	for _, t := range found[:min(len(found), storiesOnPage)] {
		v.Stories = append(v.Stories, s.shownStory(t, lang))
	}
	if page > 1 {
		v.Newer = pageAt(lang, v.Query, page-1)
	}
	if len(found) > storiesOnPage && page < mostPage {
		v.Older = pageAt(lang, v.Query, page+1)
	}
	s.render(w, r, v, changed, http.StatusOK)
}

func pageOf(text string) (int, error) {
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err == nil && (n < 1 || n > mostPage) {
		err = fmt.Errorf("there is no page %d", n)
	}
	return n, err
}

func pageAt(lang, query string, page int) string {
	at := url.Values{}
	if query != "" {
		at.Set("q", query)
	}
	if page > 1 {
		at.Set("page", strconv.Itoa(page))
	}
	if len(at) == 0 {
		return "/stories/" + lang
	}
	return "/stories/" + lang + "?" + at.Encode()
}

// searched cuts a search to what the database takes.
func searched(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", " ")), " ")
	if utf8.RuneCountInString(text) > mostSearched {
		text = string([]rune(text)[:mostSearched])
	}
	return text
}

// one shows a story by itself, on the page of any language.
func (s *storiesPage) one(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	if !slices.Contains(s.Languages, lang) {
		s.missing(w, r)
		return
	}
	t, err := s.Archive.Story(r.Context(), searched(r.PathValue("ref")))
	if errors.Is(err, store.ErrNotFound) {
		s.missing(w, r)
		return
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	v := s.frame(lang)
	v.One, v.Stories = true, []shownStory{s.shownStory(t, lang)}
	s.render(w, r, v, t.UpdatedAt, http.StatusOK)
}

func (s *storiesPage) missing(w http.ResponseWriter, r *http.Request) {
	lang := s.reader(r)
	if asked := strings.Split(strings.TrimPrefix(r.URL.Path, "/stories/"), "/")[0]; slices.Contains(s.Languages, asked) {
		lang = asked
	}
	v := s.frame(lang)
	v.Missing = true
	s.render(w, r, v, time.Time{}, http.StatusNotFound)
}

func (s *storiesPage) failed(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		s.Log.Error("the stories page could not be made", "path", r.URL.Path, "error", err)
	}
	w.Header().Set("Retry-After", "60")
	answer(w, http.StatusServiceUnavailable, "not at the moment\n")
}

func (s *storiesPage) render(w http.ResponseWriter, r *http.Request, v shown, changed time.Time, status int) {
	var b bytes.Buffer
	if err := s.page.Execute(&b, v); err != nil {
		s.failed(w, r, err)
		return
	}
	if status != http.StatusOK {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Language", v.Lang)
		w.WriteHeader(status)
		_, _ = w.Write(b.Bytes()) // who asked has gone
		return
	}
	s.send(w, r, "text/html; charset=utf-8", v.Lang, changed, b.Bytes())
}

// soonAgain is how long a date is too young to say that nothing changed since:
// dates have seconds, and what may not be told any more is noted by the next tick.
const soonAgain = time.Minute

// send answers with a body, or says that it is still the one that the reader has.
func (s *storiesPage) send(w http.ResponseWriter, r *http.Request, kind, lang string, changed time.Time, body []byte) {
	sum := sha256.Sum256(body)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	w.Header().Set("Content-Type", kind)
	if lang != "" {
		w.Header().Set("Content-Language", lang)
	}
	if s.Now().Sub(changed) < soonAgain {
		r = r.Clone(r.Context())
		r.Header.Del("If-Modified-Since")
	}
	r.Header.Del("Range") // pages are small, and whole
	http.ServeContent(w, r, "", changed, bytes.NewReader(body))
}
